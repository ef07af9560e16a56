"""Durations, periods and spans of days, by the calendar."""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
LAST_DAY = date.max - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Duration:
    """So many days, or so many months (a year is twelve): `{days: 365}` is not `{years: 1}`."""

    days: int = 0
    months: int = 0

    def __mul__(self, times: int) -> "Duration":
        return Duration(self.days * times, self.months * times)

    def after(self, day: date) -> date:
        """The same day of a later month, or its last: 29 February and a year is the 28th."""
        if self.months:
            return _months_on(day, self.months)
        return _capped(day.toordinal() + self.days)

    def before(self, day: date) -> date:
        if self.months:
            return _months_on(day, -self.months)
        return _capped(day.toordinal() - self.days)


def _capped(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, 1), LAST_DAY.toordinal()))


def _months_on(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    if not 1 <= year < LAST_DAY.year:
        return LAST_DAY if months > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    def has(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Period:
    """`month`, `iso_week`, `quarter`, `whole`, or every window of `days`."""

    name: str
    days: int = 0

    @property
    def is_rolling(self) -> bool:
        return self.days > 0

    def key(self, day: date) -> int:
        """One number for each period; those that follow one another differ by one."""
        if self.name == "iso_week":
            return (day.toordinal() - 1) // 7  # 1 January of the year 1 was a Monday
        if self.name == "month":
            return day.year * 12 + day.month - 1
        if self.name == "quarter":
            return day.year * 4 + (day.month - 1) // 3
        return 0

    def span(self, key: int) -> Span:
        if self.name == "iso_week":
            first = date.fromordinal(key * 7 + 1)
            return Span(first, first + 6 * DAY)
        if self.name == "whole":
            return Span(date.min, LAST_DAY)
        months = 1 if self.name == "month" else 3
        start = key * months
        first = date(start // 12, start % 12 + 1, 1)
        return Span(first, Duration(months=months).after(first) - DAY)


class Breaks:
    """Days on which no clock runs. No reason is kept."""

    def __init__(self, spans: Iterable[Span] = ()):
        self._spans = _merged(spans)
        self._firsts = [span.first for span in self._spans]

    def __bool__(self) -> bool:
        return bool(self._spans)

    def days_in(self, span: Span) -> int:
        """How many days of the span lie in a break."""
        return sum(
            (min(each.last, span.last) - max(each.first, span.first)).days + 1
            for each in self._near(span)
        )

    def covers(self, span: Span) -> bool:
        return bool(self._spans) and self.days_in(span) == span.length

    def has(self, day: date) -> bool:
        place = bisect_right(self._firsts, day) - 1
        return place >= 0 and self._spans[place].last >= day

    def until(self, day: date) -> "Breaks":
        """Without the days after this one: what of a break has been, whenever it ends."""
        kept = (each for each in self._spans if each.first <= day)
        return Breaks(Span(each.first, min(each.last, day)) for each in kept)

    def later_by(self, start: date, end: date) -> date:
        """`end` put off by the break days from the day after `start` on."""
        if not self._spans or start >= end:
            return end
        run, wanted = end, (end - start).days
        while True:
            worked = (run - start).days - self.days_in(Span(start + DAY, run))
            if worked >= wanted:
                return run
            run = _capped(run.toordinal() + wanted - worked)
            if run >= LAST_DAY:
                return run

    def ends_after(self, day: date) -> Iterator[date]:
        for span in self._spans:
            for edge in (span.first, span.last + DAY):
                if edge > day:
                    yield edge

    def _near(self, span: Span) -> Iterator[Span]:
        for each in self._spans:
            if each.first > span.last:
                break
            if each.last >= span.first:
                yield each


def _merged(spans: Iterable[Span]) -> list[Span]:
    """In order, and none touching another."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda each: each.first):
        if found and span.first <= found[-1].last + DAY:
            found[-1] = Span(found[-1].first, max(found[-1].last, span.last))
        else:
            found.append(span)
    return found
