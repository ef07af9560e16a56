"""Joining a course, leaving it, coming back to where one was."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses import first
from courses.models import Attempt, Course, Draft, Enrolment, H5PState, Progress, Talk
from courses.progress import NotEnrolled


class CourseClosed(Exception):
    """The course takes no new learners."""


class ComesLater(Exception):
    """Another course comes first, and is not finished yet."""


def enrol(learner, course: Course, *, by, at: datetime | None = None) -> Enrolment:
    """Put a learner on a course. Asking twice gives back the first enrolment; one that was left
    goes on where it was.

    Raises CourseClosed, and ComesLater where they join by themselves. Who may put whom on what is
    the caller's question.
    """
    known = Enrolment.objects.filter(learner=learner, course=course).first()
    if known:
        return come_back(known) if known.left_at else known
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


def come_back(enrolment: Enrolment) -> Enrolment:
    """Whoever returns is no new learner: also to a course that takes none."""
    enrolment.left_at = None
    enrolment.save(update_fields=["left_at"])
    return enrolment


@transaction.atomic
def leave(learner, course: Course, *, keep: bool = True, at: datetime | None = None) -> None:
    """Take oneself off a course; what was done there is kept, unless `keep` is false.

    That it was finished stays either way: it is proof. Raises NotEnrolled. An answer that comes in
    at this moment waits for its turn, and then finds nobody on the course.
    """
    mine = Enrolment.objects.active().filter(learner=learner, course=course)
    held = mine.select_for_update().first()
    if held is None:
        raise NotEnrolled
    if not keep:
        forget([held.pk])
    held.left_at = at or timezone.now()
    held.save(update_fields=["left_at"])


def forget(enrolments: list[int]) -> None:
    """Drop all that was said and done there; the caller holds these enrolments.

    Attempts are only ever added to, so that nobody betters a result; here they go on purpose, since
    answers are personal and a completion says all that is left to prove.
    """
    for kind in (Attempt, Draft, H5PState, Talk, Progress):
        kind.objects.filter(enrolment__in=enrolments).delete()
