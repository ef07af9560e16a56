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
    part, rounded up to whole minutes. Nothing is owed for the days of a break: `away` has the first
    and the last of each (None: no end yet), and no two hold the same day.
    """

    minutes: int
    per: Per
    since: date
    until: date | None = None
    every_days: int | None = None
    away: tuple[tuple[date, date | None], ...] = ()


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
    """Days since the last session (or since the terms began), against what was agreed.

    Those of a break are left out. `due_on` is the last day for the next one; None: a break that has
    no end yet puts it off.
    """

    last: date | None
    days: int
    allowed: int
    due_on: date | None = None

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
    whole, part = (last - first).days + 1, _days_owed(terms, begins, ends)
    must = -(-terms.minutes * part // whole)
    had = sum(each.minutes for each in done if begins <= each.day <= min(ends, on))
    passed = _days_owed(terms, begins, min(on, ends))
    by_then = had * part // passed if passed else had
    return Owed(begins, ends, must, had, max(0, (ends - on).days), max(0, must - by_then))


def gap(terms: Terms, done: Iterable[Done], *, on: date) -> Gap | None:
    """How long ago the last session was; None where nothing was agreed about that."""
    if terms.every_days is None:
        return None
    days = [each.day for each in done if each.day <= on and each.minutes]
    last = max(days, default=None)
    since = last or terms.since
    due_on = _put_off(terms, since, terms.every_days)
    return Gap(last, _days_owed(terms, since + DAY, on), terms.every_days, due_on)


def break_on(terms: Terms, day: date) -> tuple[date, date | None] | None:
    """The break that holds this day."""
    return next((each for each in terms.away if each[0] <= day <= (each[1] or day)), None)


def _days_owed(terms: Terms, first: date, last: date) -> int:
    """How many of these days, both included, lie in no break."""
    off = sum(_days(max(first, begins), min(last, ends or last)) for begins, ends in terms.away)
    return _days(first, last) - off


def _days(first: date, last: date) -> int:
    return max(0, (last - first).days + 1)


def _put_off(terms: Terms, since: date, days: int) -> date | None:
    """The last of so many days after this one that lie in no break."""
    due = since + days * DAY
    for begins, last in sorted(terms.away, key=lambda each: each[0]):
        first = max(begins, since + DAY)
        if first > due or (last and last < first):
            continue
        if last is None:
            return None
        due += _days(first, last) * DAY
    return due


def owed_between(terms: Terms, first: date, last: date) -> int:
    """Minutes owed from one day to another, both included: of a span in part, its part, rounded
    up once at the end."""
    begins, ends = max(first, terms.since), min(last, terms.until or last)
    total, day = Fraction(0), begins
    while day <= ends:
        span_first, span_last = span_of(day, terms.per)
        whole = (span_last - span_first).days + 1
        held = _days_owed(terms, day, min(span_last, ends))
        total += Fraction(terms.minutes * held, whole)
        day = span_last + DAY
    return -(-total.numerator // total.denominator)
