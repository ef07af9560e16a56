"""What opens the files of one package to a page without cookies: a signed part of their address.

A sandboxed page has no origin, so a browser sends no cookie with what it asks for. A pass says
which package, for whom, and who is asked: a course, or the editor's rooms. Whoever it is for is
asked about at each use; a pass that is passed on opens nothing that they may no longer open. It is
the same for a whole day, so that a phone needs not fetch everything anew each time.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core import signing

SALT = "courses.h5p.pass"
DAYS = 2  # the day it was made, and the next: nobody is thrown out at midnight


class NoPass(Exception):
    """It was not made here, or not lately."""


@dataclass(frozen=True)
class Pass:
    """`scope` is a course's translation key, or `DESK`; `user_id` None is a visitor."""

    package_id: int
    scope: str
    user_id: int | None
    day: date


DESK = "desk"


def written(opens: Pass) -> str:
    said = [opens.package_id, opens.scope, opens.user_id, opens.day.toordinal()]
    return signing.Signer(salt=SALT).sign_object(said)


def read(text: str, *, today: date) -> Pass:
    """Raises NoPass."""
    try:
        package_id, scope, user_id, day = signing.Signer(salt=SALT).unsign_object(text)
        opens = Pass(package_id, scope, user_id, date.fromordinal(day))
    except (signing.BadSignature, TypeError, ValueError):
        raise NoPass from None
    if not timedelta() <= today - opens.day < timedelta(days=DAYS):
        raise NoPass
    return opens
