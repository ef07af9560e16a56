"""Take a pack in: pages in every language it has, through wagtail-localize, once.

The source language first, parents before children, so that no language ever needs an alias page.
A language whose catalogue is complete goes live, another stays a draft. What was edited or removed
on the site since the last import is left alone and named; texts translated here are kept.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from courses import circles
from courses.languages import carrying, settling
from courses.models import Audience, Course, CoursePage, CoursesIndexPage, PackedPage
from courses.packs import (
    about,
    adapting,
    catalogue,
    comparing,
    library,
    parcel,
    pictures,
    playables,
    translating,
)
from courses.packs.checking import sound
from courses.packs.comparing import Difference
from courses.packs.loaded import (
    CHANGED,
    LEFT,
    NEW,
    SAME,
    Loaded,
    Tongue,
    digest_of,
    is_withdrawn,
    said_of,
    turn_of,
)
from courses.packs.merging import NOTHING, Choices, Merge, Merging
from courses.packs.messages import key_of, languages, of_pack, of_sheet, translations
from courses.packs.naming import names_of
from courses.packs.pages import Sheet, sheets
from courses.packs.problems import Margin, Notebook, PackRefused
from courses.packs.quiet import importing
from courses.packs.source import Pack

Tell = Callable[[str], object]
AT_ONCE = "Somebody takes this course in at the same time; try again in a minute."


def load(
    path: Path,
    *,
    tell: Tell = lambda line: None,
    as_draft: bool = False,
    is_settled: bool = False,
    choices: Choices | None = None,
    may_bring_libraries: bool = True,
) -> Loaded:
    """Import the pack at `path`, wholly or not at all; a second time writes nothing.

    `as_draft`: nothing goes live by it, and a new course is for those who are put on it.
    `is_settled`: nothing in it waits to be adapted, because it is only for show. `choices` say
    “theirs” or “ours” of blocks by their names, where an import would do otherwise (comparing.py).
    """
    with parcel.opened(path) as folder:
        pack = sound(folder)
        known = about.of(pack.key).get("packages", {})
        packages = playables.keep(pack, known, may_bring=may_bring_libraries)
        own = playables.keep_own(pack)
        try:
            with importing(), transaction.atomic(), disable_reference_index_auto_update():
                loading = _Loading(pack, tell, as_draft=as_draft, is_settled=is_settled)
                loading.choices, loading.packages = choices or {}, packages
                loading.own = playables.take_in_own(own)
                return loading.run()
        except IntegrityError:
            raise PackRefused(
                "Somebody takes this course in at the same time; try again."
            ) from None


def compare(path: Path, *, choices: Choices | None = None) -> list[Difference]:
    """What an import of the pack at `path` would meet here, block by block; writes nothing.

    All of it, what is the same too. Raises PackRefused.
    """
    with parcel.opened(path) as folder:
        loading = _Loading(sound(folder), lambda line: None, as_draft=False, is_settled=False)
        loading.choices = choices or {}
        return loading.compared()


class _Loading:
    choices: Choices
    packages: playables.Packages
    own: dict[str, int]  # the numbers of the site's own activities

    def __init__(self, pack: Pack, tell: Tell, *, as_draft: bool, is_settled: bool):
        self.as_draft, self.is_settled = as_draft, is_settled
        self.pack, self.tell, self.at = pack, tell, timezone.now()
        self.done = Loaded(pack.slug, pack.title)
        self.names = names_of(pack.key)
        self.outline = list(sheets(pack, names=self.names))
        self.marks = pictures.marks(pack) | library.marks(pack) | playables.marks(pack)
        self.said = {sheet.path: said_of(sheet, self.marks) for sheet in self.outline}
        self.texts = {sheet.path: [m for _, m in of_sheet(sheet)] for sheet in self.outline}
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        keys = [sheet.key for sheet in self.outline]
        rows = PackedPage.objects.filter(translation_key__in=keys)
        self.known = {(row.translation_key, row.language): row for row in rows}
        pages = Page.objects.filter(translation_key__in=keys).select_related("locale")
        self.pages = {(page.translation_key, page.locale.language_code): page for page in pages}
        self.learnt: list[PackedPage] = []
        self.moved: set[str] = set()  # whose children take the order of the pack
        self.edited: set[str] = set()  # what is not as the pack says
        self.waiting: set[str] = set()  # what came stands in a draft

    def run(self) -> Loaded:
        if self.pack.source not in self.locales:
            raise PackRefused(f"This site does not have the language “{self.pack.source}”.")
        self.tell(self.pack.title)
        tongues = list(self._tongues())
        leads = {sheet.way_round for sheet in self.outline if sheet.way_round}
        for sheet in sorted(self.outline, key=lambda each: turn_of(each, leads)):
            self._page(sheet, tongues)
        for sheet in self.outline:
            is_new = NEW in (self.done.pages[each] for each in self._below(sheet))
            if sheet.path in self.moved or (is_new and leads & set(sheet.children)):
                self._put_in_order(sheet)
        self._name_what_is_gone()
        self._remember()
        about.remember(self.pack, self.marks, self.packages, about.of(self.pack.key))
        brought, key = self._in_languages(tongues), self.outline[0].key
        adapting.remember(key, self.outline, brought, is_settled=self.is_settled)
        self.done.live = [t.code for t in tongues if t.is_complete and not self.as_draft]
        self.done.drafts = [t.code for t in tongues if t.code not in self.done.live]
        return self.done

    # --- the languages
    def _tongues(self) -> Iterator[Tongue]:
        wanted = list(of_pack(self.pack))
        for code, file in languages(self.pack).items():
            if code not in self.locales:
                self._remark(f"This site does not have the language “{code}”; it was left out.")
                continue
            entries = catalogue.parse(file, Margin(Notebook(), file.name)) or []
            words = translations(entries)
            missing = sum(message not in words for message in wanted)
            if missing:
                lacks = f"“{code}” lacks {missing} of {len(wanted)} texts"
                page = self.pages.get((self.outline[0].key, code))
                is_public = page is not None and page.live
                self._remark(f"{lacks}." if is_public else f"{lacks} and stays a draft.")
            comments = {key_of(e): e.tcomment for e in entries if e.tcomment and not e.obsolete}
            yield Tongue(self.locales[code], words, not missing, comments)

    # --- one page in its source language
    def _page(self, sheet: Sheet, tongues: list[Tongue]) -> None:
        what = self._source(sheet)
        written = [self.pack.source] if what in (NEW, CHANGED) else []
        if what == CHANGED and sheet.path not in self.waiting:
            carrying.bring(self.pages[sheet.key, self.pack.source], at=self.at, save=False)
        if (sheet.key, self.pack.source) in self.pages and sheet.path not in self.waiting:
            written += [t.code for t in tongues if self._translation(sheet, t)]
        if what == CHANGED and sheet.path not in self.waiting:
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
            digest_of(self.said[sheet.path]),
        )
        if page is None:
            return self._missing(sheet, row, digest)
        if is_withdrawn(page):
            self._remark(f"“{page.title}” was withdrawn here.")
            self.waiting.add(sheet.path)
            return LEFT
        if row and row.digest == digest and not self._is_chosen(sheet):
            return self._known(sheet, page, row)
        return self._merge(sheet, page, row, digest)

    def _is_chosen(self, sheet: Sheet) -> bool:
        return any(name.partition("#")[0] == sheet.path for name in self.choices)

    def _known(self, sheet: Sheet, page: Page, row: PackedPage) -> str:
        """What the pack says now it said before; the page may be another one since."""
        if page.live and page.has_unpublished_changes:
            self.waiting.add(sheet.path)  # translations come once its draft is public
        if page.latest_revision_id != row.revision:
            self._remark(f"“{page.title}” was edited here since the last import.")
            self.edited.add(sheet.path)
            return LEFT
        if not row.base:  # brought before names and base were kept
            self.learnt.append(self._row(sheet, page, row.digest))
        return SAME

    def _merge(self, sheet: Sheet, page: Page, row: PackedPage | None, digest: str) -> str:
        """Take what only they changed, and leave the rest as it is here."""
        merge = self.merging.of(sheet, page, row)
        if merge.newest is None:
            self._remark(f"“{page.title}” stands elsewhere here; it was left alone.")
            return LEFT
        for each in merge.left:
            self._remark(f"{each.name}: changed here and in the pack; ours stays.")
        if merge.is_ours:
            self.edited.add(sheet.path)
        if merge.takes_order_of_children():
            self.moved.add(sheet.path)
        if not any(merge.fill(sheet)):
            self._learn(sheet, self.pack.source, page, digest)
            return LEFT if merge.is_ours else SAME
        self._write(sheet, merge.newest, digest, merge=merge)
        return CHANGED

    @cached_property
    def merging(self) -> Merging:
        return Merging(self.pack, self.outline, self.names, self.marks, self.choices)

    def _below(self, sheet: Sheet) -> list[str]:
        return [each.path for each in self.outline if each.parent == sheet.path]

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
            audience = Audience.ASSIGNED if self.as_draft else self.pack.audience
            courses.update(audience=audience)  # once: later it is the site's to decide
        return NEW

    def _write(
        self,
        sheet: Sheet,
        page: Page,
        digest: str,
        *,
        below: Page | None = None,
        merge: Merge | None = None,
    ) -> None:
        ready = self.ready[sheet.path]
        fields = merge.fill(ready) if merge else (NOTHING | ready.fields).items()
        for name, value in fields:
            if hasattr(page, name):
                setattr(page, name, self._first(value) if name == "comes_first" else value)
        if merge is None or merge.takes_way_round():
            other = self.pages.get((sheet.way_round, self.pack.source))
            page.way_round_id = other.pk if other else None  # it may have been removed here
        try:
            if below:
                below.add_child(instance=page)
            self._keep(sheet, page, is_new=merge is None)
        except ValidationError as problem:
            words = " ".join(problem.messages)
            raise PackRefused(f"“{page.title}” can’t be taken in: {words}") from None
        self._learn(sheet, self.pack.source, page, digest)

    def _keep(self, sheet: Sheet, page: Page, *, is_new: bool) -> None:
        """A draft stays one: what an editor has not published yet must not go live with it."""
        if not page.live and (self.as_draft or not is_new):
            page.save()
            page.save_revision()
        elif (self.as_draft or page.has_unpublished_changes) and not is_new:
            page.save_revision()
            self.waiting.add(sheet.path)
            self._remark(f"“{page.title}” is published here; what came stands in a draft of it.")
        else:
            page.save_revision().publish()

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
        kept |= playables.take_in(self.pack, self.packages) | self.own
        found = sheets(self.pack, kept, self.names)
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
        base = row.base if row else []
        kept = translating.put(source, sheet, tongue, base=base, choices=self.choices)
        may_go_live = (
            tongue.is_complete
            and sheet.path not in self.edited
            and not (page and is_withdrawn(page))
        )
        may_go_live = may_go_live and not self.as_draft
        page = translating.save(
            source, tongue.locale, may_go_live=may_go_live, as_draft=self.as_draft
        )
        if kept:
            self._remark(f"“{sheet.fields['title']}” keeps {kept} texts translated here.")
        if page is None:
            self._remark(f"“{sheet.fields['title']}” was edited here in “{tongue.code}”.")
            return False
        self._learn(sheet, tongue.code, page, digest, tongue)
        settling.settled(sheet.key, tongue.code)
        return True

    def _mark(self, sheet: Sheet, tongue: Tongue) -> str:
        words = [tongue.words.get(message, "") for message in self.texts[sheet.path]]
        return digest_of([*self.said[sheet.path], tongue.is_complete, words])

    def _parent(self, sheet: Sheet, code: str | None = None) -> Page | None:
        """The page above, read anew, because a tree's numbers move with each new page."""
        code = code or self.pack.source
        if sheet.parent is None:
            return CoursesIndexPage.objects.filter(locale=self.locales[code]).first()
        above = next(s for s in self.outline if s.path == sheet.parent)
        page = self.pages.get((above.key, code))
        return page and Page.objects.get(pk=page.pk)

    # --- the whole
    def _in_languages(self, tongues: list[Tongue]) -> adapting.Brought:
        """The blocks of a sheet as the pack says them, then as they stand in each language."""

        def brought(sheet: Sheet) -> dict[str, list[dict]]:
            field = adapting.field_of(sheet.model)
            found = {self.pack.source: sheet.fields[field]}
            for code in (tongue.code for tongue in tongues):
                if page := self.pages.get((sheet.key, code)):
                    found[code] = list(getattr(page.specific, field).get_prep_value())
            return found

        return brought

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

    def compared(self) -> list[Difference]:
        """As an import would find it; texts of other languages too."""
        found: list[Difference] = []
        for sheet in self.outline:
            page = self.pages.get((sheet.key, self.pack.source))
            row = self.known.get((sheet.key, self.pack.source))
            found += self.merging.differences(sheet, page, row)
            for tongue in self._tongues():
                row = self.known.get((sheet.key, tongue.code))
                found += translating.differences(
                    sheet, self.texts[sheet.path], tongue, row.base if row else [], self.choices
                )
        return found

    def _learn(
        self, sheet: Sheet, code: str, page: Page, digest: str, tongue: Tongue | None = None
    ) -> None:
        page.refresh_from_db(fields=["latest_revision", "live"])
        self.pages[sheet.key, code] = page
        ReferenceIndex.create_or_update_for_object(page)  # once, not at each of its four saves
        self.learnt.append(self._row(sheet, page, digest, tongue))

    def _row(
        self, sheet: Sheet, page: Page, digest: str, tongue: Tongue | None = None
    ) -> PackedPage:
        row = PackedPage(translation_key=sheet.key, digest=digest, revision=page.latest_revision_id)
        row.language = tongue.code if tongue else self.pack.source
        row.course_key, row.path = self.pack.key, sheet.path
        if tongue:
            row.base = translating.base_of(self.texts[sheet.path], tongue)
        else:
            row.names = sheet.names
            row.base = comparing.base_of(self.merging.pieces(sheet.path))
        return row

    def _remember(self) -> None:
        PackedPage.objects.bulk_create(
            self.learnt,
            update_conflicts=True,
            unique_fields=["translation_key", "language"],
            update_fields=["digest", "revision", "course_key", "path", "names", "base"],
        )

    def _remark(self, words: str) -> None:
        self.done.remarks.append(words)
        self.tell(f"  {words}")
