"""What a learner does in an H5P activity: what is kept of it, and where they were in it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from courses import statements
from courses.activities import IN_ORDER, Played, Said
from courses.models import Attempt, Enrolment, H5PActivity, H5PState, KnownBy, Verb
from courses.outline import Lesson, Module
from courses.place import Place
from courses.progress import NotEnrolled, record
from courses.prose import Play, parts_of
from courses.questions.given import to_json
from courses.statements import Statement
from courses.summary import Summary

LARGEST = 60 * 1024  # bytes of one state: what a closing page sends may be 64 KiB in all
MOST_KEYS = 20  # states of one activity
MOST_A_MINUTE = 30  # statements of one lesson that are kept
MINUTE = timedelta(minutes=1)


class NoSuchActivity(Exception):
    """The activity is not (or no longer) part of the lesson."""


class NothingNew(Exception):
    """That was known: a resumed content says again what it said before."""


class TooMuch(Exception):
    """More than a person does: a state that is too large, too many of them, or too many reports."""


def report(learner, course_slug: str, *, block_id: UUID, text: str, **more) -> Summary:
    """Keep what the package said. Raises BadStatement, NoSuchActivity, NothingNew, TooMuch, and
    what `progress.record` raises. `more` is as for `say`."""
    said = statements.read(text, block_id=block_id)
    return _keep(learner, course_slug, said, block_id=block_id, **more)


def say(learner, course_slug: str, said: Said, **more) -> Summary:
    """Keep what the learner did: opened it, or marked it as done. Raises as `report`."""
    return _keep(learner, course_slug, Statement(said), **more)


def _keep(
    learner,
    course_slug: str,
    statement: Statement,
    *,
    lesson: tuple[str, str],
    block_id: UUID,
    attempt: UUID,
    language: str,
    at: datetime | None = None,
) -> Summary:
    moment = at or timezone.now()

    def made(lesson: Lesson, module: Module, before: Summary, enrolment_id: int) -> Attempt:
        if lesson.activity(block_id) is None:
            raise NoSuchActivity
        if not _is_news(before.activity(block_id), statement):
            raise NothingNew
        _not_too_fast(enrolment_id, lesson.key, moment)
        given = {("said", str(statement.said))}
        if statement.percent is not None:
            given.add(("percent", str(statement.percent)))
        return Attempt(
            verb=Verb.PLAYED,
            block_id=block_id,
            given=to_json(frozenset(given)),
            known_by=KnownBy.REPORTED,
        )

    return record(learner, course_slug, lesson, made, attempt, language, moment)


def _is_news(before: Played, statement: Statement) -> bool:
    """The same end with the same best score is the same end, told again."""
    if before.said is None or IN_ORDER.index(statement.said) > IN_ORDER.index(before.said):
        return True
    return statement.said == Said.COMPLETED and statement.percent not in (None, before.best)


def _not_too_fast(enrolment_id: int, lesson_key: UUID, at: datetime) -> None:
    lately = Attempt.objects.filter(
        enrolment_id=enrolment_id, lesson_key=lesson_key, verb=Verb.PLAYED, at__gt=at - MINUTE
    )
    if lately.count() >= MOST_A_MINUTE:
        raise TooMuch


def states(place: Place, block_id: UUID, package_id: int) -> dict[str, str]:
    """Where the learner was in this package, by its own keys; empty for another one than then."""
    mine = H5PState.objects.filter(enrolment_id=place.course.enrolment_id, block_id=block_id)
    return dict(mine.filter(package_id=package_id).values_list("key", "text"))


def has_older(place: Place, block_id: UUID, package_id: int) -> bool:
    """Whether they had begun it before its package was replaced; another language is not older."""
    mine = H5PState.objects.filter(enrolment_id=place.course.enrolment_id, block_id=block_id)
    others = set(mine.exclude(package_id=package_id).values_list("package_id", flat=True))
    rows = H5PActivity.objects.filter(versions__package=package_id) if others else ()
    return bool(others.difference(*(row.beside(package_id) for row in rows)))


def part(place: Place, block_id: UUID) -> Play:
    """The activity as it stands in this lesson. Raises NoSuchActivity."""
    for each in parts_of(place.lesson, scope=place.scope):
        if isinstance(each, Play) and each.id == block_id:
            return each
    raise NoSuchActivity


@transaction.atomic
def keep_state(
    place: Place, block_id: UUID, package_id: int, key: str, text: str, *, at: datetime
) -> None:
    """The last one wins. Raises NotEnrolled, NoSuchActivity, TooMuch."""
    if not place.is_enrolled:
        raise NotEnrolled
    played = part(place, block_id)
    known = H5PActivity.objects.filter(pk=played.activity_id, versions__package=package_id)
    row = known.first()
    if row is None:
        raise NoSuchActivity
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST or len(key) > 120:
        raise TooMuch
    what = {"package_id": package_id, "text": text, "at": at}
    mine = H5PState.objects.filter(enrolment_id=place.course.enrolment_id, block_id=block_id)
    if mine.filter(package_id=package_id, key=key).update(**what):
        return
    # Held, so that many at once are counted one after another.
    Enrolment.objects.select_for_update().get(pk=place.course.enrolment_id)
    mine.exclude(package_id__in=row.beside(package_id)).delete()
    if mine.filter(package_id=package_id).count() >= MOST_KEYS:
        raise TooMuch
    H5PState.objects.bulk_create(
        [H5PState(enrolment_id=place.course.enrolment_id, block_id=block_id, key=key, **what)],
        update_conflicts=True,
        unique_fields=["enrolment", "block_id", "package", "key"],
        update_fields=["text", "at"],
    )
