"""Sessions as cards: what one of the two reads before they say yes or not quite."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby

from django.db.models import Count, Q

from people.api import User
from supervision import disputes, words
from supervision.disputes import Dispute
from supervision.models import Line, LineState, Session


@dataclass(frozen=True)
class Card:
    """One line for `by`, one of the two. `heads`: how many have a line in its session.

    `is_asked`: it waits for their yes, or may still have it. `said` is what stands against it, and
    `is_answering` that they are to answer that.
    """

    line: Line
    by: User
    heads: int = 1
    said: Dispute | None = None
    is_asked: bool = True
    is_answering: bool = False

    @property
    def key(self) -> str:
        return str(self.line.pk)

    @property
    def may_correct(self) -> bool:
        """Whoever held the session, or wrote it down."""
        session = self.line.session
        return self.by.pk in (session.supervisor_id, session.logged_by_id)

    @property
    def is_own(self) -> bool:
        """Whether it is the reader who was supervised."""
        return self.line.supervisee_id == self.by.pk

    @property
    def other(self) -> User:
        return self.line.session.supervisor if self.is_own else self.line.supervisee

    @property
    def length(self) -> str:
        return words.in_minutes(self.line.minutes)

    @property
    def began(self) -> time:
        """By the clock of whoever was supervised, as its day is."""
        return self.line.session.started_at.astimezone(self.line.supervisee.zone).time()

    @property
    def is_said_by_reader(self) -> bool:
        return self.said is not None and self.said.by == self.by.pk

    @property
    def whole(self) -> str:
        """The session's own length, where the line is a part of it."""
        is_part = 0 < self.line.minutes < self.line.session.minutes
        return words.in_minutes(self.line.session.minutes) if is_part else ""

    @property
    def is_corrected(self) -> bool:
        return self.line.session.corrects_id is not None

    @property
    def is_late(self) -> bool:
        return self.line.state in (LineState.BY_SUPERVISOR, LineState.BY_SUPERVISEE)

    @property
    def said_length(self) -> str:
        return words.in_minutes(self.said.minutes) if self.said and self.said.minutes else ""

    @property
    def is_simple(self) -> bool:
        """Whether what was said can be written with one tap."""
        return bool(self.said) and disputes.can_put_right(self.line, self.said, self.heads)


@dataclass(frozen=True)
class Group:
    """The cards of one month; `month` is its first day."""

    month: date
    cards: list[Card]


def cards_of(lines: Iterable[Line], by: User, *, on: date, **more) -> list[Card]:
    """Three statements at most, however many there are; lines come with session and people."""
    lines = list(lines)
    said = disputes.said_of(lines, by=by, on=on)
    heads = _heads(line.session_id for line in lines if line.pk in said)
    return [
        Card(line, by, heads.get(line.session_id, 1), said.get(line.pk), **more) for line in lines
    ]


def card_of(line: Line, by: User, *, on: date, **more) -> Card:
    return cards_of([line], by, on=on, **more)[0]


def by_month(cards: Iterable[Card]) -> list[Group]:
    """`cards` in the order of their days."""
    months = groupby(cards, key=lambda card: card.line.counted_on.replace(day=1))
    return [Group(month, list(each)) for month, each in months]


def total(cards: list[Card]) -> dict[str, str | int]:
    """What a yes to all of them would confirm."""
    minutes = sum(card.line.minutes for card in cards)
    return {
        "count": len(cards),
        "sessions": words.in_sessions(len(cards)),
        "length": words.in_minutes(minutes),
    }


def _heads(sessions: Iterable) -> dict:
    gone = (LineState.REPLACED, LineState.TAKEN_BACK)
    count = Count("lines", filter=~Q(lines__state__in=gone))
    rows = Session.objects.filter(pk__in=set(sessions)).annotate(heads=count)
    return dict(rows.values_list("pk", "heads"))
