"""Who is there: somebody who is signed in, and the salt of their account. Nothing else is asked.

On the site's own host that is the session, and all that is read of the person is `private_salt`. On
a host of the room's own there is no session: a token of one minute, used once, comes over by POST
from the page where somebody is signed in, and becomes a signed cookie. Both hold the salt alone.
"""

import time
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.cache import caches
from django.http.request import validate_host

from wellbeing.limits import ALIAS

COOKIE_PURPOSE, TOKEN_PURPOSE = "room.door", "room.enter"
TOKEN_LASTS = 60  # seconds
QUIET, LONGEST = 30 * 60, 12 * 60 * 60  # seconds without a sign of the page, and in all
SALT_BYTES = 16


class NotSignedIn(Exception):
    """Nobody we know of."""


class TokenTooOld(Exception):
    """It was good, and was not used within a minute."""


class TokenRefused(Exception):
    """Not made here, made for something else, or used before."""


def salt_of(request) -> bytes:
    """The salt of whoever is there. Raises NotSignedIn."""
    if settings.WELLBEING_HOST:
        return bytes.fromhex(_cookie_of(request)["salt"])
    if not request.user.is_authenticated:
        raise NotSignedIn
    return bytes(request.user.private_salt)


def cookie_name() -> str:
    """A browser takes `__Host-` over https only, and without a domain."""
    return "__Host-notes" if settings.SESSION_COOKIE_SECURE else "notes"


def is_from_here(request) -> bool:
    """Whether the room's own page asks. No token stands in that page, so the browser says it."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(request.headers.get("Origin", ""))
    return bool(origin.netloc) and origin.netloc == request.get_host()


def is_from_site(request) -> bool:
    """Whether a page of the site sent the token: nobody can put others into a room of theirs.

    The host of packages is none of the site's, though it answers: its pages were made elsewhere.
    """
    host = urlsplit(request.headers.get("Origin", "")).hostname
    if not host or host in settings.OWN_HOSTS:
        return False
    return validate_host(host, settings.ALLOWED_HOSTS)


def take_token(token: str) -> bytes:
    """The salt in it, once. Raises TokenTooOld, TokenRefused."""
    try:
        said = signing.loads(token, salt=TOKEN_PURPOSE, max_age=TOKEN_LASTS)
        salt, once = bytes.fromhex(said["salt"]), str(said["once"])
    except signing.SignatureExpired:
        raise TokenTooOld from None
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        raise TokenRefused from None
    if len(salt) != SALT_BYTES or not caches[ALIAS].add(f"token:{once}", 1, 2 * TOKEN_LASTS):
        raise TokenRefused
    return salt


def let_in(response, salt: bytes) -> None:
    _set_cookie(response, {"salt": salt.hex(), "since": int(time.time())})


def keep_awake(request, response) -> None:
    """The page says every few minutes that it is in use; so the door stays open for that long."""
    if not settings.WELLBEING_HOST:
        return  # a sign like any other page's: people's own lock hears it
    try:
        _set_cookie(response, _cookie_of(request))
    except NotSignedIn:
        return


def let_out(response) -> None:
    response.delete_cookie(cookie_name(), samesite="Strict")


def _cookie_of(request) -> dict:
    try:
        said = signing.loads(
            request.COOKIES.get(cookie_name(), ""), salt=COOKIE_PURPOSE, max_age=QUIET
        )
    except signing.BadSignature:
        raise NotSignedIn from None
    if time.time() - said["since"] > LONGEST:
        raise NotSignedIn
    return said


def _set_cookie(response, said: dict) -> None:
    response.set_cookie(
        cookie_name(),
        signing.dumps(said, salt=COOKIE_PURPOSE),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
