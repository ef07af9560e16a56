"""Weeks as practice is written down in, and hours as people write them. Pure.

No row crosses an ISO week or the end of a month, so that nothing is ever apportioned: a week that
crosses a month end has two parts.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)\Z")
HOURS = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\Z")
SEPARATORS = str.maketrans({"٫": ",", "٬": ".", "：": ":"})
DAY_OF_MINUTES = 24 * 60


class NoHours(ValueError):
    """This cannot be read as hours."""


@dataclass(frozen=True)
class Part:
    """From one day to another of one week and one month, both included."""

    first: date
    last: date

    @property
    def most(self) -> int:
        """Minutes that there are in it."""
        return ((self.last - self.first).days + 1) * DAY_OF_MINUTES


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def parts_of_week(day: date) -> list[Part]:
    """The week that holds this day, in one part, or in two where a month ends inside it."""
    first = monday_of(day)
    last = first + 6 * DAY
    if first.month == last.month:
        return [Part(first, last)]
    turn = last.replace(day=1)
    return [Part(first, turn - DAY), Part(turn, last)]


def minutes_in(text: str) -> int:
    """`7:30`, `7.5`, `7,5`, `7` hours; digits of any script. Nothing is 0. Raises NoHours."""
    said = _plain(text)
    if not said:
        return 0
    clock, hours = CLOCK.match(said), HOURS.match(said)
    if clock:
        return int(clock[1]) * 60 + int(clock[2])
    if not hours:
        raise NoHours(text)
    part = hours[2] or "0"
    return int(hours[1]) * 60 + round(int(part) * 60 / 10 ** len(part))


def _plain(text: str) -> str:
    digits = "".join(str(unicodedata.digit(each, each)) for each in text.strip())
    return "".join(digits.translate(SEPARATORS).split())


def as_hours(minutes: int) -> str:
    """`7:30`, as it is written into the form again."""
    return f"{minutes // 60}:{minutes % 60:02}" if minutes else ""
