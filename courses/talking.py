"""A learner asks to talk something through with a person, and the person confirms it: a set after
its last try, or a whole lesson that has a content note. The lesson's key then stands for the block.

Whom they ask and who may confirm is decided in `learning`, which knows teams and supervisors.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.models import Attempt, Enrolment, KnownBy, Talk, Verb
from courses.outline import Lesson, Module, Outline, outline_of, outlines_of
from courses.progress import NoSuchLesson, NoSuchQuestion, hold, record
from courses.summary import Summary, summary_of
from office import due, notices

ASKED = "courses.talk"  # a due row: somebody is to be told that a learner asks


class MayTryAgain(Exception):
    """There is no need of a person (yet): a try is left, or it is done."""


class NotAsked(Exception):
    """The learner asked for nothing of the kind, or it is settled."""


@transaction.atomic
def ask(learner, course_slug: str, key: UUID, block_id: UUID, *, at: datetime) -> Talk:
    """Ask to talk a set, or the whole, of the lesson with this key through; twice is once.

    Raises NotEnrolled, NoSuchLesson, NoSuchQuestion, MayTryAgain.
    """
    enrolment = hold(learner, course_slug)
    lesson = _lesson(enrolment, key)[1]
    so_far = summary_of(enrolment.progress.filter(lesson_key=key).first())
    if not _needs_a_person(lesson, block_id, so_far):
        raise MayTryAgain
    talk, is_new = Talk.objects.get_or_create(
        enrolment=enrolment, block_id=block_id, defaults={"lesson_key": key, "asked_at": at}
    )
    if is_new:
        due.add(ASKED, key=talk.pk, at=at)
    return talk


def _needs_a_person(lesson: Lesson, block_id: UUID, so_far: Summary) -> bool:
    """Of a whole lesson, whenever the learner prefers it: nobody asks why."""
    if block_id == lesson.key and lesson.note.is_there:
        return not so_far.done_at
    a_set, sat = lesson.set(block_id), so_far.sat(block_id)
    if a_set is None:
        raise NoSuchQuestion
    return not sat.is_passed and not a_set.rules.has_another(sat.failed)


@transaction.atomic
def attest(talk: Talk, *, by, note: str, attempt: UUID, language: str, at: datetime) -> Summary:
    """Confirm that it was talked through: equal to a pass. Raises NotAsked, NoSuchLesson.

    Whether `by` may is the caller's question.
    """
    if not Talk.objects.select_for_update().filter(pk=talk.pk, settled_at=None).exists():
        raise NotAsked
    enrolment = talk.enrolment
    module, lesson = _lesson(enrolment, talk.lesson_key)

    def made(lesson: Lesson, module: Module, before: Summary, enrolment_id: int) -> Attempt:
        return Attempt(
            verb=Verb.ATTESTED,
            block_id=talk.block_id,
            passed=True,
            by=by,
            note=note.strip(),
            known_by=KnownBy.ATTESTED,
        )

    slugs = (module.slug, lesson.slug)
    after = record(enrolment.learner, enrolment.course.slug, slugs, made, attempt, language, at)
    notices.add("courses.talked", to=enrolment.learner, key=f"talked:{talk.pk}", at=at)
    return after


def open_talks():
    """All that were asked for and are not settled, oldest first; without those who left."""
    found = Talk.objects.filter(settled_at=None, enrolment__left_at=None).order_by("asked_at", "pk")
    return found.select_related("enrolment__learner", "enrolment__course")


def in_words(talks: Iterable[Talk], language: str) -> list[dict]:
    """Who asks about which lesson of which course; titles in `lang`."""
    rows = list(talks)
    outlines = outlines_of({talk.enrolment.course for talk in rows}, language)
    return [_row(talk, outlines.get(talk.enrolment.course.translation_key)) for talk in rows]


def _row(talk: Talk, outline: Outline | None) -> dict:
    lessons = {lesson.key: lesson for lesson in outline.lessons} if outline else {}
    lesson = lessons.get(talk.lesson_key)
    return {
        "pk": talk.pk,
        "name": talk.enrolment.learner.name,
        "course": outline.title if outline else talk.enrolment.course.slug,
        "lesson": lesson.title if lesson else "",
        "lang": lesson.lang if lesson else "",
        "asked_at": talk.asked_at,
    }


def _lesson(enrolment: Enrolment, key: UUID) -> tuple[Module, Lesson]:
    outline = outline_of(enrolment.course, enrolment.course.source_locale)
    for module in outline.modules if outline else ():
        for lesson in module.lessons:
            if lesson.key == key:
                return module, lesson
    raise NoSuchLesson
