"""What is owed to a supervisee, against the terms of the agreement. Pure: no clock, no query.

Minutes count on the day of their line; a week is the ISO week, a month and a quarter those of the
calendar. Terms are what two people agreed, not a certificate's rule: every minute that was held
counts in full here, whatever share a scheme gives it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

DAY = timedelta(days=1)


class Per(StrEnum):
    WEEK = "iso_week"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True)
class Terms:
    """So many minutes in each span, and a session at least every so many days (None: no matter).

    They hold from `since` to `until`, both included; a span that they hold for in part owes its
    part, rounded up to whole minutes.
    """

    minutes: int
    per: Per
    since: date
    until: date | None = None
    every_days: int | None = None


@dataclass(frozen=True)
class Done:
    """Minutes that were held on a day."""

    day: date
    minutes: int


@dataclass(frozen=True)
class Owed:
    """One span: `had` of `owed` minutes, `short` of them missing, `days_left` (0: it is over).

    `at_this_rate` is how many will be missing at its end if things go on as so far.
    """

    first: date
    last: date
    owed: int
    had: int
    days_left: int
    at_this_rate: int

    @property
    def short(self) -> int:
        return max(0, self.owed - self.had)


@dataclass(frozen=True)
class Gap:
    """Days since the last session (or since the terms began), against what was agreed."""

    last: date | None
    days: int
    allowed: int

    @property
    def due_on(self) -> date | None:
        return self.last and self.last + timedelta(days=self.allowed)

    @property
    def is_over(self) -> bool:
        return self.days > self.allowed


def span_of(day: date, per: Per) -> tuple[date, date]:
    """The first and the last day of the span that holds this day."""
    if per == Per.WEEK:
        first = day - timedelta(days=day.weekday())
        return first, first + 6 * DAY
    month = day.month if per == Per.MONTH else day.month - (day.month - 1) % 3
    first = day.replace(month=month, day=1)
    return first, _next_month(first, 1 if per == Per.MONTH else 3) - DAY


def _next_month(first: date, months: int) -> date:
    total = first.year * 12 + first.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)


def owed(terms: Terms, done: Iterable[Done], *, on: date) -> Owed | None:
    """The span that holds `on`; None where the terms do not hold on that day."""
    if on < terms.since or (terms.until and on > terms.until):
        return None
    return _owed(terms, list(done), *span_of(on, terms.per), on=on)


def past(terms: Terms, done: Iterable[Done], *, on: date, most: int = 12) -> list[Owed]:
    """The spans that are over, the latest first, at most so many."""
    done, found = list(done), []
    first = span_of(on, terms.per)[0]
    while len(found) < most and first > terms.since:
        first, last = span_of(first - DAY, terms.per)
        if not (terms.until and first > terms.until):
            found.append(_owed(terms, done, first, last, on=on))
    return found


def _owed(terms: Terms, done: list[Done], first: date, last: date, *, on: date) -> Owed:
    begins, ends = max(first, terms.since), min(last, terms.until or last)
    whole, part = (last - first).days + 1, (ends - begins).days + 1
    must = -(-terms.minutes * part // whole)
    had = sum(each.minutes for each in done if begins <= each.day <= min(ends, on))
    passed = (min(on, ends) - begins).days + 1
    by_then = had * part // passed
    return Owed(begins, ends, must, had, max(0, (ends - on).days), max(0, must - by_then))


def gap(terms: Terms, done: Iterable[Done], *, on: date) -> Gap | None:
    """How long ago the last session was; None where nothing was agreed about that."""
    if terms.every_days is None:
        return None
    days = [each.day for each in done if each.day <= on and each.minutes]
    last = max(days, default=None)
    return Gap(last, (on - (last or terms.since)).days, terms.every_days)


def owed_between(terms: Terms, first: date, last: date) -> int:
    """Minutes owed from one day to another, both included: of a span in part, its part, rounded
    up once at the end."""
    begins, ends = max(first, terms.since), min(last, terms.until or last)
    total, day = Fraction(0), begins
    while day <= ends:
        span_first, span_last = span_of(day, terms.per)
        whole = (span_last - span_first).days + 1
        held = (min(span_last, ends) - day).days + 1
        total += Fraction(terms.minutes * held, whole)
        day = span_last + DAY
    return -(-total.numerator // total.denominator)
