"""Breaks: days on which a person is away, and on which clocks of theirs may stand still.

They write them down themselves and give no reason. Whoever supervises or coordinates them reads
the days. A break reaches back a month at most, so that nobody mends the past with it.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from office import due
from people.models import Break, User

JUDGED = "evidence"  # the room of certificates judges its person anew; the key is the person
BACK, AHEAD, LONGEST = timedelta(days=31), timedelta(days=366), timedelta(days=3 * 366)
SHOWN = timedelta(days=92)  # after its last day
MOST = 100


class NotABreak(Exception):
    """It begins too long ago or too far ahead, ends before it begins, or is too long."""


class Overlaps(Exception):
    """Another break of theirs holds one of these days."""


class TooMany(Exception):
    """More breaks than anybody can have."""


@transaction.atomic
def add(person: User, *, first: date, last: date | None, at: datetime) -> Break:
    """Raises NotABreak, Overlaps, TooMany."""
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    today = person.day(at)
    if not today - BACK <= first <= today + AHEAD:
        raise NotABreak
    _check_end(first, last)
    mine = Break.objects.filter(person=person)
    if mine.count() >= MOST:
        raise TooMany
    if _touching(mine, first, last).exists():
        raise Overlaps
    row = Break.objects.create(person=person, from_day=first, until_day=last, written_at=at)
    due.add(JUDGED, key=person.pk, at=at)
    return row


@transaction.atomic
def end(row: Break, *, last: date, at: datetime) -> None:
    """Raises Overlaps, and NotABreak where it would end longer ago than a break may begin."""
    _check_end(row.from_day, last)
    if last < row.person.day(at) - BACK:
        raise NotABreak
    others = Break.objects.filter(person=row.person_id).exclude(pk=row.pk)
    if _touching(others, row.from_day, last).exists():
        raise Overlaps
    Break.objects.filter(pk=row.pk).update(until_day=last)
    due.add(JUDGED, key=row.person_id, at=at)


@transaction.atomic
def remove(row: Break, *, at: datetime) -> None:
    row.delete()
    due.add(JUDGED, key=row.person_id, at=at)


def _check_end(first: date, last: date | None) -> None:
    if last is not None and not first <= last <= first + LONGEST:
        raise NotABreak


def _touching(rows: QuerySet[Break], first: date, last: date | None) -> QuerySet[Break]:
    rows = rows.filter(Q(until_day=None) | Q(until_day__gte=first))
    return rows.filter(from_day__lte=last) if last else rows


def of_people(people: Iterable[User]) -> dict[int, list[tuple[date, date | None]]]:
    """First and last day of every break, by person. One statement."""
    found = defaultdict(list)
    rows = Break.objects.filter(person__in=people if isinstance(people, QuerySet) else list(people))
    for person, first, last in rows.values_list("person", "from_day", "until_day"):
        found[person].append((first, last))
    return found


def to_tell(person: User, *, on: date) -> list[Break]:
    """Those that are under way, to come, or over for less than a quarter of a year."""
    rows = Break.objects.filter(person=person)
    return list(rows.filter(Q(until_day=None) | Q(until_day__gte=on - SHOWN)))
