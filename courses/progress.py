"""Recording what a learner did, and keeping the summary that `courses.summary` folds from it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from courses import completion, drafts, order
from courses.models import Attempt, Draft, Enrolment, KnownBy, Progress, Talk, Verb
from courses.outline import Lesson, Module, at_slugs, outline_of
from courses.questions.given import Given, to_json
from courses.questions.kinds import Question
from courses.summary import Summary, fold, in_order, summarise, summary_of, to_state


class NotEnrolled(Exception):
    """Only who follows a course leaves a record in it."""


class NoSuchLesson(Exception):
    """The course has no such lesson (any more)."""


class NoSuchQuestion(Exception):
    """The question is not (or no longer) part of the lesson."""


class NotAnAnswer(Exception):
    """The question does not take this: something is missing, or no longer offered."""


class NotYet(Exception):
    """The course has an order, and another lesson comes first."""


class StoryGoesOn(NotAnAnswer):
    """A scenario was followed rightly as far as this, and has not ended."""


def answer(
    learner,
    course_slug: str,
    *,
    lesson: tuple[str, str],
    block_id: UUID,
    given: Callable[[Question], Given],
    attempt: UUID,
    language: str,
    at: datetime | None = None,
) -> Summary:
    """Mark and keep one answer; the same `attempt` again changes nothing.

    `lesson` is the slugs of module and lesson; `given` reads the answer, once the question is
    known. Raises NotEnrolled, NoSuchLesson, NotYet, NoSuchQuestion, NotAnAnswer. Marked by the
    source language, whatever language is read.
    """

    def made(lesson: Lesson, module: Module, before: Summary, enrolment_id: int) -> Attempt:
        question = lesson.question(block_id)
        if question is None:
            raise NoSuchQuestion
        answered = given(question)
        if not question.takes(answered):
            raise StoryGoesOn if question.goes_on(answered) else NotAnAnswer
        mark = question.mark(answered)
        return Attempt(
            verb=Verb.ANSWERED,
            block_id=block_id,
            given=to_json(answered),
            right=mark.right,
            of=mark.of,
            known_by=KnownBy.GRADED if mark.of else KnownBy.REPORTED,
        )

    return record(learner, course_slug, lesson, made, attempt, language, at)


def read(
    learner,
    course_slug: str,
    *,
    lesson: tuple[str, str],
    attempt: UUID,
    language: str,
    at: datetime | None = None,
) -> Summary:
    """Keep that the learner is through with a lesson. Raises NotEnrolled, NoSuchLesson, NotYet."""

    def made(lesson: Lesson, module: Module, before: Summary, enrolment_id: int) -> Attempt:
        return Attempt(verb=Verb.READ, known_by=KnownBy.REPORTED)

    return record(learner, course_slug, lesson, made, attempt, language, at)


@transaction.atomic
def finish(learner, course_slug: str, *, at: datetime | None = None) -> None:
    """Complete a course whose open lessons were withdrawn meanwhile. Raises NotEnrolled.

    Asked for by the learner: a lesson that is off for an hour by mistake must not finish courses.
    """
    enrolment = hold(learner, course_slug)
    outline = outline_of(enrolment.course, enrolment.course.source_locale)
    if outline:
        summaries = {row.lesson_key: summary_of(row) for row in enrolment.progress.all()}
        completion.settle(enrolment, outline, summaries, at=at or timezone.now())


Made = Callable[[Lesson, Module, Summary, int], Attempt]  # the last is the enrolment's id


def record(learner, course_slug: str, lesson: tuple[str, str], made: Made, *rest) -> Summary:
    """Keep the attempt that `made` gives; `rest` is its UUID, the language and the moment.

    Once more where another request was keeping the same attempt: by then it is known. PostgreSQL
    answers a statement that waits for its turn as things were when it began to wait.
    """
    try:
        return _record_in_turn(learner, course_slug, lesson, made, *rest)
    except IntegrityError:
        return _record_in_turn(learner, course_slug, lesson, made, *rest)


@transaction.atomic
def _record_in_turn(learner, course_slug, slugs, made, uuid, language, at) -> Summary:
    enrolment = hold(learner, course_slug, uuid)
    outline = outline_of(enrolment.course, enrolment.course.source_locale)
    module, lesson = at_slugs(outline, slugs) if outline else (None, None)
    if not lesson:
        raise NoSuchLesson
    summaries = {row.lesson_key: summary_of(row) for row in enrolment.progress.all()}
    before = summaries.get(lesson.key, Summary())
    if enrolment.is_known:
        return before
    if not order.is_open(enrolment, outline, lesson, summaries):
        raise NotYet
    attempt = made(lesson, module, before, enrolment.pk)
    attempt.uuid, attempt.enrolment, attempt.lesson_key = uuid, enrolment, lesson.key
    attempt.language, attempt.revision = language, lesson.revision
    attempt.at = at or timezone.now()
    attempt.completes_lesson = not before.done_at and fold(before, attempt).meets(lesson)
    Attempt.objects.bulk_create([attempt])
    if enrolment.has_drafts and attempt.block_id:
        drafts.drop(enrolment, attempt.block_id)
    if enrolment.is_waiting and attempt.passed:
        _wait_no_more(enrolment, attempt)
    summaries[lesson.key] = after = _after(before, attempt)
    keep([to_row(enrolment.pk, lesson.key, after)])
    if attempt.completes_lesson:
        completion.settle(enrolment, outline, summaries, at=attempt.at)
    return after


def hold(learner, course_slug: str, uuid: UUID | None = None) -> Enrolment:
    """The learner's enrolment, held until the transaction ends: two devices take turns."""
    known = Exists(Attempt.objects.filter(uuid=uuid))
    begun = Exists(Draft.objects.filter(enrolment=OuterRef("pk")))
    asked = Exists(Talk.objects.filter(enrolment=OuterRef("pk"), settled_at=None))
    held = Enrolment.objects.active().select_for_update(of=("self",)).select_related("course")
    try:
        held = held.annotate(is_known=known, has_drafts=begun, is_waiting=asked)
        return held.get(learner=learner, course__slug=course_slug)
    except Enrolment.DoesNotExist:
        raise NotEnrolled from None


def _wait_no_more(enrolment: Enrolment, attempt: Attempt) -> None:
    """What is passed, by whichever way, need not be talked through."""
    asked = Talk.objects.filter(enrolment=enrolment, block_id=attempt.block_id, settled_at=None)
    asked.update(settled_at=attempt.at)


def _after(before: Summary, attempt: Attempt) -> Summary:
    """Made anew where what came later is known already: two machines' clocks are never one."""
    if before.touched_at is None or attempt.at > before.touched_at:
        return fold(before, attempt)
    of_lesson = Attempt.objects.filter(enrolment=attempt.enrolment, lesson_key=attempt.lesson_key)
    return summarise(in_order(of_lesson))


def to_row(enrolment_id: int, lesson_key: UUID, summary: Summary) -> Progress:
    return Progress(
        enrolment_id=enrolment_id,
        lesson_key=lesson_key,
        state=to_state(summary),
        touched_at=summary.touched_at,
        done_at=summary.done_at,
    )


def keep(rows: list[Progress]) -> None:
    """Write summaries, in place of what was known of the same lessons."""
    Progress.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["enrolment", "lesson_key"],
        update_fields=["state", "touched_at", "done_at"],
    )
