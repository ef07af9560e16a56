"""The pages of courses as they stand in two languages, all kinds of them in one statement."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Left
from wagtail.models import Page

from courses.models import CoursePage
from courses.models.pages import COURSE_PATH
from courses.ways.known import WITH_KNOWN, with_known

ANNOTATED = ("language", *WITH_KNOWN)


class Pairs:
    """Live pages of one kind: the source ones in tree order, and what to show in their place.

    An alias in another language is the source page once more, not a translation.
    """

    def __init__(self, pages: Iterable, source: str, language: str):
        pages = list(pages)
        self.sources = [page for page in pages if page.language == source]
        theirs = [page for page in pages if page.language == language and not page.alias_of_id]
        self._theirs = {page.translation_key: page for page in theirs}

    def below(self, page) -> list:
        return [each for each in self.sources if each.path.startswith(page.path)]

    def shown(self, page):
        return self._theirs.get(page.translation_key, page)


class Standing(NamedTuple):
    courses: Pairs
    modules: Pairs
    lessons: Pairs


def standing(keys: list[UUID], source: str, language: str) -> Standing:
    """What stands in the live source pages of these courses, and its translations wherever."""
    pages = list(_pages(keys, source, language))
    kinds = ("coursepage", "modulepage", "lessonpage")
    return Standing(*(Pairs(_of_kind(pages, kind), source, language) for kind in kinds))


def _pages(keys: list[UUID], source: str, language: str):
    courses = CoursePage.objects.live().filter(translation_key__in=keys)
    roots = courses.filter(locale__language_code=source).values("path")
    within = Page.objects.annotate(root=Left("path", COURSE_PATH)).filter(root__in=roots)
    both = Page.objects.live().filter(locale__language_code__in={source, language})
    twins = both.filter(translation_key__in=within.values("translation_key")).order_by("path")
    found = twins.select_related("coursepage", "modulepage", "lessonpage__recording")
    return with_known(found.annotate(language=F("locale__language_code")))


def _of_kind(pages: list[Page], kind: str) -> Iterator[Page]:
    """Read along with `pages`, so asked for nothing; they know what those were annotated with."""
    for page in pages:
        if found := getattr(page, kind, None):
            vars(found).update((name, getattr(page, name)) for name in ANNOTATED)
            yield found
