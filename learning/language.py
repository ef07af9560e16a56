"""The language of a request is the first part of its address."""

from django.middleware.locale import LocaleMiddleware


class LanguageOfAddress(LocaleMiddleware):
    """As Django's, but only the bare `/` leads to a language.

    Django's sends every unknown address on to `/en/…`, because pages may stand anywhere there: a
    file that is refused would answer with a redirect instead of 404.
    """

    def process_response(self, request, response):
        if request.path_info == "/" or response.status_code != 404:
            return super().process_response(request, response)
        return response
