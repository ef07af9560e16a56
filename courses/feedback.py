"""What learners say of a lesson: kept without saying who, unless they ask for an answer.

Two things need to know that it is the same person again: that a second tap of a day changes the
first, and that nobody floods the editors. Both know it by a mark in memory only: an HMAC of person
and lesson under a key that is drawn at random, stands in the cache that is never a table, and is
forgotten within a day (`forget`). Without that key nobody, whoever holds the database and the
site's secrets, can find out whose row one is. See docs/decisions/0038.
"""

import secrets
import uuid
from datetime import UTC, datetime, time, timedelta

from django.core.cache import caches
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from courses.models import Kind, LessonFeedback
from courses.models.feedback import LONGEST
from courses.place import Place
from office import due, notices
from office.letters import Words, link

__all__ = ["LONGEST", "Kind", "NobodyAsked", "TooMuch", "answer", "forget", "look_at", "say"]

ANSWERED = "courses.feedback_answered"
FORGET_DUE = "courses.feedback_marks"
MOST_AN_HOUR = 30
HOUR, DAY = 60 * 60, 24 * 60 * 60
KEY = "feedback-key"
MEMORY = "room"  # a table would keep key and marks on the disk, and its `incr` forgets the hour


class TooMuch(Exception):
    """This person has said so much within the hour that it is enough for now."""


class NobodyAsked(Exception):
    """Nobody waits for an answer to this."""


def say(
    person,
    place: Place,
    kind: str,
    *,
    language: str,
    words: str = "",
    wants_answer: bool | None = None,
    at: datetime | None = None,
) -> LessonFeedback:
    """Keep it. Said again on the same day, of the same lesson, it changes what was said first.

    `wants_answer` puts the name to it, or takes it off; None leaves that as it is.
    """
    at = at or timezone.now()
    key = _key(at)
    _count(_mark(key, person, "count", at.hour))
    mark = _mark(key, person, place.course.pk, place.lesson.key)
    with transaction.atomic():
        row = _row(mark, place, language, at)
        row.kind, row.words = kind, words or row.words
        if wants_answer is not None:
            row.person = person if wants_answer else None
        row.save()
        due.add(FORGET_DUE, key="key", at=_midnight(at))
    return row


def _row(mark: str, place: Place, language: str, at: datetime) -> LessonFeedback:
    """Today's, as long as no editor has looked at it; else a new one, which is then today's."""
    cache = caches[MEMORY]
    cache.add(mark, str(uuid.uuid4()), DAY)
    known = cache.get(mark) or str(uuid.uuid4())
    row = LessonFeedback.objects.select_for_update().filter(pk=known).first()
    if row is not None and row.looked_at_on is None:
        return row
    if row is not None:
        known = str(uuid.uuid4())
        cache.set(mark, known, DAY)
    return LessonFeedback(
        uuid=known,
        course=place.course,
        lesson_key=place.lesson.key,
        language=language,
        day=at.astimezone(UTC).date(),
    )


def _key(at: datetime) -> str:
    """Today's key. It replaces yesterday's, so that what was marked with that leads to nobody."""
    cache, today = caches[MEMORY], at.astimezone(UTC).date().isoformat()
    day, _, key = str(cache.get(KEY, "")).partition(" ")
    if day != today:
        key = secrets.token_hex(32)
        cache.set(KEY, f"{today} {key}", DAY)
    return key


def _mark(key: str, person, *about) -> str:
    said = ":".join(map(str, (person.pk, *about)))
    return f"feedback:{salted_hmac(key, said, algorithm='sha256').hexdigest()}"


def _count(name: str) -> None:
    cache = caches[MEMORY]
    cache.add(name, 0, HOUR)
    try:
        times = cache.incr(name)
    except ValueError:  # it went out at this very moment
        return
    if times > MOST_AN_HOUR:
        raise TooMuch


def _midnight(at: datetime) -> datetime:
    return datetime.combine(at.astimezone(UTC).date() + timedelta(days=1), time.min, tzinfo=UTC)


def forget(*, at: datetime) -> None:
    """Drop the key of a day that is over, where all processes share one memory."""
    cache = caches[MEMORY]
    day = str(cache.get(KEY, "")).partition(" ")[0]
    if day != at.astimezone(UTC).date().isoformat():
        cache.delete(KEY)


def way_round(place: Place) -> str:
    """The address where the equal way round stands, closed beside the lesson's own; none has yet.

    Where only a person is the other way, that is offered there.
    """
    return place.lesson.url if place.lesson.note.is_there else ""


def look_at(row: LessonFeedback, *, at: datetime | None = None) -> None:
    row.looked_at_on = (at or timezone.now()).astimezone(UTC).date()
    row.save(update_fields=["looked_at_on"])


@transaction.atomic
def answer(row: LessonFeedback, words: str, *, at: datetime | None = None) -> None:
    """Tell the person who asked; the words themselves stand inside the site only."""
    if row.person is None:
        raise NobodyAsked
    today = (at or timezone.now()).astimezone(UTC).date()
    row.answer, row.answered_on, row.looked_at_on = words, today, row.looked_at_on or today
    row.save(update_fields=["answer", "answered_on", "looked_at_on"])
    notices.add(ANSWERED, to=row.person, key=f"{ANSWERED}:{row.pk}", about=row.pk)


def write(notice: notices.Notice) -> Words:
    """Neither what was said nor of which lesson: a mail is read where others may see it."""
    if not LessonFeedback.objects.filter(pk=notice.about, person=notice.to).exists():
        raise notices.NothingToSay
    body = _("You asked for an answer. It is there now.\n\nRead it here:\n%(link)s")
    return Words(_("There is an answer for you"), body % {"link": link("courses:said")})
