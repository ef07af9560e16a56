"""Translations as gettext PO: contexts that a person can read, texts as wagtail-localize cuts them.

The file is canonical (document order, fixed wrapping, no dates, nothing fuzzy), so that writing it
twice changes nothing and a difference shows what a translator did.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from courses.packs.pages import Sheet, sheets
from courses.packs.problems import PackRefused
from courses.packs.source import Pack, readable

WIDTH = 78
NEVER_SAVED = -1  # else a page asks the database for its content type, and here is none
SHIPPED = ("es", "fr", "ar")


class Message(NamedTuple):
    """One text to translate: where it stands, and what it says in the source language."""

    context: str
    text: str


def of_sheet(sheet: Sheet) -> list[tuple[str, Message]]:
    """The page's texts with their paths, from wagtail-localize itself, so that none can differ."""
    page = sheet.model(content_type_id=NEVER_SAVED, **sheet.fields)
    return [
        (segment.path, Message(sheet.places[segment.path], segment.string.data))
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
    ]


def of_pack(pack: Pack) -> Iterator[Message]:
    """Every text once, in document order."""
    found = (message for sheet in sheets(pack) for _, message in of_sheet(sheet))
    yield from dict.fromkeys(found)


def translations(catalogue: Iterable[polib.POEntry]) -> dict[Message, str]:
    """What a catalogue says, obsolete entries and doubtful (fuzzy) ones left out."""
    return {
        Message(entry.msgctxt or "", entry.msgid): entry.msgstr
        for entry in catalogue
        if entry.msgstr and not entry.obsolete and not entry.fuzzy
    }


def languages(pack: Pack) -> dict[str, Path]:
    """The catalogues of a pack by language."""
    return {file.stem: file for file in sorted((pack.folder / "locale").glob("*.po"))}


def write_messages(folder: Path) -> list[tuple[str, int, int]]:
    """Bring every catalogue up to date: (language, texts, of them translated)."""
    pack = readable(folder)
    wanted = list(of_pack(pack))
    files = languages(pack) or {code: pack.folder / "locale" / f"{code}.po" for code in SHIPPED}
    return [(code, len(wanted), _update(pack, code, file, wanted)) for code, file in files.items()]


def _update(pack: Pack, code: str, file: Path, wanted: list[Message]) -> int:
    old = {key_of(entry): entry for entry in known(file)}
    new = head(pack.slug, code)
    text = written(new, wanted, old, keeps_obsolete=True)
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return len(new.translated_entries())


def head(slug: str, code: str) -> polib.POFile:
    """An empty catalogue: no dates, no names of programs."""
    new = polib.POFile(wrapwidth=WIDTH)
    new.metadata = {
        "Project-Id-Version": slug,
        "Language": code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    return new


def written(
    new: polib.POFile,
    wanted: list[Message],
    known: dict[Message, polib.POEntry],
    *,
    keeps_obsolete: bool = False,
) -> str:
    """The text of a catalogue, filled with what is known."""
    old = dict(known)
    new.extend(_entry(message, old.pop(message, None)) for message in wanted)
    left = [entry for _, entry in sorted(old.items()) if entry.msgstr and keeps_obsolete]
    new.extend(_entry(key_of(entry), entry, obsolete=True) for entry in left)
    return f"{new}".rstrip("\n") + "\n"


def known(file: Path) -> Iterable[polib.POEntry]:
    """What the file holds; living entries come last, so that they win over obsolete ones."""
    if not file.exists():
        return []
    try:
        return sorted(polib.pofile(str(file), encoding="utf-8"), key=lambda e: not e.obsolete)
    except (OSError, ValueError) as problem:
        raise PackRefused(f"{file} is not a gettext catalogue: {problem}") from None


def key_of(entry: polib.POEntry) -> Message:
    return Message(entry.msgctxt or "", entry.msgid)


def _entry(message: Message, known: polib.POEntry | None, *, obsolete=False) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=message.context,
        msgid=message.text,
        msgstr=known.msgstr if known else "",
        tcomment=known.tcomment if known else "",
        obsolete=obsolete,
        flags=["fuzzy"] if known and known.fuzzy else [],
    )
