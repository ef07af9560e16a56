"""What a person learned here, as the room of certificates counts it: copied then, never reckoned
anew."""

from dataclasses import dataclass
from datetime import datetime
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
    parts = PartCredit.objects.filter(enrolment__learner=person)
    whole = Completion.objects.filter(enrolment__learner=person)
    credits = list(parts.select_related("enrolment__course"))
    rows = [_of_part(each) for each in credits]
    rows += [_whole(each, credits) for each in whole.select_related("enrolment__course")]
    return sorted(rows, key=lambda row: (row.completed_at, row.slug, row.is_whole))


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
    its = [
        each
        for each in credits
        if each.enrolment_id == row.enrolment_id and str(each.module_key) in row.modules
    ]
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
