"""A course by its slug: what it is called and where it stands, for whoever may open it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from courses.languages.reading import read_by
from courses.models import Course
from courses.outline import outlines_of
from courses.shown import card, places


@dataclass(frozen=True)
class Named:
    title: str
    url: str
    lang: str
    minutes: int  # nominal
    way_on: str = ""  # for whoever is on it: the next lesson
    is_under_way: bool = False


def on_the_way(slugs: Iterable[str], language: str, *, to) -> dict[str, Named]:
    """The same, with the way to the next lesson of each; a fixed number of statements."""
    found = named(slugs, language, to=to)
    for place in places(to, language, only_mine=True) if found else ():
        told = card(place)
        slug = place.course.slug
        if slug in found and told["state"] == "under_way":
            found[slug] = replace(found[slug], way_on=told["continue_url"], is_under_way=True)
    return found


def named(slugs: Iterable[str], language: str, *, to) -> dict[str, Named]:
    """By slug; those that `to` may not open, or that are not published, are left out."""
    found = list(Course.objects.visible_to(to).filter(slug__in=list(slugs)))
    outlines = outlines_of(found, read_by(to, language))
    known = {course.slug: outlines.get(course.translation_key) for course in found}
    return {
        slug: Named(outline.title, outline.url, outline.lang, outline.minutes)
        for slug, outline in known.items()
        if outline
    }
