"""The host of the private room, where one is set, and the way over to it.

As on the host of packages, nothing of the site answers there and no session is read. What answers
is the room itself, found by the name of its list of addresses, and the way out. Without such a host
the room's page stands at the same address of the site: the weaker form, which the room says itself.
"""

import re
import secrets
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpResponse, HttpResponseBadRequest, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.urls import resolve
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning import exit, headers

ONLY, BELOW = "wellbeing.urls_host", "/notes/"
ENTER, EXIT = "/notes/enter", "/exit/"
ENTER_PURPOSE, COOKIE_PURPOSE = "room.enter", "room.door"  # as wellbeing.door has them
OF_SITE = re.compile(
    r"/([a-z]{2,3}(?:-[a-z]+)?)/(?:support/|account/login/)?"
)  # where its page leads
PLAIN = "text/plain"


class PrivateHost:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not settings.WELLBEING_HOST:
            return self.get_response(request)
        if request.get_host() == settings.WELLBEING_HOST:
            return answer(request)
        if request.path_info.startswith(BELOW):  # they are at home over there
            return HttpResponseNotFound(content_type=PLAIN)
        return self.get_response(request)


def answer(request):
    if request.path_info == EXIT:
        return leave(request)
    of_site = OF_SITE.fullmatch(request.path_info)
    if of_site and of_site[1] in {*settings.ALL_LANGUAGES, *dict(settings.LANGUAGES)}:
        return redirect(f"{settings.SITE_URL}{request.path_info}")
    try:
        return _of_room(request, request.path_info)
    except Http404:
        return HttpResponseNotFound(content_type=PLAIN)
    except (BadRequest, SuspiciousOperation):
        return HttpResponseBadRequest(content_type=PLAIN)


def way_in(request, language=None):
    """The room, or the page that leads over to its host. The room speaks every language that ships,
    also where the site speaks fewer: its page is the same everywhere."""
    if settings.WELLBEING_HOST:
        return hand_over(request)
    return _of_room(request, f"/{_spoken_there(language or get_language())}{BELOW}")


def _spoken_there(language: str) -> str:
    """A language that was added to the site has no words there: the room is read in another one."""
    return next(iter(settings.ALL_LANGUAGES)) if language in settings.ADDED_LANGUAGES else language


def _of_room(request, path: str):
    found = resolve(path, urlconf=ONLY)
    return found.func(request, *found.args, **found.kwargs)


@require_safe
@never_cache
@login_required
def hand_over(request):
    """A form that takes a token over by POST, so that no address ever holds it; good for a minute,
    used once, and without a name: the salt of the account is all there is in it."""
    over_there = f"{'https' if settings.IS_HTTPS else 'http'}://{settings.WELLBEING_HOST}"
    context = {
        "action": f"{over_there}{ENTER}",
        "host": settings.WELLBEING_HOST,
        "token": new_token(request.user),
        "language": get_language(),
    }
    response = render(request, "learning/private_host.html", context)
    response["Content-Security-Policy"] = headers.joined(
        headers.STRICT | {"form-action": f"'self' {over_there}"}
    )
    response["X-Frame-Options"] = "DENY"
    # The other host asks which site sent the form; “same-origin” would leave that out.
    response["Referrer-Policy"] = "strict-origin"
    return response


def new_token(person) -> str:
    said = {"salt": bytes(person.private_salt).hex(), "once": secrets.token_urlsafe(16)}
    return signing.dumps(said, salt=ENTER_PURPOSE)


def leave(request) -> HttpResponse:
    """Quick exit from over there: the door shuts, and the site's own exit ends the session."""
    away = HttpResponse(status=302)
    away["Location"] = exit.target()
    if exit.is_meant(request):
        away["Location"] = _through_the_site(request) or away["Location"]
        away.delete_cookie(_cookie(), samesite="Strict")
        away["Clear-Site-Data"] = '"cache", "storage"'
    return away


def _through_the_site(request) -> str:
    """Only for who came in here, and good for their session alone: nobody signs out others."""
    try:
        said = signing.loads(request.COOKIES.get(_cookie(), ""), salt=COOKIE_PURPOSE)
    except signing.BadSignature:
        return ""
    return f"{settings.SITE_URL}{EXIT}?{urlencode({'from': exit.word_of(said['salt'])})}"


def _cookie() -> str:
    return "__Host-notes" if settings.SESSION_COOKIE_SECURE else "notes"
