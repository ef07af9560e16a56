"""The language of a request is the first part of its address."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib import messages
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from office import organisation
from people import api as people

FRONT_DOOR = "/"
CMS = "/cms/"


class LanguageOfAddress(LocaleMiddleware):
    """As Django's, but only the bare `/` leads to a language, and to one that is offered.

    Django's sends every unknown address on to `/en/…`, because pages may stand anywhere there: a
    file that is refused would answer with a redirect instead of 404. An address in a language that
    is no longer offered still answers, for old links; one in a language that was added here and is
    not open leads to the same page in one that is, unless its reader works in the editor.
    """

    def process_request(self, request):
        super().process_request(request)
        if request.path_info == FRONT_DOOR or _is_closed_and_guessed(request):
            translation.activate(organisation.language_for(asked(request)))
            request.LANGUAGE_CODE = translation.get_language()

    def process_view(self, request, view, args, kwargs):
        """Here, because only now it is known who asks."""
        code = request.LANGUAGE_CODE
        if not _is_closed(code) or not request.path_info.startswith(f"/{code}/"):
            return None
        if people.may_open_cms(request.user):
            return None
        return lead_on(request, code)

    def process_response(self, request, response):
        if request.path_info == FRONT_DOOR or response.status_code != 404:
            return super().process_response(request, response)
        return response


def lead_on(request, code: str):
    """To the same page in a language that is open, and say so."""
    person = request.user
    read = person.languages if person.is_authenticated else asked(request)
    language = organisation.language_for(read)
    with translation.override(language):
        words = _("This site does not speak %(closed)s now. You read it in %(language)s.")
        name = people.language_within
        messages.info(request, words % {"closed": name(code), "language": name(language)})
    return redirect(f"/{language}{request.get_full_path().removeprefix(f'/{code}')}")


def _is_closed_and_guessed(request) -> bool:
    """Whether a browser asks for it where the address names no language."""
    is_named = translation.get_language_from_path(request.path_info)
    is_desk = request.path_info.startswith(CMS)  # a translator may want to see it there
    return not (is_named or is_desk) and _is_closed(request.LANGUAGE_CODE)


def _is_closed(code: str) -> bool:
    """Of those added here alone; a site without any asks nothing."""
    return code in settings.ADDED_LANGUAGES and not organisation.is_open(code)


def asked(request) -> Iterator[str]:
    """What this browser reads, in its order, as codes of ours."""
    yield request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            yield translation.get_supported_language_variant(code)
        except LookupError:
            continue
