"""What a lesson offers besides its own page; no query once it is kept."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from courses.models import LessonReply
from courses.outline import Lesson
from courses.place import Place
from courses.ways.known import Known
from office.files import address_of
from office.kept import Kept

MOST_REPLIES = 3


@dataclass(frozen=True)
class Reply:
    you_said: str
    we_did: str
    lang: str


@dataclass(frozen=True)
class Ways:
    """`recording` is the address of its sound; `short_url` is empty where there is no short one."""

    recording: str
    recording_type: str
    short_url: str
    replies: tuple[Reply, ...]
    take_url: str


kept = Kept(size=2000)


def of(place: Place) -> Ways:
    language = get_language() or ""
    key = (place.lesson.page_id, place.course.edition, language)
    ways = kept.get(key)
    if ways is None:
        ways = _build(place, place.lesson.known, language)
        kept.put([(key, ways)])
    return ways


def _build(place: Place, known: Known, language: str) -> Ways:
    return Ways(
        recording=_address(known, place.scope) if known.recording else "",
        recording_type=known.recording_type,
        short_url=f"{place.lesson.url}?short=1" if known.short_text else "",
        replies=_replies(place, language) if known.has_replies else (),
        take_url=reverse("courses:take", args=[place.course.slug, place.module.slug]),
    )


def sound_of(place: Place, lesson: Lesson) -> str:
    """The address of a lesson's recording, kept as `of` keeps it; empty without one."""
    if not lesson.known.recording:
        return ""
    key = (lesson.page_id, place.course.edition, "sound")
    address = kept.get(key)
    if address is None:
        address = _address(lesson.known, place.scope)
        kept.put([(key, address)])
    return address


def _address(known: Known, scope: str) -> str:
    kind = known.recording_type
    return f"/files/{address_of(known.recording, scope=scope, content_type=kind).pk}/"


def _replies(place: Place, language: str) -> tuple[Reply, ...]:
    """In the reader's language; where nobody wrote any in it, in that of the course."""
    rows = LessonReply.objects.filter(
        course=place.course, lesson_key=place.lesson.key, is_shown=True
    ).order_by("-day", "-pk")
    by_language: dict[str, list[Reply]] = {}
    for row in rows.filter(language__in={language, place.lesson.source}):
        replies = by_language.setdefault(row.language, [])
        replies.append(Reply(row.you_said, row.we_did, row.language))
    found = by_language.get(language) or by_language.get(place.lesson.source, [])
    return tuple(found[:MOST_REPLIES])
