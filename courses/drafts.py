"""Answers that were begun: kept as they are typed, on any device, until they are given."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from courses import order
from courses.models import Draft, Enrolment
from courses.outline import at_slugs, outline_of
from courses.questions.given import Given, to_json
from courses.questions.kinds import Question
from office import due

KEPT_FOR = timedelta(days=90)
TIDY = "courses.drafts"
Read = Callable[[Mapping[str, Question], bool], Given]  # of questions; whether of a set


def keep(enrolment_id: int, block_id: UUID, given: Given, *, at: datetime) -> None:
    """The last one wins; an empty one takes it away."""
    if not given:
        Draft.objects.filter(enrolment_id=enrolment_id, block_id=block_id).delete()
        return
    what = {"given": to_json(given), "at": at}
    if Draft.objects.filter(enrolment_id=enrolment_id, block_id=block_id).update(**what):
        return
    due.add(TIDY, key="", at=at + KEPT_FOR)  # one row for all: not touched at each change
    Draft.objects.bulk_create(
        [Draft(enrolment_id=enrolment_id, block_id=block_id, **what)],
        update_conflicts=True,
        unique_fields=["enrolment", "block_id"],
        update_fields=["given", "at"],
    )


def begin(
    learner, course_slug: str, lesson: tuple[str, str], block_id: UUID, read: Read, *, at: datetime
) -> None:
    """Keep what was begun in a question or a set. What is not there (any more) is not kept."""
    enrolment = _enrolment(learner, course_slug)
    outline = enrolment and outline_of(enrolment.course, enrolment.course.source_locale)
    module, found = at_slugs(outline, lesson) if outline else (None, None)
    if found and not order.is_open_to(enrolment, outline, found):
        return
    if found and (question := found.question(block_id)):
        keep(enrolment.pk, block_id, read({question.id: question}, False), at=at)
    elif found and found.set(block_id):
        keep(enrolment.pk, block_id, read(module.bank.questions, True), at=at)


def _enrolment(learner, course_slug: str) -> Enrolment | None:
    mine = Enrolment.objects.visible_to(learner).active().select_related("course")
    return mine.filter(course__slug=course_slug).first()


def drop(enrolment: Enrolment, block_id: UUID) -> None:
    Draft.objects.filter(enrolment=enrolment, block_id=block_id).delete()


def drop_old(*, at: datetime) -> int:
    """Those that nobody came back to; how many went. What is left is looked at again."""
    gone = Draft.objects.filter(at__lt=at - KEPT_FOR).delete()[0]
    oldest = Draft.objects.order_by("at").first()
    if oldest:
        due.add(TIDY, key="", at=oldest.at + KEPT_FOR)
    return gone
