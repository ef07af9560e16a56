"""Take a pack in: pages in every language it has, through wagtail-localize, once.

The source language first, parents before children, so that no language ever needs an alias page.
A language whose catalogue is complete goes live, another stays a draft. What was edited or removed
on the site since the last import is left alone and named; texts translated here are kept.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from courses import circles
from courses.models import Course, CoursePage, CoursesIndexPage, LessonPage, PackedPage
from courses.packs import catalogue, library, parcel, pictures, translating
from courses.packs.checking import sound
from courses.packs.messages import Message, languages, of_pack, of_sheet, translations
from courses.packs.pages import Sheet, sheets
from courses.packs.problems import Margin, Notebook, PackRefused
from courses.packs.quiet import importing
from courses.packs.source import Pack

Tell = Callable[[str], object]
NOTHING_NOTED = {"note": "", "is_way_round_only": False, "way_round": None}
NEW, CHANGED, SAME, LEFT = "new", "changed", "unchanged", "left as it is here"


@dataclass
class Loaded:
    """What an import did. `pages` says it of each page, `remarks` is for a person to read."""

    pack: str
    title: str
    pages: dict[str, str] = field(default_factory=dict)
    live: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def has_changes(self) -> bool:
        return bool({NEW, CHANGED} & set(self.pages.values()))


@dataclass(frozen=True)
class Tongue:
    """One language of the pack that the site has too."""

    locale: Locale
    words: dict[Message, str]
    is_complete: bool

    @property
    def code(self) -> str:
        return self.locale.language_code


def load(path: Path, *, tell: Tell = lambda line: None) -> Loaded:
    """Import the pack at `path`, wholly or not at all; a second time writes nothing."""
    with parcel.opened(path) as folder:
        pack = sound(folder)
        with importing(), transaction.atomic(), disable_reference_index_auto_update():
            return _Loading(pack, tell).run()


class _Loading:
    def __init__(self, pack: Pack, tell: Tell):
        self.pack, self.tell = pack, tell
        self.done = Loaded(pack.slug, pack.title)
        self.outline = list(sheets(pack))
        marks = pictures.marks(pack) | library.marks(pack)
        self.said = {sheet.path: _said(sheet, marks) for sheet in self.outline}
        self.texts = {sheet.path: [m for _, m in of_sheet(sheet)] for sheet in self.outline}
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        keys = [sheet.key for sheet in self.outline]
        rows = PackedPage.objects.filter(translation_key__in=keys)
        self.known = {(row.translation_key, row.language): row for row in rows}
        pages = Page.objects.filter(translation_key__in=keys).select_related("locale")
        self.pages = {(page.translation_key, page.locale.language_code): page for page in pages}
        self.learnt: list[PackedPage] = []

    def run(self) -> Loaded:
        if self.pack.source not in self.locales:
            raise PackRefused(f"This site does not have the language “{self.pack.source}”.")
        self.tell(self.pack.title)
        tongues = list(self._tongues())
        leads = {sheet.way_round for sheet in self.outline if sheet.way_round}
        for sheet in sorted(self.outline, key=lambda each: _turn(each, leads)):
            self._page(sheet, tongues)
        for sheet in self.outline:
            if self.done.pages[sheet.path] == CHANGED or leads & set(sheet.children):
                self._put_in_order(sheet)
        self._name_what_is_gone()
        self._remember()
        self.done.live = [t.code for t in tongues if t.is_complete]
        self.done.drafts = [t.code for t in tongues if not t.is_complete]
        return self.done

    # --- the languages
    def _tongues(self) -> Iterator[Tongue]:
        wanted = list(of_pack(self.pack))
        for code, file in languages(self.pack).items():
            if code not in self.locales:
                self._remark(f"This site does not have the language “{code}”; it was left out.")
                continue
            words = translations(catalogue.parse(file, Margin(Notebook(), file.name)) or [])
            missing = sum(message not in words for message in wanted)
            if missing:
                self._remark(f"“{code}” lacks {missing} of {len(wanted)} texts and stays a draft.")
            yield Tongue(self.locales[code], words, is_complete=not missing)

    # --- one page in its source language
    def _page(self, sheet: Sheet, tongues: list[Tongue]) -> None:
        what = self._source(sheet)
        written = [self.pack.source] if what in (NEW, CHANGED) else []
        if what != LEFT:
            written += [t.code for t in tongues if self._translation(sheet, t)]
        if what == CHANGED:
            codes = {tongue.code for tongue in tongues}
            source = translating.source_of(self.pages[sheet.key, self.pack.source])
            translating.refresh_others(source, known=lambda locale: locale.language_code in codes)
        self.done.pages[sheet.path] = CHANGED if what == SAME and written else what
        if written or what == LEFT:
            self.tell(
                f"  {sheet.path or sheet.fields['slug']}: {what} {' '.join(written)}".rstrip()
            )

    def _source(self, sheet: Sheet) -> str:
        """Create, change or leave the page of the source language."""
        place = (sheet.key, self.pack.source)
        page, row, digest = (
            self.pages.get(place),
            self.known.get(place),
            _digest(self.said[sheet.path]),
        )
        if page is None:
            return self._missing(sheet, row, digest)
        if _is_withdrawn(page):
            self._remark(f"“{page.title}” was withdrawn here.")
            return LEFT
        if row is None or page.latest_revision_id != row.revision:
            self._remark(f"“{page.title}” was edited here since the last import.")
            return LEFT
        if row.digest == digest:
            return SAME
        self._write(sheet, page.specific, digest)
        return CHANGED

    def _missing(self, sheet: Sheet, row: PackedPage | None, digest: str) -> str:
        parent = self._parent(sheet)
        if row or parent is None:
            self._remark(f"“{sheet.fields['title']}” was removed here.")
            return LEFT
        locale = self.locales[self.pack.source]
        page = sheet.model(locale=locale, translation_key=sheet.key, live=False)
        self._write(sheet, page, digest, below=parent)
        if sheet.model is CoursePage:
            courses = Course.objects.filter(translation_key=sheet.key)
            courses.update(audience=self.pack.audience)  # once: later it is the site's to decide
        return NEW

    def _write(self, sheet: Sheet, page: Page, digest: str, below: Page | None = None) -> None:
        for name, value in (NOTHING_NOTED | self.ready[sheet.path].fields).items():
            if hasattr(page, name):
                setattr(page, name, self._first(value) if name == "comes_first" else value)
        if other := self.pages.get((sheet.way_round, self.pack.source)):
            page.way_round_id = other.pk  # it may have been removed here
        try:
            if below:
                below.add_child(instance=page)
            page.save_revision().publish()
        except ValidationError as problem:
            words = " ".join(problem.messages)
            raise PackRefused(f"“{page.title}” can’t be taken in: {words}") from None
        self._learn(sheet, self.pack.source, page, digest)

    def _first(self, slugs: list[str]) -> list[str]:
        """The keys of what comes first; what this site does not have holds nobody up."""
        keys = dict(Course.objects.filter(slug__in=slugs).values_list("slug", "translation_key"))
        for slug in slugs:
            if slug not in keys:
                self._remark(f"“{slug}” comes first, and is not here; take it in, then this again.")
        found = [str(keys[slug]) for slug in slugs if slug in keys]
        if circles.is_circle(str(self.pack.key), found, circles.known()):
            raise PackRefused("One of the courses that come first itself comes after this one.")
        return found

    @cached_property
    def ready(self) -> dict[str, Sheet]:
        """The sheets with pictures and clips taken in; asked for before the first write only."""
        others = Course.objects.exclude(translation_key=self.pack.key)
        if others.filter(slug=self.pack.slug).exists():
            raise PackRefused(f"The address “{self.pack.slug}” is taken by another course.")
        kept = pictures.take_in(self.pack) | library.take_in(self.pack)
        found = sheets(self.pack, kept)
        return {sheet.path: sheet for sheet in found}

    # --- the same page in another language
    def _translation(self, sheet: Sheet, tongue: Tongue) -> bool:
        """Whether anything was written."""
        place = (sheet.key, tongue.code)
        row, page, digest = self.known.get(place), self.pages.get(place), self._mark(sheet, tongue)
        if row and row.digest == digest:
            return False
        if (row and page is None) or self._parent(sheet, tongue.code) is None:
            self._remark(f"“{sheet.fields['title']}” was removed here in “{tongue.code}”.")
            return False
        source = translating.source_of(self.pages[sheet.key, self.pack.source])
        kept = translating.put(source, sheet, tongue.locale, tongue.words)
        may_go_live = tongue.is_complete and not (page and _is_withdrawn(page))
        page = translating.save(source, tongue.locale, may_go_live=may_go_live)
        if kept:
            self._remark(f"“{sheet.fields['title']}” keeps {kept} texts translated here.")
        if page is None:
            self._remark(f"“{sheet.fields['title']}” was edited here in “{tongue.code}”.")
            return False
        self._learn(sheet, tongue.code, page, digest)
        return True

    def _mark(self, sheet: Sheet, tongue: Tongue) -> str:
        words = [tongue.words.get(message, "") for message in self.texts[sheet.path]]
        return _digest([*self.said[sheet.path], tongue.is_complete, words])

    def _parent(self, sheet: Sheet, code: str | None = None) -> Page | None:
        """The page above, read anew, because a tree's numbers move with each new page."""
        code = code or self.pack.source
        if sheet.parent is None:
            return CoursesIndexPage.objects.filter(locale=self.locales[code]).first()
        above = next(s for s in self.outline if s.path == sheet.parent)
        page = self.pages.get((above.key, code))
        return page and Page.objects.get(pk=page.pk)

    # --- the whole
    def _put_in_order(self, sheet: Sheet) -> None:
        for code in self.locales:
            found = [self.pages.get((key, code)) for key in sheet.children]
            wanted = [page.pk for page in found if page]
            in_tree = Page.objects.filter(pk__in=wanted).order_by("path")
            if list(in_tree.values_list("pk", flat=True)) == wanted:
                continue
            for left, right in pairwise(wanted):
                Page.objects.get(pk=right).move(Page.objects.get(pk=left), pos="right")

    def _name_what_is_gone(self) -> None:
        root = self.pages.get((self.pack.key, self.pack.source))
        if root is None:
            return
        keys = {sheet.key for sheet in self.outline}
        below = Page.objects.child_of(root) | Page.objects.descendant_of(root)
        came = PackedPage.objects.filter(language=self.pack.source).values("translation_key")
        for page in below.filter(translation_key__in=came).exclude(translation_key__in=keys):
            self._remark(f"“{page.title}” is no longer in the pack; it stays as it is.")

    def _learn(self, sheet: Sheet, code: str, page: Page, digest: str) -> None:
        page.refresh_from_db(fields=["latest_revision", "live"])
        self.pages[sheet.key, code] = page
        ReferenceIndex.create_or_update_for_object(page)  # once, not at each of its four saves
        row = PackedPage(translation_key=sheet.key, language=code, digest=digest)
        row.revision = page.latest_revision_id
        self.learnt.append(row)

    def _remember(self) -> None:
        PackedPage.objects.bulk_create(
            self.learnt,
            update_conflicts=True,
            unique_fields=["translation_key", "language"],
            update_fields=["digest", "revision"],
        )

    def _remark(self, words: str) -> None:
        self.done.remarks.append(words)
        self.tell(f"  {words}")


def _turn(sheet: Sheet, leads: set) -> int:
    """What another lesson leads to is written before that one; all else in the pack's order."""
    if not leads or sheet.model is not LessonPage:
        return 0
    return 1 if sheet.key in leads else 2


def _is_withdrawn(page: Page) -> bool:
    """It was public once: somebody took it away, and an import must not bring it back."""
    return not page.live and page.first_published_at is not None


def _said(sheet: Sheet, marks: dict[str, str]) -> list:
    """All that the pack says of one page in its source language, files by their content."""
    children = [str(key) for key in sheet.children]
    said = [sheet.fields, children, [marks[name] for name in sheet.files]]
    return [*said, str(sheet.way_round)] if sheet.way_round else said


def _digest(said: list) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
