"""Looking again at what changed, once a course is finished. What was completed stands.

An editor says on publishing that a page teaches something else now; that is a `Refresher`, and the
course notes the moment by lesson (`Course.changes`). Whoever had been through such a lesson before
is asked to read it again. Saying so once more (an attempt `read` after that moment) settles it:
nothing but attempts is asked, so nobody has to keep a second list.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from courses.models import Course, CoursePage, LessonPage, Progress, Refresher
from courses.outline import Lesson, Outline, outline_of
from courses.place import Place
from courses.shown import places
from courses.summary import Summary

Changes = Mapping[str, str]  # lesson key: ISO moment of the last change of what it teaches


@dataclass(frozen=True)
class LookAgain:
    """What a person who finished a course is asked to read again; `url` leads to the first."""

    course: str
    lang: str
    url: str
    lessons: tuple[Lesson, ...]


def needs_refresh(summary: Summary, changed_at: datetime | None) -> bool:
    """Whether a lesson that was done says something else since it was last read."""
    last = max(filter(None, (summary.done_at, summary.read_at)), default=None)
    return bool(changed_at and summary.done_at and last and last < changed_at)


def changed_at(lesson: Lesson, changes: Changes) -> datetime | None:
    found = changes.get(str(lesson.key))
    return datetime.fromisoformat(found) if found else None


def is_changed(place: Place, lesson: Lesson) -> bool:
    """Whether this person, who finished the course, is asked to read the lesson again."""
    moment = changed_at(lesson, place.course.changes)
    if not moment or not place.course.completed_at:
        return False
    return needs_refresh(place.summary(lesson), moment)


def to_read_again(place: Place) -> tuple[Lesson, ...]:
    """In order; empty unless the course is finished. No query."""
    return tuple(lesson for lesson in place.outline.lessons if is_changed(place, lesson))


def needed_for(user, language: str, *, among: list[Place] | None = None) -> list[LookAgain]:
    """For each finished course with changes; costs what `shown.places` costs, or nothing."""
    mine = places(user, language, only_mine=True) if among is None else among
    found = ((place, to_read_again(place)) for place in mine)
    return [
        LookAgain(place.outline.title, place.outline.lang, lessons[0].url, lessons)
        for place, lessons in found
        if lessons
    ]


def what_changed(outline: Outline, lesson: Lesson) -> str:
    """In the editor’s words, in the reader’s language where there are any."""
    return lesson.what_changed or outline.what_changed


# --- on publishing
@transaction.atomic
def note(page: CoursePage | LessonPage, *, at: datetime) -> Refresher | None:
    """Ask for another look, where the page of the source language says anew what changed.

    The same sentence again is the same change: a typing mistake that is put right asks nobody.
    Where nobody has done such a lesson yet, nobody is asked.
    """
    if not page.what_changed:
        return None
    course = _course_of(page)
    keys = _lesson_keys(course, page) if course else []
    if not keys or not _is_news(course, page.what_changed, keys):
        return None
    course.changes = course.changes | dict.fromkeys(keys, at.isoformat())
    course.save(update_fields=["changes"])
    return Refresher.objects.create(
        course=course, lesson_keys=keys, sentence=page.what_changed, at=at
    )


def _course_of(page) -> Course | None:
    """Held: two pages may be published at once. None for a translation."""
    root = page if isinstance(page, CoursePage) else page.get_parent().get_parent()
    source = page.locale.language_code
    courses = Course.objects.select_for_update()
    return courses.filter(translation_key=root.translation_key, source_locale=source).first()


def _is_news(course: Course, sentence: str, keys: list[str]) -> bool:
    known = Refresher.objects.filter(course=course, sentence=sentence)
    if any(set(row.lesson_keys) & set(keys) for row in known):
        return False
    done = Progress.objects.filter(enrolment__course=course, lesson_key__in=keys)
    return done.exclude(done_at=None).exists()


def _lesson_keys(course: Course, page) -> list[str]:
    if isinstance(page, LessonPage):
        return [str(page.translation_key)]
    outline = outline_of(course, course.source_locale)
    return [str(lesson.key) for lesson in outline.lessons] if outline else []
