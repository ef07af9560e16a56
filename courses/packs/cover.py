"""What a pack says on its cover, in a reader's language: for a shelf of packs not yet taken in."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import polib

from courses.packs.source import readable


@dataclass(frozen=True)
class Cover:
    """`lang` is the language of the words: the reader's where the pack has it."""

    slug: str
    title: str
    summary: str
    lang: str


@lru_cache(maxsize=64)
def cover(folder: Path, language: str) -> Cover:
    """Of a sound pack. Raises PackRefused. Kept: what ships changes with an edition only."""
    pack = readable(folder)
    file = folder / "locale" / f"{language}.po"
    if language == pack.source or not file.exists():
        return Cover(pack.slug, pack.title, pack.summary, pack.source)
    said = {entry.msgctxt: entry.msgstr for entry in polib.pofile(str(file)).translated_entries()}
    title, summary = said.get("#title"), said.get("#summary", "")
    if not title:
        return Cover(pack.slug, pack.title, pack.summary, pack.source)
    return Cover(pack.slug, title, summary, language)
