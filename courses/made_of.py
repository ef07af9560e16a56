"""What a course or a pathway is made of, by slugs, as the room of certificates counts it."""

from collections.abc import Iterable

from courses import shape
from courses.models import Course, Pathway
from courses.outline import outlines_of


def parts_of(slugs: Iterable[str]) -> dict[str, frozenset[str]]:
    """Keys of the parts that everybody needs, by the course's slug; those with lessons only.

    A course with parts to choose from is done as a whole, never by adding up: it is left out.
    """
    found = {}
    by_language: dict[str, list[Course]] = {}
    for course in Course.objects.filter(slug__in=list(slugs)):
        by_language.setdefault(course.source_locale, []).append(course)
    for language, some in by_language.items():
        outlines = outlines_of(some, language)
        for course in some:
            outline = outlines.get(course.translation_key)
            if outline and not shape.groups(outline):
                needed = (part for part in shape.required(outline) if part.lessons)
                found[course.slug] = frozenset(str(part.key) for part in needed)
    return found


def pathways() -> dict[str, tuple[str, ...]]:
    """Slugs of the courses of each pathway, in their order. Two statements."""
    rows = list(Pathway.objects.all())
    keys = {key for row in rows for key in row.keys}
    known = Course.objects.filter(translation_key__in=keys) if keys else ()
    slugs = {str(course.translation_key): course.slug for course in known}
    return {row.slug: tuple(slugs[key] for key in row.keys if key in slugs) for row in rows}
