"""The pages of courses as they stand in some languages, all kinds of them in one statement.

A second one asks what changed in the source since; where nobody reads a translation, none does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Left
from wagtail.models import Page

from courses.languages.shown import NONE, Severities, put_in_place, severities
from courses.models import CoursePage
from courses.models.pages import COURSE_PATH
from courses.ways.known import WITH_KNOWN, with_known

ANNOTATED = ("language", *WITH_KNOWN)


class Pairs:
    """Live pages of one kind: the source ones in tree order, and what to show in their place: the
    first that there is in `languages`.

    An alias in another language is the source page once more, not a translation.
    """

    def __init__(self, pages: Iterable, source: str, languages: Sequence[str], changes: Mapping):
        pages = [page for page in pages if page.language == source or not page.alias_of_id]
        self.sources = [page for page in pages if page.language == source]
        self._changes = changes
        self._theirs: dict = {}
        for language in reversed(languages):
            theirs = (page for page in pages if page.language == language)
            self._theirs |= {page.translation_key: page for page in theirs}
        for page in self.sources:
            put_in_place(self.shown(page), page, self.changes(page))

    def below(self, page) -> list:
        return [each for each in self.sources if each.path.startswith(page.path)]

    def shown(self, page):
        return self._theirs.get(page.translation_key, page)

    def changes(self, page) -> Severities:
        """What changed in the source since what is shown was translated."""
        shown = self.shown(page)
        return self._changes.get((page.translation_key, shown.language), NONE)


class Standing(NamedTuple):
    courses: Pairs
    modules: Pairs
    lessons: Pairs


def standing(keys: list[UUID], source: str, languages: Sequence[str]) -> Standing:
    """What stands in the live source pages of these courses, and its translations wherever, into
    the languages that come before the source."""
    pages = list(_pages(keys, source, languages))
    changes = severities({page.translation_key for page in pages}, languages)
    kinds = ("coursepage", "modulepage", "lessonpage")
    return Standing(*(Pairs(_of_kind(pages, kind), source, languages, changes) for kind in kinds))


def _pages(keys: list[UUID], source: str, languages: Sequence[str]):
    courses = CoursePage.objects.live().filter(translation_key__in=keys)
    roots = courses.filter(locale__language_code=source).values("path")
    within = Page.objects.annotate(root=Left("path", COURSE_PATH)).filter(root__in=roots)
    both = Page.objects.live().filter(locale__language_code__in={source, *languages})
    twins = both.filter(translation_key__in=within.values("translation_key")).order_by("path")
    found = twins.select_related("coursepage", "modulepage", "lessonpage__recording")
    return with_known(found.annotate(language=F("locale__language_code")))


def _of_kind(pages: list[Page], kind: str) -> Iterator[Page]:
    """Read along with `pages`, so asked for nothing; they know what those were annotated with."""
    for page in pages:
        if found := getattr(page, kind, None):
            vars(found).update((name, getattr(page, name)) for name in ANNOTATED)
            yield found
