"""Course × page × language in words and numbers, from the summary rows alone.

However many texts there are, a page of the table costs the same queries; it holds whole courses,
as many as make about `MOST_PAGES` rows.
"""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from courses.languages.sight import Sight
from courses.models import Course, PageInLanguage, Severity
from people import api as people

MOST_COURSES, MOST_PAGES = 20, 200


class State(TextChoices):
    CURRENT = "current", gettext_lazy("current")
    CHANGED = "changed", gettext_lazy("changed since")
    NEW = "new", gettext_lazy("new")
    NOT_BEGUN = "not_begun", gettext_lazy("not begun")
    NOT_LIVE = "not_live", gettext_lazy("not live")


IS_BEGUN = Q(current__gt=0) | Q(changed__gt=0)
IN_STATE = {
    State.CURRENT: Q(is_live=True, changed=0, new=0),
    State.CHANGED: Q(changed__gt=0),
    State.NEW: IS_BEGUN & Q(new__gt=0),
    State.NOT_BEGUN: Q(strings__gt=0, current=0, changed=0),
    State.NOT_LIVE: Q(is_live=False) & (IS_BEGUN | Q(strings=0)),
}
GRAVEST_FIRST = (Severity.SAFETY, Severity.MEANING, Severity.WORDING)
IS_GRAVEST = {
    Severity.SAFETY: Q(safety__gt=0),
    Severity.MEANING: Q(safety=0, meaning__gt=0),
    Severity.WORDING: Q(safety=0, meaning=0, wording__gt=0),
}
COUNTED = {
    "n_pages": Count("pk"),
    **{f"n_{state}": Count("pk", filter=IN_STATE[state]) for state in State},
    **{f"n_{severity}": Count("pk", filter=IS_GRAVEST[severity]) for severity in GRAVEST_FIRST},
}


@dataclass(frozen=True)
class Asked:
    """How the table is narrowed; what is empty narrows nothing."""

    course: UUID | None = None
    language: str = ""
    state: str = ""
    severity: str = ""
    title: str = ""
    only_courses: bool = False

    def narrow(self, rows: QuerySet) -> QuerySet:
        if self.course:
            rows = rows.filter(course_key=self.course)
        if self.language:
            rows = rows.filter(language=self.language)
        if self.state:
            rows = rows.filter(IN_STATE[State(self.state)])
        if self.severity:
            rows = rows.filter(IS_GRAVEST[Severity(self.severity)])
        return rows.filter(title__icontains=self.title) if self.title else rows

    @property
    def picks_pages(self) -> bool:
        return bool(self.state or self.severity or self.title)


@dataclass(frozen=True, slots=True)
class Cell:
    """One page in one language: its state, how many texts that concerns, the gravest change."""

    language: str
    state: State
    many: int = 0
    severity: Severity | None = None
    is_live: bool = True

    @property
    def look(self) -> str:
        is_safety = self.severity == Severity.SAFETY
        return str(self.severity if is_safety else self.state)

    @property
    def is_draft(self) -> bool:
        """Whether that is worth a word beside the state."""
        return not self.is_live and self.state in (State.CHANGED, State.NEW)


@dataclass(slots=True)
class Sums:
    """How many pages of a course, or of the site, in one language; `safety` says the gravest."""

    pages: int = 0
    current: int = 0
    changed: int = 0
    new: int = 0
    not_begun: int = 0
    not_live: int = 0
    safety: int = 0
    meaning: int = 0
    wording: int = 0

    def add(self, other: "Sums") -> None:
        for name in Sums.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True, slots=True)
class Line:
    """A page, with its cells in the order of the languages; None is the language it comes from."""

    page_id: int
    kind: str
    title: str
    cells: list[Cell | None]


@dataclass(frozen=True, slots=True)
class Block:
    """A course: its sums by language, and the pages that were asked for."""

    key: UUID
    title: str
    spoken: str
    sums: list[Sums | None]
    lines: list[Line]


class Site:
    """All courses that somebody sees, in two queries: titles, and sums by course and language."""

    def __init__(self, sight: Sight):
        self.sight = sight
        self.rows = sight.of(PageInLanguage.objects.all())
        self.titles = _titles(self.rows)
        self.sums = _sums(self.rows)
        self.languages = _in_order({language for _key, language in self.sums})
        self.whole = {language: Sums() for language in self.languages}
        for (_key, language), sums in self.sums.items():
            self.whole[language].add(sums)


class Table:
    """The site's table as it is narrowed: `pages` are lists of courses, `blocks` reads one."""

    def __init__(self, site: Site, asked: Asked):
        self.site, self.asked = site, asked
        self.shown = [asked.language] if asked.language in site.languages else site.languages
        self.pages = self._packed()

    def _packed(self) -> list[list[UUID]]:
        """By title; a long course is not cut."""
        many, packed, room = self._many(), [], 0
        for key in sorted(many, key=lambda key: (self._title(key).casefold(), str(key))):
            lines = 0 if self.asked.only_courses else many[key]
            if not packed or len(packed[-1]) == MOST_COURSES or lines > room:
                packed.append([])
                room = max(MOST_PAGES, lines)
            packed[-1].append(key)
            room -= lines
        return packed

    def _title(self, key: UUID) -> str:
        return self.site.titles.get(key, "")

    def _many(self) -> dict[UUID, int]:
        """How many pages of each course were asked for."""
        if self.asked.picks_pages:
            rows = self.asked.narrow(self.site.rows).values("course_key")
            found = rows.annotate(many=Count("page_key", distinct=True))
            return dict(found.values_list("course_key", "many"))
        many: dict[UUID, int] = {}
        for (key, _language), sums in self.site.sums.items():
            if self.asked.course in (None, key):
                many[key] = max(many.get(key, 0), sums.pages)
        return many

    def blocks(self, keys: list[UUID]) -> list[Block]:
        """Three queries, for any number of courses and pages."""
        courses = Course.objects.filter(translation_key__in=keys)
        spoken = dict(courses.values_list("translation_key", "source_locale"))
        lines = {} if self.asked.only_courses else self._lines(keys, spoken)
        return [
            Block(
                key,
                self._title(key),
                spoken.get(key, ""),
                [self._sum(key, language, spoken) for language in self.shown],
                lines.get(key, []),
            )
            for key in keys
        ]

    def _sum(self, key: UUID, language: str, spoken: dict) -> Sums | None:
        is_source = spoken.get(key) == language
        return None if is_source else self.site.sums.get((key, language), Sums())

    def _lines(self, keys: list[UUID], spoken: dict) -> dict[UUID, list[Line]]:
        by_page: dict[UUID, dict[str, PageInLanguage]] = defaultdict(dict)
        for row in self._rows(keys):
            by_page[row.page_key][row.language] = row
        firsts = [next(iter(rows.values())) for rows in by_page.values()]
        found = defaultdict(list)
        for row in _as_on_the_site(firsts):
            rows, source = by_page[row.page_key], spoken.get(row.course_key)
            cells = [
                None if language == source else cell(rows.get(language), language)
                for language in self.shown
            ]
            found[row.course_key].append(Line(row.page_id, row.kind, row.title, cells))
        return found

    def _rows(self, keys: list[UUID]):
        rows = self.site.rows.filter(course_key__in=keys)
        if self.asked.picks_pages:
            rows = rows.filter(page_key__in=self.asked.narrow(rows).values("page_key"))
        return rows


def _as_on_the_site(rows: list[PageInLanguage]) -> list[PageInLanguage]:
    pages = Page.objects.filter(pk__in=[row.page_id for row in rows])
    paths = dict(pages.values_list("pk", "path"))
    return sorted(rows, key=lambda row: (paths.get(row.page_id, "~"), row.page_id))


def cell(row: PageInLanguage | None, language: str) -> Cell:
    """What is most pressing of it: what changed, then what is new."""
    if row is None:
        return Cell(language, State.NOT_BEGUN, is_live=False)
    if row.changed:
        return Cell(language, State.CHANGED, row.changed, gravest(row), row.is_live)
    if not row.current and row.strings:
        return Cell(language, State.NOT_BEGUN, row.strings, is_live=row.is_live)
    if row.new:
        return Cell(language, State.NEW, row.new, is_live=row.is_live)
    if not row.is_live:
        return Cell(language, State.NOT_LIVE, row.strings, is_live=False)
    return Cell(language, State.CURRENT, row.current)


def gravest(row) -> Severity | None:
    """The gravest severity that any of its blocks has."""
    return next((severity for severity in GRAVEST_FIRST if getattr(row, severity.value)), None)


def _titles(rows: QuerySet) -> dict[UUID, str]:
    """In the language that each course is written in."""
    of_courses = rows.filter(kind=PageInLanguage.Kind.COURSE)
    return dict(of_courses.values_list("course_key", "title").distinct())


def _sums(rows: QuerySet) -> dict[tuple[UUID, str], Sums]:
    rows = rows.values("course_key", "language")
    return {
        (row["course_key"], row["language"]): Sums(
            **{name: row[f"n_{name}"] for name in Sums.__slots__}
        )
        for row in rows.annotate(**COUNTED)
    }


def _in_order(languages: set[str]) -> list[str]:
    """As the settings name them, then all others."""
    known = [code for code, _name in settings.LANGUAGES if code in languages]
    return [*known, *sorted(languages - {*known})]


def name_of(code: str) -> str:
    return people.language_name(code)
