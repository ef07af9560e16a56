"""Surveys: an answer is counted and forgotten, and that somebody answered is kept apart from it.

Counts stand in one row for all, so that no order of rows can be laid beside the marks of who
answered; words wait in that row, mixed, until five people have answered, and are told together.
See docs/decisions/0037.
"""

import json
from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from courses.doings.counted import Survey, added, is_time_to_tell, mixed, slipped_in
from courses.models import Enrolment, SurveyDone, SurveyTally, SurveyWords
from courses.outline import at_slugs, outline_of
from courses.progress import NoSuchLesson, NotEnrolled
from office.holdings import Holding

LONGEST = 500  # letters; at most 1 kB in the languages on offer


class NoSuchSurvey(Exception):
    """The survey is not (or no longer) part of the lesson."""


class NothingSaid(Exception):
    """Neither a point was chosen nor a word written."""


class TooLong(Exception):
    """More words than there is room for."""


def answer(
    learner,
    course_slug: str,
    *,
    lesson: tuple[str, str],
    block_id: UUID,
    chosen: Mapping[str, str],
    words: str = "",
) -> bool:
    """Count one answer; whether it was. From the same learner a second one changes nothing.

    `lesson` is the slugs of module and lesson; `chosen` is by statement one of five points. Raises
    NotEnrolled, NoSuchLesson, NoSuchSurvey, NothingSaid, TooLong. Tried once more where another
    request was counting the same person: PostgreSQL says how things were when a statement began to
    wait.
    """
    said = (learner, course_slug, lesson, block_id, chosen, words)
    try:
        return _answer_in_turn(*said)
    except IntegrityError:
        return _answer_in_turn(*said)


@transaction.atomic
def _answer_in_turn(learner, course_slug, lesson, block_id, chosen, words) -> bool:
    enrolment = _hold(learner, course_slug, block_id)
    key, survey = _survey(enrolment, lesson, block_id)
    chosen, words = survey.takes(chosen), words.replace("\0", "").strip()
    words = words if survey.asks_words else ""
    if len(words) > LONGEST:
        raise TooLong
    if not chosen and not words:
        raise NothingSaid
    if enrolment.is_counted:
        return False
    SurveyDone.objects.create(enrolment=enrolment, lesson_key=key, block_id=block_id)
    _count(_tally(enrolment.course_id, key, block_id), chosen, words)
    return True


def _hold(learner, course_slug: str, block_id: UUID) -> Enrolment:
    """Held until the transaction ends: two devices take turns, and so does leaving for good."""
    done = SurveyDone.objects.filter(enrolment=OuterRef("pk"), block_id=block_id)
    held = Enrolment.objects.select_for_update(of=("self",)).select_related("course")
    try:
        found = held.annotate(is_counted=Exists(done))
        return found.get(learner=learner, course__slug=course_slug)
    except Enrolment.DoesNotExist:
        raise NotEnrolled from None


def _survey(enrolment: Enrolment, slugs: tuple[str, str], block_id: UUID) -> tuple[UUID, Survey]:
    outline = outline_of(enrolment.course, enrolment.course.source_locale)
    _module, lesson = at_slugs(outline, slugs) if outline else (None, None)
    if lesson is None:
        raise NoSuchLesson
    if lesson.survey is None or lesson.survey.id != str(block_id):
        raise NoSuchSurvey
    return lesson.key, lesson.survey


def _tally(course_id: int, lesson_key: UUID, block_id: UUID) -> SurveyTally:
    """Held, so that answers of different people take turns, too."""
    held = SurveyTally.objects.select_for_update()
    where = {"course_id": course_id, "block_id": block_id}
    return held.get_or_create(**where, defaults={"lesson_key": lesson_key})[0]


def _count(tally: SurveyTally, chosen: Mapping[str, str], words: str) -> None:
    tally.answered += 1
    tally.counts = added(tally.counts, chosen)
    if words:
        tally.waiting = slipped_in(tally.waiting, words)
    if is_time_to_tell(tally.answered, tally.told_of):
        _tell(tally)
    tally.save()


def _tell(tally: SurveyTally) -> None:
    """All that came since the last time, at once."""
    texts = mixed(json.loads(tally.waiting or "[]"))
    SurveyWords.objects.bulk_create([SurveyWords(tally=tally, words=text) for text in texts])
    tally.told_of, tally.told, tally.waiting = tally.answered, tally.counts, ""


# --- of one person
def holding(person) -> Holding:
    return Holding(
        kind="courses.surveys",
        what=_("Which surveys you answered. What you answered is kept without you."),
        why=_("So that nobody is counted twice."),
        until=_("Until you leave."),
        count=SurveyDone.objects.filter(enrolment__learner=person).count(),
        covers=(SurveyDone._meta.label,),
    )


def done_by(enrolments) -> list[SurveyDone]:
    """In an order that tells nothing of when."""
    return list(SurveyDone.objects.filter(enrolment__in=enrolments).order_by("pk"))


def forget(enrolment_ids: list[int]) -> None:
    """The marks of who answered; counts and words stay, as nobody's."""
    SurveyDone.objects.filter(enrolment__in=enrolment_ids).delete()
