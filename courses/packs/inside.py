"""What is in a pack, as pages that nobody saved: for whoever looks at it before it is taken in.

The words of a translation are put where wagtail-localize would put them; pictures and files come
straight from the pack. Sound, film and activities are shown by what stands in for them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from wagtail.documents.models import Document
from wagtail.models import Locale, Page
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from courses.packs import catalogue
from courses.packs.messages import NEVER_SAVED, Message, languages, translations
from courses.packs.pages import Sheet, sheets
from courses.packs.problems import Margin, Notebook
from courses.packs.source import Pack
from office import downloads
from office.beside import Beside
from office.pictures import Picture
from office.shown import Shown


@dataclass(frozen=True)
class Inside:
    """A pack in one of its languages; `address_of` gives where a file of media/ is fetched."""

    pack: Pack
    language: str
    address_of: Callable[[str], str]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """No row has a number below zero."""
        return {name: -place for place, name in enumerate(self.pack.files, start=1)}

    @cached_property
    def _sheets(self) -> dict[str, Sheet]:
        return {sheet.path: sheet for sheet in sheets(self.pack, self._numbers)}

    @cached_property
    def _words(self) -> dict[Message, str] | None:
        file = languages(self.pack).get(self.language)
        if self.language == self.pack.source or file is None:
            return None
        return translations(catalogue.parse(file, Margin(Notebook(), file.name)) or [])

    @cached_property
    def _locales(self) -> tuple[Locale, Locale]:
        codes = (self.pack.source, self.language)
        return tuple(Locale(pk=-place, language_code=code) for place, code in enumerate(codes, 1))

    def page(self, path: str) -> Page | None:
        """The course (""), a module or a lesson, in this language as far as it was translated."""
        sheet = self._sheets.get(path)
        if sheet is None:
            return None
        page = self._page(sheet)
        if self._words is not None:
            source, theirs = self._locales
            ingest_segments(page, page, source, theirs, self._said(sheet, page))
        return page

    def _page(self, sheet: Sheet) -> Page:
        fields = {name: value for name, value in sheet.fields.items() if name != "short_picture_id"}
        return sheet.model(content_type_id=NEVER_SAVED, translation_key=sheet.key, **fields)

    def _said(self, sheet: Sheet, page: Page) -> Iterator:
        for segment in extract_segments(page):
            if not isinstance(segment, StringSegmentValue):
                yield segment
                continue
            message = Message(sheet.places[segment.path], segment.string.data)
            data = StringValue(self._words.get(message) or segment.string.data)
            yield StringSegmentValue(segment.path, data, segment.attrs, order=segment.order)

    def below(self, path: str) -> list[str]:
        """The paths of what stands right below, in order."""
        return [each.path for each in self._sheets.values() if each.parent == path]

    @property
    def beside(self) -> Beside:
        """The pictures and files that its pages show."""
        drawn = {name: n for name, n in self._numbers.items() if name.endswith(".svg")}
        files = {name: n for name, n in self._numbers.items() if name not in drawn}
        return Beside(
            shown={n: Shown(self.address_of(name), 0, 0) for name, n in drawn.items()},
            offered={n: self._offered(name) for name, n in files.items()},
            rows={
                Picture: {n: Picture(pk=n, title=name) for name, n in drawn.items()},
                Document: {n: Document(pk=n, title=name) for name, n in files.items()},
            },
        )

    def _offered(self, name: str) -> downloads.Offered:
        kind = downloads.KINDS[downloads.extension_of(name)].words
        return downloads.Offered(self.address_of(name), kind, self.file(name).stat().st_size)

    def file(self, name: str) -> Path:
        return self.pack.folder / "media" / name
