"""One row of a table of earlier hours, read: words become what a session is, or a reason why not.

Only the columns named here are read, whatever else a table holds; each value is one of a few words,
a day, a wall clock or a whole number, and nothing of it reaches a page or a query as it came.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from office import sheets, workbooks
from supervision import limits
from supervision.models import Kind, Mode
from supervision.papers import rows

MOST_ROWS = 2000
MOST_ON_PAGE = 200  # some ten seconds; on SQLite others wait meanwhile, and give up after twenty
MOST_BYTES = 1024 * 1024
MOST_HEADS = 200
EARLIEST = date(1970, 1, 1)
NAMES = (
    "reference",
    "date",
    "start",
    "minutes",
    "kind",
    "mode",
    "supervisee",
    "supervisor",
    "present",
    "presented",
    "observed",
    "organisation",
    "heads",
    "evidence_file",
    "zone",
)
NEEDED = {"date", "start", "minutes", "kind"}
DAY, CLOCK = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII), re.compile(r"\d{1,2}:\d\d(:\d\d)?", re.ASCII)
YES = {"yes", "y", "1", "x", "true"}
NO = {"", "no", "n", "0", "false"}


class Refused(Exception):
    """Words for people: why this row is not taken in."""


@dataclass(frozen=True)
class Written:
    """What a row says. `who` and `with_whom` are as they were typed; `at` is in UTC."""

    reference: str
    at: datetime
    zone: str
    minutes: int
    present: int
    kind: Kind
    mode: Mode
    supervisee: str
    supervisor: str
    presented: bool
    observed: bool
    organisation: str
    heads: int | None
    evidence: str

    @property
    def meeting(self) -> tuple:
        """What rows of one session have in common."""
        told = (self.at, self.zone, self.minutes, self.kind, self.mode, self.observed)
        return (*told, self.heads, self.supervisor, self.organisation)


def columns() -> dict[str, Collection[str]]:
    """Each name, and the title that our own tables give it in the language of the moment."""
    titles = rows.COLUMNS
    return {name: (name, *([str(titles[name])] if name in titles else [])) for name in NAMES}


def sheet_of(file, *, most_rows: int = MOST_ROWS) -> sheets.Sheet:
    """CSV or XLSX, by what is in it. Raises sheets.BadSheet."""
    if workbooks.is_one(file):
        file = workbooks.as_csv(file, most_bytes=MOST_BYTES, most_rows=most_rows)
    return sheets.read_csv(
        file,
        columns=columns(),
        most_rows=most_rows,
        most_bytes=2 * MOST_BYTES,
        optional=set(NAMES) - NEEDED,
    )


def read(values: dict[str, str], zone: str) -> Written:
    """`zone` is where the clock hung, if the row does not say. Raises Refused."""
    said = {name: values.get(name, "").strip() for name in NAMES}
    zone = _zone(said["zone"] or zone)
    minutes = _number(said["minutes"], most=limits.LONGEST, name="minutes")
    return Written(
        reference=said["reference"][:120],
        at=_moment(_day(said["date"]), _clock(said["start"]), zone),
        zone=zone,
        minutes=minutes,
        present=_number(said["present"], most=minutes, name="present", default=minutes),
        kind=_word(said["kind"], Kind, "kind"),
        mode=_word(said["mode"] or Mode.IN_PERSON, Mode, "mode"),
        supervisee=said["supervisee"],
        supervisor=said["supervisor"],
        presented=_is_so(said["presented"], "presented"),
        observed=_is_so(said["observed"], "observed"),
        organisation=said["organisation"],
        heads=_number(said["heads"], most=MOST_HEADS, name="heads", default=0) or None,
        evidence=said["evidence_file"],
    )


@cache
def _zones() -> set[str]:
    """Read from the machine once: it looks through several hundred files."""
    return available_timezones()


def _zone(name: str) -> str:
    if name not in _zones():
        raise Refused(_("There is no time zone of this name."))
    return name


def _day(text: str) -> date:
    if not DAY.fullmatch(text[:10]) or text[10:].strip(" 0:T"):
        raise Refused(_("Write the date as year-month-day, such as 2026-03-31."))
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        raise Refused(_("There is no such day.")) from None
    if day < EARLIEST:
        raise Refused(_("This day lies too far back."))
    return day


def _clock(text: str) -> time:
    if CLOCK.fullmatch(text):
        hour, minute = text.split(":")[:2]
        if int(hour) < 24 and int(minute) < 60:
            return time(int(hour), int(minute))
    raise Refused(_("Write the start as hours and minutes, such as 16:30."))


def _moment(day: date, clock: time, zone: str) -> datetime:
    try:
        return limits.moment(day, clock, ZoneInfo(zone))
    except limits.NoSuchHour as problem:
        said = _("The clocks went forward over this hour; the next one was %(time)s.")
        raise Refused(said % {"time": f"{problem.following:%H:%M}"}) from None
    except OverflowError:
        raise Refused(_("There is no such day.")) from None


def _number(text: str, *, most: int, name: str, default: int | None = None) -> int:
    if not text and default is not None:
        return default
    if not (text.isdecimal() and len(text) <= 4 and int(text) <= most):
        said = _("“%(column)s” needs a whole number, at most %(most)d.")
        raise Refused(said % {"column": name, "most": most})
    return int(text)


def _word(text: str, choices: type[TextChoices], name: str):
    """As schemes write it, or as our pages say it in the language of the moment."""
    known = {_fold(each.value): each for each in choices}
    known |= {_fold(str(each.label)): each for each in choices}
    if _fold(text) not in known:
        words = ", ".join(choices.values)
        raise Refused(_("“%(column)s” is one of: %(words)s.") % {"column": name, "words": words})
    return known[_fold(text)]


def _is_so(text: str, name: str) -> bool:
    folded = text.casefold()
    if folded in YES | {str(_("Yes")).casefold()}:
        return True
    if folded in NO | {str(_("No")).casefold()}:
        return False
    raise Refused(_("“%(column)s” is yes or no.") % {"column": name})


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()
