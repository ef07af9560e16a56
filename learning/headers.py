"""Security headers on every response, errors and static files included.

One strict policy for all that people read. Wagtail's editor is not clean of inline scripts, so what
stands under /cms/ gets a relaxed one; previews there show learners' pages, so they are strict again
and may be framed by the editor. A response that brings its own policy keeps it.
"""

import re

from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError
from django.utils.cache import patch_cache_control, patch_vary_headers

STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-src": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
    "base-uri": "'none'",
}
# Nothing of a preview is sent: its forms would lead to the desk that shows it.
PREVIEW = STRICT | {"frame-ancestors": "'self'", "form-action": "'none'"}
EDITOR = PREVIEW | {  # tried in a browser: inline scripts and styles it needs, eval it does not
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "frame-src": "'self'",
    "form-action": "'self'",
}
CMS = "/cms/"
PREVIEWED = re.compile(r"/(preview|block-preview|view_draft|revisions/[^/]+/view)/")
OFF = "accelerometer autoplay camera display-capture geolocation gyroscope magnetometer"
MORE_OFF = "microphone midi payment screen-wake-lock usb browsing-topics interest-cohort"
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in f"{OFF} {MORE_OFF}".split()),
}


def is_preview(path: str) -> bool:
    return path.startswith(CMS) and bool(PREVIEWED.search(path))


def policy_for(path: str, frames: str = "") -> str:
    """`frames` is what this page may frame beside what its place may; nothing else is loosened."""
    rules = STRICT
    if path.startswith(CMS):
        rules = PREVIEW if is_preview(path) else EDITOR
    if frames:
        known = rules["frame-src"].replace("'none'", "")
        rules = rules | {"frame-src": f"{known} {frames}".strip()}
    return joined(rules)


def joined(rules: dict[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


class SecurityHeaders:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        # Wagtail makes a preview by asking for the page within: that answer has the page's policy.
        if is_preview(request.path) or not response.has_header("Content-Security-Policy"):
            protect(response, request)
        for name, value in EVERYWHERE.items():
            response.headers.setdefault(name, value)
        if is_personal(request, response):
            patch_cache_control(response, private=True, no_store=True)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Save-Data", "Cookie"])  # the size of the text
        return response


def protect(response, request) -> None:
    """A view may say what its page frames: `response.frames`, a function of the request.

    Asked here, since the request that a preview is made with is not the one that came.
    """
    path, frames = request.path, getattr(response, "frames", None)
    response["Content-Security-Policy"] = policy_for(path, frames(request) if frames else "")
    response["X-Frame-Options"] = "SAMEORIGIN" if path.startswith(CMS) else "DENY"


def is_personal(request, response) -> bool:
    """Whether a kept copy would show the next person at this device who was here, and with what."""
    is_kept_elsewhere = "no-store" in response.get("Cache-Control", "")
    is_page = response.get("Content-Type", "").startswith(("text/html", "application/json"))
    return is_page and not is_kept_elsewhere and is_signed_in(request)


def is_signed_in(request) -> bool:
    """Asks the session only where it was read anyway: what never read it shows nobody.

    Where the database does not answer, nobody knows: then it is taken to be somebody's.
    """
    session = getattr(request, "session", None)
    try:
        return bool(session is not None and session.accessed and SESSION_KEY in session)
    except DatabaseError:
        return True
