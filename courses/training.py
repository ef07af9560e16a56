"""What a person learned here, as the room of certificates counts it: copied then, never reckoned
anew."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from courses import shape
from courses.models import Completion, PartCredit
from courses.shape import Minutes


@dataclass(frozen=True)
class Training:
    """A course that was completed (`is_whole`), or a part of one that credits part by part.

    Whole minutes, nominal; `topics` gives minutes by code. `known_by` is graded, attested or
    reported. `modules` are keys of parts. Minutes stand in one record only: those of a part that
    was credited on a day of its own are not in the record of the course.
    """

    course: UUID
    slug: str
    completed_at: datetime
    known_by: str
    minutes: int
    topics: Minutes
    modules: tuple[str, ...]
    is_whole: bool


def training_of(person) -> list[Training]:
    """All of a person's records, the oldest first. Two statements."""
    return trainings_of([person])[person.pk]


def trainings_of(people: Iterable) -> dict[int, list[Training]]:
    """The same of many people, by key. Two statements."""
    found: dict[int, list[Training]] = {person.pk: [] for person in people}
    credits = defaultdict(list)
    for each in _loaded(PartCredit, found):
        credits[each.enrolment_id].append(each)
        found[each.enrolment.learner_id].append(_of_part(each))
    for row in _loaded(Completion, found):
        found[row.enrolment.learner_id].append(_whole(row, credits[row.enrolment_id]))
    order = attrgetter("completed_at", "slug", "is_whole")
    return {key: sorted(rows, key=order) for key, rows in found.items()}


def _loaded(model, people: Iterable[int]):
    rows = model.objects.filter(enrolment__learner__in=list(people))
    return rows.select_related("enrolment__course")


def _of_part(row: PartCredit) -> Training:
    return Training(
        course=row.enrolment.course.translation_key,
        slug=row.enrolment.course.slug,
        completed_at=row.credited_at,
        known_by=row.known_by,
        minutes=row.minutes,
        topics=row.topics,
        modules=(str(row.module_key),),
        is_whole=False,
    )


def _whole(row: Completion, credits: list[PartCredit]) -> Training:
    """The rest, where parts of it were credited already."""
    its = [each for each in credits if str(each.module_key) in row.modules]
    return Training(
        course=row.enrolment.course.translation_key,
        slug=row.enrolment.course.slug,
        completed_at=row.completed_at,
        known_by=row.known_by,
        minutes=max(0, row.minutes - sum(each.minutes for each in its)),
        topics=shape.less(row.topics, [each.topics for each in its]),
        modules=tuple(row.modules),
        is_whole=True,
    )
