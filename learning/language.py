"""The language of a request is the first part of its address."""

from collections.abc import Iterator

from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from office import organisation

FRONT_DOOR = "/"


class LanguageOfAddress(LocaleMiddleware):
    """As Django's, but only the bare `/` leads to a language, and to one that is offered.

    Django's sends every unknown address on to `/en/…`, because pages may stand anywhere there: a
    file that is refused would answer with a redirect instead of 404. An address in a language that
    is no longer offered still answers, for old links.
    """

    def process_request(self, request):
        super().process_request(request)
        if request.path_info == FRONT_DOOR:
            translation.activate(organisation.language_for(asked(request)))
            request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request, response):
        if request.path_info == FRONT_DOOR or response.status_code != 404:
            return super().process_response(request, response)
        return response


def asked(request) -> Iterator[str]:
    """What this browser reads, in its order, as codes of ours."""
    yield request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            yield translation.get_supported_language_variant(code)
        except LookupError:
            continue
