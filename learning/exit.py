"""Quick exit: away from here at once, to the one page that the organisation chose.

It always redirects; no parameter can change where to. The session ends too, unless the browser
says that another site asked, or that it only fetches ahead (else anybody's picture could sign
people out). From the private room's own host, which is another site to a browser, a signed word
says whose session is meant.
"""

import hmac
import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.core import signing
from django.db import DatabaseError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from office import organisation
from people import api as people

FROM_ELSEWHERE = {"cross-site", "same-site"}
FROM_ROOM, FROM_ROOM_LASTS = "room.exit", 60  # what it is signed for, and for how many seconds


@csrf_exempt  # leaving never fails, and asking twice does no harm
def leave(request):
    away = HttpResponse(status=302)
    away["Location"] = target()
    away["Cache-Control"] = "no-store"
    away["Referrer-Policy"] = "no-referrer"
    if is_meant(request) or came_from_room(request):
        end_session(request, away)
    return away


@require_safe
def explain(request):
    """What leaving does and what it cannot do, for who reads it before they need it."""
    return render(request, "learning/leaving.html", {"leads_to": urlsplit(target()).hostname})


def target() -> str:
    return organisation.exit_target()


def is_meant(request) -> bool:
    """A person of this site, not a page elsewhere, nor a browser that fetches ahead."""
    from_elsewhere = request.headers.get("Sec-Fetch-Site") in FROM_ELSEWHERE
    return not from_elsewhere and not is_ahead(request)


def is_ahead(request) -> bool:
    return "prefetch" in request.headers.get("Sec-Purpose", "")


def came_from_room(request) -> bool:
    """Whether this very person left on the room's own host just now (`learning.private_host`)."""
    if not settings.WELLBEING_HOST or "from" not in request.GET or is_ahead(request):
        return False
    try:
        once, mark = signing.loads(request.GET["from"], salt=FROM_ROOM, max_age=FROM_ROOM_LASTS)
        if not request.user.is_authenticated:
            return False
        salt = bytes(request.user.private_salt).hex()
        return hmac.compare_digest(mark, _keyed(once, salt))
    except (signing.BadSignature, DatabaseError, TypeError, ValueError):
        return False


def word_of(salt: str) -> str:
    """Says whose session is meant: in hex, the salt of their account. The word stands in an address
    and so in logs: it is another each time, and nobody reads the salt, nor whose it is, out of it.
    """
    once = secrets.token_urlsafe(8)
    return signing.dumps([once, _keyed(once, salt)], salt=FROM_ROOM)


def _keyed(once: str, salt: str) -> str:
    return salted_hmac(FROM_ROOM, f"{once}:{salt}", algorithm="sha256").hexdigest()


def end_session(request, response) -> None:
    response["Clear-Site-Data"] = '"cache", "storage"'
    try:
        response["Clear-Site-Data"] = people.what_to_clear(request)
        logout(request)
    except DatabaseError:
        response.delete_cookie(settings.SESSION_COOKIE_NAME)
