"""After the last try of a set: the learner asks a person, and the person confirms it.

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
    """There is no need of a person yet: a try is left, or the set is passed."""


class NotAsked(Exception):
    """The learner asked for nothing of the kind, or it is settled."""


@transaction.atomic
def ask(learner, course_slug: str, key: UUID, block_id: UUID, *, at: datetime) -> Talk:
    """Ask to talk a set of the lesson with this key through; asking twice is asking once.

    Raises NotEnrolled, NoSuchLesson, NoSuchQuestion, MayTryAgain.
    """
    enrolment = hold(learner, course_slug)
    lesson = _lesson(enrolment, key)[1]
    a_set = lesson.set(block_id)
    if a_set is None:
        raise NoSuchQuestion
    sat = summary_of(enrolment.progress.filter(lesson_key=key).first()).sat(block_id)
    if sat.is_passed or a_set.rules.has_another(sat.failed):
        raise MayTryAgain
    talk, is_new = Talk.objects.get_or_create(
        enrolment=enrolment, block_id=block_id, defaults={"lesson_key": key, "asked_at": at}
    )
    if is_new:
        due.add(ASKED, key=talk.pk, at=at)
    return talk


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
