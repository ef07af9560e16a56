"""Recording what a learner did, and the summary that is folded from it.

The attempt is the record; `Progress` can be made anew from attempts alone at any time, by `fold`,
which knows no database, no page and no clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists
from django.utils import timezone

from courses import completion
from courses.models import Attempt, Enrolment, KnownBy, Progress, Verb
from courses.outline import Lesson, Outline, outline_of


class NotEnrolled(Exception):
    """Only who follows a course leaves a record in it."""


class NoSuchLesson(Exception):
    """The course has no such lesson (any more)."""


class UnknownChoice(Exception):
    """The question, or this answer to it, is not (or no longer) part of the lesson."""


@dataclass(frozen=True)
class Answer:
    option: str
    is_right: bool


@dataclass(frozen=True)
class Summary:
    """Where a learner is in one lesson. `answers` is by block id; the last one counts."""

    read: bool = False
    answers: tuple[tuple[str, Answer], ...] = ()
    touched_at: datetime | None = None
    done_at: datetime | None = None

    def answer_to(self, block_id) -> Answer | None:
        return dict(self.answers).get(str(block_id))

    def meets(self, lesson: Lesson) -> bool:
        """Read, and every question that the lesson has today answered rightly."""
        answers = dict(self.answers)
        right = {block_id for block_id, answer in answers.items() if answer.is_right}
        return self.read and {str(question.id) for question in lesson.questions} <= right


def fold(summary: Summary, attempt: Attempt) -> Summary:
    """The summary after one more attempt. What is done stays done."""
    if attempt.verb == Verb.READ:
        after = replace(summary, read=True)
    else:
        answers = dict(summary.answers)
        before = answers.get(str(attempt.block_id))
        if not (before and before.is_right):  # a right answer is not lost by trying on
            answers[str(attempt.block_id)] = Answer(str(attempt.option_id), attempt.is_right)
        after = replace(summary, answers=tuple(sorted(answers.items())))
    done_at = summary.done_at or (attempt.at if attempt.completes_lesson else None)
    return replace(after, touched_at=attempt.at, done_at=done_at)


def summarise(attempts: Iterable[Attempt]) -> Summary:
    """One lesson's summary from all its attempts in the order of time."""
    summary = Summary()
    for attempt in attempts:
        summary = fold(summary, attempt)
    return summary


def answer(
    learner,
    course_slug: str,
    *,
    lesson: tuple[str, str],
    block_id: UUID,
    option_id: UUID,
    attempt: UUID,
    language: str,
    at: datetime | None = None,
) -> Summary:
    """Mark and keep one answer; the same `attempt` again changes nothing.

    `lesson` is the slugs of module and lesson. Raises NotEnrolled, NoSuchLesson, UnknownChoice.
    Marked by the source language, whatever language is read.
    """

    def made(lesson: Lesson) -> Attempt:
        question = lesson.question(block_id)
        if question is None or option_id not in question.options:
            raise UnknownChoice
        return Attempt(
            verb=Verb.ANSWERED,
            block_id=block_id,
            option_id=option_id,
            is_right=option_id == question.right,
            known_by=KnownBy.GRADED,
        )

    return _record(learner, course_slug, lesson, made, attempt, language, at)


def read(
    learner,
    course_slug: str,
    *,
    lesson: tuple[str, str],
    attempt: UUID,
    language: str,
    at: datetime | None = None,
) -> Summary:
    """Keep that the learner is through with a lesson. Raises NotEnrolled, NoSuchLesson."""

    def made(lesson: Lesson) -> Attempt:
        return Attempt(verb=Verb.READ, known_by=KnownBy.REPORTED)

    return _record(learner, course_slug, lesson, made, attempt, language, at)


@transaction.atomic
def finish(learner, course_slug: str, *, at: datetime | None = None) -> None:
    """Complete a course whose open lessons were withdrawn meanwhile. Raises NotEnrolled.

    Asked for by the learner: a lesson that is off for an hour by mistake must not finish courses.
    """
    enrolment = _hold(learner, course_slug)
    outline = outline_of(enrolment.course, enrolment.course.source_locale)
    done = {row.lesson_key for row in enrolment.progress.all() if row.done_at}
    if outline:
        completion.settle(enrolment, outline, done=done, at=at or timezone.now())


def _record(*what) -> Summary:
    """Once more where another request was keeping the same attempt: by then it is known.

    PostgreSQL answers a statement that waits for its turn as things were when it began to wait.
    """
    try:
        return _record_in_turn(*what)
    except IntegrityError:
        return _record_in_turn(*what)


@transaction.atomic
def _record_in_turn(learner, course_slug, slugs, made, uuid, language, at) -> Summary:
    enrolment = _hold(learner, course_slug, uuid)
    outline = outline_of(enrolment.course, enrolment.course.source_locale)
    lesson = _lesson(outline, slugs)
    rows = {row.lesson_key: row for row in enrolment.progress.all()}
    before = summary_of(rows.get(lesson.key))
    if enrolment.is_known:
        return before
    attempt = made(lesson)
    attempt.uuid, attempt.enrolment, attempt.lesson_key = uuid, enrolment, lesson.key
    attempt.language, attempt.at = language, at or timezone.now()
    attempt.completes_lesson = not before.done_at and fold(before, attempt).meets(lesson)
    Attempt.objects.bulk_create([attempt])
    after = fold(before, attempt)
    _keep(enrolment, lesson.key, after)
    if attempt.completes_lesson:
        done = {key for key, row in rows.items() if row.done_at} | {lesson.key}
        completion.settle(enrolment, outline, done=done, at=attempt.at)
    return after


def _lesson(outline: Outline | None, slugs: tuple[str, str]) -> Lesson:
    for module in outline.modules if outline else ():
        for lesson in module.lessons:
            if (module.slug, lesson.slug) == slugs:
                return lesson
    raise NoSuchLesson


def _hold(learner, course_slug: str, uuid: UUID | None = None) -> Enrolment:
    """The learner's enrolment, held until the transaction ends: two devices take turns."""
    known = Exists(Attempt.objects.filter(uuid=uuid))
    held = Enrolment.objects.select_for_update(of=("self",)).select_related("course")
    try:
        return held.annotate(is_known=known).get(learner=learner, course__slug=course_slug)
    except Enrolment.DoesNotExist:
        raise NotEnrolled from None


def _keep(enrolment: Enrolment, lesson_key: UUID, summary: Summary) -> None:
    Progress.objects.bulk_create(
        [
            Progress(
                enrolment=enrolment,
                lesson_key=lesson_key,
                state=_state(summary),
                touched_at=summary.touched_at,
                done_at=summary.done_at,
            )
        ],
        update_conflicts=True,
        unique_fields=["enrolment", "lesson_key"],
        update_fields=["state", "touched_at", "done_at"],
    )


def _state(summary: Summary) -> dict:
    answers = {block: [given.option, given.is_right] for block, given in summary.answers}
    return {"read": summary.read, "answers": answers}


def summary_of(row: Progress | None) -> Summary:
    """What the stored row says, as the pure function sees it."""
    if row is None:
        return Summary()
    answers = row.state.get("answers", {}).items()
    return Summary(
        read=row.state.get("read", False),
        answers=tuple(sorted((block, Answer(*given)) for block, given in answers)),
        touched_at=row.touched_at,
        done_at=row.done_at,
    )


@transaction.atomic
def rebuild(enrolment: Enrolment) -> None:
    """Make all summaries of one enrolment anew from its attempts."""
    Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    by_lesson: dict[UUID, list[Attempt]] = {}
    for attempt in enrolment.attempts.order_by("at", "uuid"):
        by_lesson.setdefault(attempt.lesson_key, []).append(attempt)
    for lesson_key, attempts in by_lesson.items():
        _keep(enrolment, lesson_key, summarise(attempts))
