"""Putting a learner on a course."""

from datetime import datetime

from django.utils import timezone

from courses import first
from courses.models import Course, Enrolment


class CourseClosed(Exception):
    """The course takes no new learners."""


class ComesLater(Exception):
    """Another course comes first, and is not finished yet."""


def enrol(learner, course: Course, *, by, at: datetime | None = None) -> Enrolment:
    """Put a learner on a course. Asking twice gives back the first enrolment.

    Raises CourseClosed, and ComesLater where they join by themselves. Who may put whom on what is
    the caller's question.
    """
    known = Enrolment.objects.filter(learner=learner, course=course).first()
    if known:
        return known
    if not course.takes_learners():
        raise CourseClosed
    if by == learner and not first.is_met(learner, course):
        raise ComesLater
    enrolment, _ = Enrolment.objects.get_or_create(
        learner=learner,
        course=course,
        defaults={"enrolled_at": at or timezone.now(), "enrolled_by": by},
    )
    return enrolment
