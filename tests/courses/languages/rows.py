"""Summary rows without pages: a site of any size, made in a moment."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from courses.models import Course, PageInLanguage

LANGUAGES = ("ar", "es", "fr", "prs", "ps")
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
AT_ONCE = 2000
STATES = (
    {"current": 20, "is_live": True},
    {"current": 17, "changed": 3, "meaning": 2, "is_live": True},
    {"current": 18, "changed": 2, "safety": 1, "wording": 1, "is_live": True},
    {"current": 5, "new": 15, "is_live": True},
    {"new": 20},
    {"current": 20},
)


def fill(courses: int, pages: int, languages=LANGUAGES, *, first=0) -> None:
    """English courses; every state comes up, in turn."""
    made = [course(n) for n in range(first, first + courses)]
    Course.objects.bulk_create(made)
    rows = (
        row(each, n * pages + m, language, STATES[(m + k) % len(STATES)], is_course=not m)
        for n, each in enumerate(made, first)
        for m in range(pages)
        for k, language in enumerate(languages)
    )
    write(rows)


def course(n: int) -> Course:
    return Course(translation_key=uuid.uuid4(), slug=f"c{n:03}", source_locale="en")


def write(rows: Iterator[PageInLanguage]) -> None:
    while some := list(islice(rows, AT_ONCE)):
        PageInLanguage.objects.bulk_create(some)


def row(course, n: int, language: str, state: dict, *, is_course=False, title="") -> PageInLanguage:
    return PageInLanguage(
        course_key=course.translation_key,
        page_key=uuid.uuid5(course.translation_key, str(n)),
        page_id=10_000 + n,
        language=language,
        kind="course" if is_course else "lesson",
        title=title or (f"Course {course.slug}" if is_course else f"Page {n}"),
        strings=20,
        source_at=AT,
        translated_at=AT,
        **state,
    )
