"""Summaries made anew from the attempts, which alone are the record: of one enrolment, or of all.

After a rule of `courses.summary` changed, or a copy was brought back. What is right already is not
written again, and a completion is never touched: it says what was true on its day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db import transaction

from courses.models import Attempt, Enrolment, Progress
from courses.progress import keep, to_row
from courses.summary import in_order, summarise

BATCH = 500  # enrolments of which one asks at once


@dataclass(frozen=True)
class Rebuilt:
    """How many enrolments and lessons' summaries were looked at, and what became of the latter."""

    enrolments: int = 0
    lessons: int = 0
    made: int = 0  # there was none
    changed: int = 0
    removed: int = 0  # no attempt stands behind it

    def __add__(self, other: "Rebuilt") -> "Rebuilt":
        return Rebuilt(*(mine + theirs for mine, theirs in zip(self._all, other._all, strict=True)))

    @property
    def _all(self) -> tuple[int, ...]:
        return self.enrolments, self.lessons, self.made, self.changed, self.removed

    @property
    def has_changes(self) -> bool:
        return bool(self.made or self.changed or self.removed)


@dataclass(frozen=True)
class Difference:
    """What stands otherwise than the attempts say; rows as they should be, or should not be."""

    lessons: int
    made: list[Progress]
    changed: list[Progress]
    removed: list[Progress]

    def __bool__(self) -> bool:
        return bool(self.made or self.changed or self.removed)

    @property
    def counted(self) -> Rebuilt:
        return Rebuilt(made=len(self.made), changed=len(self.changed), removed=len(self.removed))


def difference(
    enrolment_id: int, attempts: Iterable[Attempt], rows: Iterable[Progress]
) -> Difference:
    """Of one enrolment, from all its attempts in any order and all its summaries. It is pure."""
    by_lesson: dict[UUID, list[Attempt]] = {}
    for attempt in attempts:
        by_lesson.setdefault(attempt.lesson_key, []).append(attempt)
    told = {
        key: to_row(enrolment_id, key, summarise(in_order(of_lesson)))
        for key, of_lesson in by_lesson.items()
    }
    there = {row.lesson_key: row for row in rows}
    return Difference(
        lessons=len(told.keys() | there.keys()),
        made=[row for key, row in told.items() if key not in there],
        changed=[row for key, row in told.items() if key in there and not _same(row, there[key])],
        removed=[row for key, row in there.items() if key not in told],
    )


def _same(one: Progress, other: Progress) -> bool:
    return (one.state, one.touched_at, one.done_at) == (
        other.state,
        other.touched_at,
        other.done_at,
    )


def rebuild(enrolment: Enrolment) -> Rebuilt:
    """Make all summaries of one enrolment anew."""
    return _put_right(enrolment.pk)


def rebuild_everybody(*, only_look: bool = False) -> Rebuilt:
    """Everybody's, 500 enrolments at a time, while people learn; `only_look` writes nothing.

    Three statements a batch, and for each enrolment that stands otherwise a short transaction that
    holds it alone: whoever learns in it meanwhile waits that long, and nothing of theirs is lost.
    """
    total = Rebuilt()
    for ids in _batches():
        lessons, doubtful = _look(ids)
        total += Rebuilt(enrolments=len(ids), lessons=lessons)
        for enrolment_id in doubtful:
            total += _put_right(enrolment_id, only_look=only_look)
    return total


def _batches() -> Iterator[list[int]]:
    """By key, so that no statement stays open while others write."""
    last = 0
    while True:
        after = Enrolment.objects.filter(pk__gt=last).order_by("pk")
        ids = list(after.values_list("pk", flat=True)[:BATCH])
        if ids:
            yield ids
        if len(ids) < BATCH:
            return
        last = ids[-1]


def _look(ids: list[int]) -> tuple[int, list[int]]:
    """How many lessons there are, and which enrolments may stand otherwise.

    Only maybe: between the two statements somebody may have learned. One enrolment's rows are in
    memory at a time.
    """
    attempts = Attempt.objects.filter(enrolment__in=ids).order_by("enrolment_id")
    rows = Progress.objects.filter(enrolment__in=ids).order_by("enrolment_id")
    lessons, doubtful = 0, []
    streams = (_of_each(ids, attempts.iterator(BATCH)), _of_each(ids, rows.iterator(BATCH)))
    for enrolment_id, done, kept in zip(ids, *streams, strict=True):
        found = difference(enrolment_id, done, kept)
        lessons += found.lessons
        if found:
            doubtful.append(enrolment_id)
    return lessons, doubtful


def _of_each(ids: Iterable[int], rows: Iterable) -> Iterator[list]:
    """For each enrolment its rows, out of rows that come in the same order."""
    groups = groupby(rows, key=lambda row: row.enrolment_id)
    nobody: tuple = (None, ())
    at, group = next(groups, nobody)
    for enrolment_id in ids:
        if at != enrolment_id:
            yield []
            continue
        yield list(group)
        at, group = next(groups, nobody)


@transaction.atomic
def _put_right(enrolment_id: int, *, only_look: bool = False) -> Rebuilt:
    """Of one enrolment, which is held meanwhile."""
    held = Enrolment.objects.select_for_update().filter(pk=enrolment_id).first()
    if held is None:
        return Rebuilt()
    found = difference(enrolment_id, held.attempts.all(), held.progress.all())
    if found and not only_look:
        keep(found.made + found.changed)
        Progress.objects.filter(pk__in=[row.pk for row in found.removed]).delete()
    return found.counted
