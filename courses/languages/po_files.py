"""Pages as PO files: handed to translators, checked, taken in as drafts.

One file for a page, or for a course with all its pages. A text's context is the address of its page
and its place there; what stands beside it says in words where that is. The texts of a translation
that was carried over from older words are marked doubtful (fuzzy), so that a translator sees them.
Nothing is written before the whole file was looked at: wagtail-localize itself refuses nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import polib
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from courses.languages import drafting, settling, texts
from courses.languages.texts import CARRIED, Kept, Text
from office import po
from office.po import Fault, Refused

WIDTH = 78
TOOL = "PO file"
OF_PAGE, OF_COURSE = "X-Mainstay-Page", "X-Mainstay-Course"
OF_EDITOR = "X-WagtailLocalize-TranslationID"  # what the editor itself once handed out
Key = tuple[str, str]  # context and text


@dataclass(frozen=True)
class Sheet:
    """One page in its source language, its texts, and what there is of them in the other one."""

    page: Page
    source: TranslationSource | None
    texts: list[Text]
    there: dict[texts.Place, Kept]

    @cached_property
    def where(self) -> str:
        """Its address without the language."""
        return "/".join(self.page.url_path.strip("/").split("/")[1:])

    def context(self, text: Text) -> str:
        return f"{self.where}#{text.path}"


@dataclass(frozen=True)
class Spot:
    """Where in a page a text stands, and how long it may be."""

    words: str
    longest: int | None


@dataclass(frozen=True)
class Taken:
    """What became of a file: texts that are new or other now, as they were, empty or doubtful."""

    changed: int
    same: int
    left: int


def sheets(pages: Iterable[Page], language: str) -> list[Sheet]:
    """In the order of the pages. Five statements at most, and one for each kind of page."""
    pages = list(pages)
    keys = [page.translation_key for page in pages]
    known = TranslationSource.objects.filter(object_id__in=keys).order_by("-pk")
    sources = {source.object_id: source for source in known}
    found = texts.of_sources(source.pk for source in sources.values())
    there = texts.kept(keys, language)
    made = []
    for page in pages:
        source = sources.get(page.translation_key)
        own = found.get(source.pk, []) if source else texts.of_draft(page)
        made.append(Sheet(page, source, own, there.get(page.translation_key, {}).get(language, {})))
    return made


def written(sheets: list[Sheet], language: str, head: dict[str, str]) -> str:
    """The file: the same twice, each text once where it stands, in the order of the pages."""
    made = polib.POFile(wrapwidth=WIDTH)
    made.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        **head,
    }
    entries = {
        (sheet.context(text), text.data): _entry(sheet, text)
        for sheet in sheets
        for text in sheet.texts
    }
    made.extend(entries.values())
    return f"{made}".rstrip("\n") + "\n"


def done(sheets: list[Sheet]) -> tuple[int, int]:
    """How many texts were translated as they are now, of how many."""
    own = [text.place in s.there and s.there[text.place].is_own for s in sheets for text in s.texts]
    return sum(own), len(own)


def _entry(sheet: Sheet, text: Text) -> polib.POEntry:
    kept = sheet.there.get(text.place) if sheet.source else None
    entry = polib.POEntry(
        msgctxt=sheet.context(text),
        msgid=text.data,
        msgstr=kept.data if kept else "",
        comment=f"{sheet.page.title}: {spot(sheet.page, text.path).words}",
    )
    if kept and not kept.is_own:
        entry.flags = ["fuzzy"]
    return entry


def take_in(sheets: list[Sheet], language: str, data: bytes, head: dict[str, str], *, by) -> Taken:
    """Keep what a translator sent in and save the drafts, or `Refused` as a whole.

    Empty and doubtful texts are left as they are. Nothing is published.
    """
    sent = po.read(data)
    entries = _placed(sent, sheets, language, head)
    wrong = [*_faults(entries, sheets)]
    if wrong:
        raise Refused(wrong[: po.MOST_FAULTS])
    filled = {key: entry for key, entry in entries if _is_said(entry)}
    changed = 0
    with transaction.atomic():
        for sheet in sheets:
            changed += _keep(sheet, language, filled, by=by)
    left = sum(not _is_said(entry) for _key, entry in entries)
    return Taken(changed, len(filled) - changed, left)


def _placed(
    sent: polib.POFile, sheets: list[Sheet], language: str, head: dict[str, str]
) -> list[tuple[Key, polib.POEntry]]:
    """Each entry with its context as we write it; `Refused` if the file is of something else."""
    theirs = sent.metadata
    is_of_editor = OF_EDITOR in theirs and not {OF_PAGE, OF_COURSE} & set(theirs)
    if is_of_editor:
        is_right = theirs[OF_EDITOR] == _mark_of_editor(sheets, language)
    else:
        is_right = all(theirs.get(name) == value for name, value in head.items())
    if not is_right:
        raise Refused([Fault(1, _("This file is of another page or course. Download yours."))])
    if not is_of_editor and not po.is_of(sent, language):
        words = _("The head of the file must say “Language: %(code)s”.")
        raise Refused([Fault(1, words % {"code": language})])
    before = f"{sheets[0].where}#" if is_of_editor else ""
    return [
        ((f"{before}{entry.msgctxt or ''}", entry.msgid), entry)
        for entry in sent
        if not entry.obsolete
    ]


def _mark_of_editor(sheets: list[Sheet], language: str) -> str:
    if len(sheets) != 1:
        return ""
    found = Translation.objects.filter(
        source=sheets[0].source, target_locale__language_code=language
    )
    return str(found.values_list("uuid", flat=True).first() or "")


def _is_said(entry: polib.POEntry) -> bool:
    return bool(entry.msgstr) and not entry.fuzzy


def _faults(entries: list[tuple[Key, polib.POEntry]], sheets: list[Sheet]) -> Iterator[Fault]:
    known = {(s.context(text), text.data): (s, text) for s in sheets for text in s.texts}
    contexts, seen = {context for context, _text in known}, set()
    for key, entry in entries:
        line = entry.linenum or 0
        if not _is_said(entry):
            continue
        if key in seen:
            yield Fault(line, _("This text stands here twice."))
        elif key[0] not in contexts:
            yield Fault(line, _("There is no text at “%(place)s”.") % {"place": key[0]})
        elif key not in known:
            words = _("The text at “%(place)s” is another one now. Download the file again.")
            yield Fault(line, words % {"place": key[0]})
        else:
            sheet, text = known[key]
            longest = spot(sheet.page, text.path).longest
            found = po.faults(entry.msgid, entry.msgstr, tags=po.INLINE, longest=longest)
            yield from (Fault(line, words) for words in found)
        seen.add(key)


def _keep(sheet: Sheet, language: str, filled: dict[Key, polib.POEntry], *, by) -> int:
    """The texts of one page; how many of them are new or other now."""
    said = {text: filled.get((sheet.context(text), text.data)) for text in sheet.texts}
    new = {
        text: entry.msgstr for text, entry in said.items() if entry and _differs(sheet, text, entry)
    }
    if not new:
        return 0
    locale = Locale.objects.get(language_code=language)
    source = sheet.source or drafting.source_of(sheet.page)
    translation, _is_new = Translation.objects.get_or_create(source=source, target_locale=locale)
    words = polib.POFile()
    words.extend(
        polib.POEntry(msgctxt=text.path, msgid=text.data, msgstr=data) for text, data in new.items()
    )
    translation.import_po(words, user=by, tool_name=TOOL)
    _own(sheet, locale, new, by=by)
    drafting.save(source, locale, by=by)
    settling.settled(sheet.page.translation_key, language)
    return len({(text.path, text.data) for text in new})


def _differs(sheet: Sheet, text: Text, entry: polib.POEntry) -> bool:
    kept = sheet.there.get(text.place) if sheet.source else None
    return kept is None or kept.data != entry.msgstr or not kept.is_own


def _own(sheet: Sheet, locale: Locale, new: dict[Text, str], *, by) -> None:
    """What was carried over and is sent back as it was: now somebody says that it fits."""
    carried = [
        sheet.there[text.place].pk
        for text in new
        if text.place in sheet.there and not sheet.there[text.place].is_own
    ]
    rows = StringTranslation.objects.filter(pk__in=carried, locale=locale, tool_name=CARRIED)
    rows.update(tool_name=TOOL, last_translated_by=by)


def spot(page: Page, path: str) -> Spot:
    """By the path of a segment: `title`, `body.<uuid>.items.<uuid>.text`."""
    first, *rest = path.split(".")
    field = page._meta.get_field(first)
    if not isinstance(field, StreamField):
        return Spot(capfirst(str(field.verbose_name)), getattr(field, "max_length", None))
    said, block, value = [], field.stream_block, getattr(page, first)
    for name in rest:
        found = _step(block, value, name)
        if found is None:
            break
        number, block, value = found
        said.append(f"{number}. {block.label}" if number else str(block.label or name))
    longest = getattr(getattr(block, "field", None), "max_length", None)
    return Spot(", ".join(filter(None, said)), longest)


def _step(block, value, name: str):
    """One part of a path further in: its number where there are many, its block, its value."""
    if isinstance(block, blocks.StructBlock):
        inner = block.child_blocks.get(name)
        return (0, inner, value.get(name)) if inner else None
    children = (
        value if isinstance(block, blocks.StreamBlock) else getattr(value, "bound_blocks", ())
    )
    for number, child in enumerate(children, start=1):
        if child.id == name:
            return number, child.block, child.value
    return None
