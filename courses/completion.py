"""When a course is complete, and what is kept of it then."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from courses import summary
from courses.models import Completion, Enrolment, KnownBy
from courses.outline import Outline
from courses.summary import Summary
from office import due


def is_complete(outline: Outline, done: set[UUID]) -> bool:
    """Every lesson that the course has today is done. A course without lessons never is."""
    lessons = {lesson.key for lesson in outline.lessons}
    return bool(lessons) and lessons <= done


def known_by(outline: Outline, summaries: Mapping[UUID, Summary]) -> KnownBy:
    """The weakest required step that claims a result; where no step claims one, reported.

    Our own questions and sets claim one. A set that was talked through is attested. An activity
    claims one by what a browser says.
    """
    claiming = [lesson for lesson in outline.lessons if lesson.claims_a_result]
    if not claiming or any(lesson.believes_a_browser for lesson in claiming):
        return KnownBy.REPORTED
    return summary.known_by(summaries.get(lesson.key, Summary()) for lesson in claiming)


def settle(
    enrolment: Enrolment, outline: Outline, summaries: Mapping[UUID, Summary], *, at: datetime
) -> None:
    """Keep the completion if this was the last lesson; asking twice keeps the first one.

    The enrolment is held by the caller. The rooms above learn of it by a due row.
    """
    done = {key for key, each in summaries.items() if each.done_at}
    if not is_complete(outline, done):
        return
    _, is_new = Completion.objects.get_or_create(
        enrolment=enrolment,
        defaults={
            "completed_at": at,
            "known_by": known_by(outline, summaries),
            "minutes": outline.minutes,
            "lessons": {str(lesson.key): lesson.revision for lesson in outline.lessons},
        },
    )
    if is_new:
        due.add("evidence", key=enrolment.learner_id, at=at)
