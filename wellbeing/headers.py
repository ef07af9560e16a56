"""The headers of every answer of this room, errors included.

They stand in a middleware, because an answer can be made before any view is asked: a locked device,
a broken form, a server error. With a host of its own, everything on that host is the room.

`noopener-allow-popups`: with the usual `same-origin`, any other page of this site could open the
room and read it. Firefox does not know that word yet; only a host of its own protects there.
"""

import re

from django.conf import settings

OF_ROOM = re.compile(r"/(?:[a-z]{2,3}(?:-[a-z]+)?/)?notes(?:/|$)")
OF_WORKER = re.compile(r"/notes/-/(?:.*/)?[^/]*-worker\.js$")
PAGE = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "sc-worker",
}
WORKER = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "connect-src": "'none'",
}
OFF = (
    "accelerometer ambient-light-sensor autoplay bluetooth browsing-topics camera display-capture"
    " geolocation gyroscope hid identity-credentials-get idle-detection local-fonts magnetometer"
    " microphone midi payment screen-wake-lock serial usb xr-spatial-tracking"
)
ALWAYS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
    "Cross-Origin-Opener-Policy": "noopener-allow-popups",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in OFF.split()),
}
ONLY_KNOWN_SCRIPTS = "blocked-destinations=(script)"


def headers_for(path: str) -> dict[str, str]:
    """A worker may compile WebAssembly and reach nothing; the page may do neither."""
    if OF_WORKER.fullmatch(path):
        # No Integrity-Policy: it would refuse `importScripts`, which can't name a hash.
        return ALWAYS | {"Content-Security-Policy": _joined(WORKER)}
    policy = {"Content-Security-Policy": _joined(PAGE), "Integrity-Policy": ONLY_KNOWN_SCRIPTS}
    return ALWAYS | policy


def _joined(rules: dict[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def is_of_room(request) -> bool:
    if settings.WELLBEING_HOST:
        return request.headers.get("Host", "") == settings.WELLBEING_HOST
    return bool(OF_ROOM.match(request.path_info))


class RoomHeaders:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if is_of_room(request):
            for name, value in headers_for(request.path_info).items():
                response[name] = value
        return response
