"""What was held and what was owed for many people in a time: sums of our own work."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from people.api import User, breaks_of
from supervision import counting
from supervision.models import Agreement, Line, LineState, Practice, PracticeState
from supervision.models.session import Held
from supervision.owing import terms_of


@dataclass(frozen=True)
class Totals:
    """Whole minutes. `given` was confirmed by both; `owed` follows from what was agreed."""

    given: int
    sessions: int
    supervised: int
    owed: int
    practice: int


def totals_of(
    people: QuerySet[User], *, first: date, last: date, agreed: Collection[str] = ()
) -> Totals:
    """Of these people, from one day to another; by these agreements only, where any are named.

    Five statements. Practice counts on the day on which it began.
    """
    lines = Line.objects.filter(supervisee__in=people, state=LineState.CONFIRMED)
    lines = lines.filter(counted_on__range=(first, last), session__held=Held.HELD)
    if agreed:
        lines = lines.filter(agreement__in=agreed)
    held = lines.aggregate(
        minutes=Sum("minutes", default=0),
        sessions=Count("session", distinct=True),
        people=Count("supervisee", distinct=True),
    )
    work = Practice.objects.filter(person__in=people, state=PracticeState.ATTESTED)
    practice = work.filter(from_day__range=(first, last)).aggregate(all=Sum("minutes", default=0))
    return Totals(
        given=held["minutes"],
        sessions=held["sessions"],
        supervised=held["people"],
        owed=_owed(people, first, last, agreed),
        practice=practice["all"],
    )


def _owed(people: QuerySet[User], first: date, last: date, agreed: Collection[str]) -> int:
    live = Q(until_day=None) | Q(until_day__gte=first)
    rows = Agreement.objects.agreed().filter(live, supervisee__in=people, from_day__lte=last)
    if agreed:
        rows = rows.filter(pk__in=agreed)
    away = breaks_of(people)
    return sum(counting.owed_between(terms_of(row, away), first, last) for row in rows.iterator())
