"""How large the text is: a choice of three, kept on this device by a cookie.

A cookie and not the browser's storage: the server must know it before the first line is drawn, so
that nothing jumps, and without any script. Not a field of the person: an eye differs from screen to
screen, and nobody need be known to read at ease. It holds one of two words and tells nothing else.
"""

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

SIZES = ("large", "larger")  # and the usual one, which needs no cookie
YEAR = 365 * 24 * 60 * 60


def of(request: HttpRequest) -> str:
    size = request.COOKIES.get(settings.TEXT_SIZE_COOKIE_NAME, "")
    return size if size in SIZES else ""


@require_POST
def choose(request: HttpRequest):
    to = request.POST.get("next", "")
    is_ours = to.startswith("/") and url_has_allowed_host_and_scheme(to, allowed_hosts=None)
    response = redirect(to if is_ours else "home")
    size = request.POST.get("size", "")
    if size in SIZES:
        response.set_cookie(
            settings.TEXT_SIZE_COOKIE_NAME,
            size,
            max_age=YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(settings.TEXT_SIZE_COOKIE_NAME)
    return response
