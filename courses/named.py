"""A course by its slug: what it is called and where it stands, for whoever may open it."""

from collections.abc import Iterable
from dataclasses import dataclass

from courses.models import Course
from courses.outline import outlines_of


@dataclass(frozen=True)
class Named:
    title: str
    url: str
    lang: str
    minutes: int  # nominal


def named(slugs: Iterable[str], language: str, *, to) -> dict[str, Named]:
    """By slug; those that `to` may not open, or that are not published, are left out."""
    found = list(Course.objects.visible_to(to).filter(slug__in=list(slugs)))
    outlines = outlines_of(found, language)
    known = {course.slug: outlines.get(course.translation_key) for course in found}
    return {
        slug: Named(outline.title, outline.url, outline.lang, outline.minutes)
        for slug, outline in known.items()
        if outline
    }
