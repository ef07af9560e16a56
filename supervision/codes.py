"""A square on the supervisor's screen: whoever was there opens it with their own phone.

The link in it holds a signed token, bound to one session, for three minutes. It gives no right:
whoever opens it signs in, and finds their own card or nothing.
"""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import segno
from django.core import signing
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

LASTS = timedelta(minutes=3)
SALT = "supervision.code"


class NotOurs(Exception):
    """Nobody here signed this."""


class TooOld(Exception):
    """Its three minutes are over."""


def token_of(session: UUID, *, at: datetime) -> str:
    """For an address; the same session has another one each second."""
    until = int((at + LASTS).timestamp())
    return signing.Signer(salt=SALT).sign(f"{session.hex}.{until}")


def session_of(token: str, *, at: datetime) -> UUID:
    """Raises NotOurs, TooOld."""
    try:
        key, _dot, until = signing.Signer(salt=SALT).unsign(token).partition(".")
    except signing.BadSignature:
        raise NotOurs from None
    if at > datetime.fromtimestamp(int(until), UTC):
        raise TooOld
    return UUID(key)


def square(link: str) -> SafeString:
    """Black on white whatever is around it, its quiet edge inside; no style of its own."""
    svg = segno.make_qr(link, error="m").svg_inline(
        border=4,
        dark="#000000",
        light="#ffffff",
        lineclass=None,
        omitsize=True,
        svgclass="code__square",
        title=_("A square for a camera"),
    )
    return mark_safe(svg)  # noqa: S308  of numbers and a title that is escaped
