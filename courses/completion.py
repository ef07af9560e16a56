"""When a course is complete, and what is kept of it then."""

from datetime import datetime
from uuid import UUID

from courses.models import Completion, Enrolment, KnownBy
from courses.outline import Outline
from office import due


def is_complete(outline: Outline, done: set[UUID]) -> bool:
    """Every lesson that the course has today is done. A course without lessons never is."""
    lessons = {lesson.key for lesson in outline.lessons}
    return bool(lessons) and lessons <= done


def known_by(outline: Outline) -> KnownBy:
    """The weakest required step that claims a result; where no step claims one, reported.

    Only our own questions claim a result so far, and those we mark ourselves.
    """
    claims = any(lesson.questions for lesson in outline.lessons)
    return KnownBy.GRADED if claims else KnownBy.REPORTED


def settle(enrolment: Enrolment, outline: Outline, *, done: set[UUID], at: datetime) -> None:
    """Keep the completion if this was the last lesson; asking twice keeps the first one.

    The enrolment is held by the caller. The rooms above learn of it by a due row.
    """
    if not is_complete(outline, done):
        return
    _, is_new = Completion.objects.get_or_create(
        enrolment=enrolment,
        defaults={
            "completed_at": at,
            "known_by": known_by(outline),
            "minutes": outline.minutes,
            "lessons": {str(lesson.key): lesson.revision for lesson in outline.lessons},
        },
    )
    if is_new:
        due.add("evidence", key=enrolment.learner_id, at=at)
