"""What can't have been. Pure: moments, minutes and zones come in, a reason comes out.

- A day and a wall clock become one moment; an hour that does not exist (the clocks went forward) is
  refused with the next that does, one that comes twice is the first.
- A session takes at most twelve hours and is over by now; nobody is in two at once. One that begins
  when another ends is no overlap.
- It belongs whole to the day it began, where the supervisee lives: half an hour after midnight is
  that night's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

LONGEST = 12 * 60
MINUTE = timedelta(minutes=1)


class CannotBe(Exception):
    """This can't have been so."""


class NoSuchHour(CannotBe):
    """The clocks went forward over it. `following` is the next wall clock that exists."""

    def __init__(self, following: datetime):
        super().__init__(following)
        self.following = following


class NotYet(CannotBe):
    """It lies in the future."""


class TooLong(CannotBe):
    """Over twelve hours, or no minute at all."""


class LongerThanTheSession(CannotBe):
    """Somebody was there longer than it took."""


class Overlaps(CannotBe):
    """Somebody was elsewhere at that time. `other` is what is in the way."""

    def __init__(self, other: "Span"):
        super().__init__(other.key)
        self.other = other


@dataclass(frozen=True)
class Span:
    """From a moment on, so many minutes. `key` names what it is, `who` whose time it was."""

    start: datetime
    minutes: int
    key: object = None
    who: object = None

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


def moment(day: date, clock: time, zone: tzinfo) -> datetime:
    """The moment in UTC. Raises NoSuchHour."""
    said = datetime.combine(day, clock.replace(second=0, microsecond=0, fold=0))
    at = said.replace(tzinfo=zone).astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) != said:
        raise NoSuchHour(_following(said, zone))
    return at


def _following(said: datetime, zone: tzinfo) -> datetime:
    """The first minute after this one that the clock showed."""
    while True:
        said += MINUTE
        there = said.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
        if there.replace(tzinfo=None) == said:
            return said


def day_of(start: datetime, zone: tzinfo) -> date:
    """The day that a session counts on."""
    return start.astimezone(zone).date()


def check(span: Span, present: Iterable[int], *, at: datetime) -> None:
    """Raises TooLong, NotYet, LongerThanTheSession. `present` are the minutes of each one there."""
    if not 0 < span.minutes <= LONGEST:
        raise TooLong
    if span.end > at:
        raise NotYet
    if any(not 0 <= minutes <= span.minutes for minutes in present):
        raise LongerThanTheSession


def clash(span: Span, others: Iterable[Span]) -> Span | None:
    """The first of the others that was at the same time."""
    meeting = (other for other in others if span.overlaps(other))
    return min(meeting, key=lambda other: (other.start, str(other.key)), default=None)
