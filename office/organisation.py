"""The organisation as the site speaks of it: its names, whom to ask, where quick exit leads."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf

from django.conf import settings
from django.db import DatabaseError, models, transaction

KEPT = 10.0  # seconds after which another process's change is seen


class Organisation(models.Model):
    """One row, in the organisation's own words; what is empty falls back to the settings.

    Personal data: the person to ask, and whom the support list names; work contacts that it
    publishes. Kept until the organisation changes them; ways to an account go with its person.
    """

    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=30)
    ask_name = models.CharField(max_length=80, blank=True)
    ask_phone = models.CharField(max_length=40, blank=True)
    ask_hours = models.CharField(max_length=80, blank=True)
    exit_target = models.URLField(blank=True)
    logo = models.FileField(upload_to="organisation/", blank=True)
    colour = models.CharField(max_length=7, blank=True)  # #rrggbb
    languages = models.JSONField(
        default=list, blank=True
    )  # codes, the first one first; of LANGUAGES
    time_zone = models.CharField(max_length=64, blank=True)
    support = models.JSONField(default=list, blank=True)  # rows that office.support reads
    role_labels = models.JSONField(default=dict, blank=True)  # {role: {language: word}}
    is_made_up = models.BooleanField(default=False, editable=False)  # the demonstration's

    def __str__(self):
        return self.name

    def save(self, **options):
        super().save(**options)
        forget()
        transaction.on_commit(forget)  # another thread may have read the old row meanwhile

    def delete(self, **options):
        gone = super().delete(**options)
        forget()
        return gone


@dataclass(frozen=True)
class Frame:
    """What every page says of the organisation."""

    name: str
    short_name: str
    ask_name: str = ""
    ask_phone: str = ""
    ask_hours: str = ""
    exit_target: str = ""
    logo: str = ""  # its name in the store
    colour: str = ""
    languages: list = field(default_factory=list, hash=False)
    time_zone: str = ""
    support: list = field(default_factory=list, hash=False)
    role_labels: dict = field(default_factory=dict, hash=False)
    is_made_up: bool = False


NOBODY_YET = Frame(name="Mainstay", short_name="Mainstay")

_kept: dict[str, tuple[float, Frame]] = {}


def current() -> Frame:
    """The organisation of this site; kept in the process for a short while.

    While the database is away, as this process read it last: error pages and the way out need it.
    """
    read_at, frame = _kept.get("frame", (-inf, NOBODY_YET))
    if time.monotonic() - read_at < KEPT:
        return frame
    try:
        frame = _read()
    except DatabaseError:
        return _kept.get("last", (read_at, NOBODY_YET))[1]
    _kept["frame"] = _kept["last"] = (time.monotonic(), frame)
    return frame


def forget() -> None:
    """Read it again at the next page."""
    _kept.pop("frame", None)


def _read() -> Frame:
    row = Organisation.objects.order_by("pk").first()
    if row is None:
        return NOBODY_YET
    read = {name: getattr(row, name) for name in Frame.__dataclass_fields__}
    return Frame(**read | {"logo": row.logo.name or ""})


def exit_target() -> str:
    return current().exit_target or settings.QUICK_EXIT_URL


def languages() -> list[tuple[str, str]]:
    """Those that the organisation offers, as (code, own name); the first is the site's first."""
    return offered(current().languages)


def offered(chosen: list[str]) -> list[tuple[str, str]]:
    """Of these codes, those that the site speaks. Where none is left, all that ships with it: what
    was added here must be chosen, because it may be half translated."""
    ours = dict(settings.LANGUAGES)
    ships = [code for code in ours if code not in settings.ADDED_LANGUAGES]
    return [(code, ours[code]) for code in [code for code in chosen if code in ours] or ships]


def is_open(code: str) -> bool:
    """Whether learners are offered it."""
    return code in dict(languages())


def first_language() -> str:
    return languages()[0][0]


def language_for(codes: Iterable[str]) -> str:
    """The first of these that the organisation offers; else the site's first."""
    ours = [code for code, _name in languages()]
    return next((code for code in codes if code in ours), ours[0])


def time_zone() -> str:
    """Where somebody new is taken to be, until they say otherwise."""
    return current().time_zone or settings.TIME_ZONE
