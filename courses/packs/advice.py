"""What could be better in a pack, said as warnings with file and line, in every language it has.

The rules are those of the editor (courses.quality); here their places become lines.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import polib
from django.utils import translation

from courses import quality
from courses.models import LessonPage
from courses.packs import catalogue, clips, messages, pages
from courses.packs.lines import Lines
from courses.packs.messages import Message
from courses.packs.problems import Margin, Notebook
from courses.packs.source import GUIDE, Pack
from courses.quality.words import HEADINGS, plain

FIELDS = ("title", "summary", "note", "short_text", "what_changed")
Texts = dict[str, list[tuple[str, str]]]  # source and translation of each text of a place
PLAIN_READER, USUAL_READER = 10, 12


def note(pack: Pack, notebook: Notebook) -> None:
    """Warn of what the rules find. The pack has no errors, or its places would mean nothing."""
    with translation.override("en"):
        sheets = list(pages.sheets(pack))
        for sheet in sheets:
            for finding in _found(of_source(pack, sheet)):
                _warn_of_source(pack, sheet, finding, notebook)
        texts = {sheet.path: messages.of_sheet(sheet) for sheet in sheets}
        for language, file in messages.languages(pack).items():
            entries = catalogue.parse(file, Margin(Notebook(), file.name))
            known = messages.translations(entries or ())
            for sheet in sheets if entries is not None else ():
                there = _translation(pack, sheet, language, _done(texts[sheet.path], known))
                for finding in _found(there):
                    line = _line(finding, sheet, entries)
                    notebook.warn(f"locale/{language}.po", line, _in_words(finding))


def _found(sheet: quality.Sheet) -> list[quality.Finding]:
    return quality.findings(sheet, quality.shipped(sheet.language))


def reader_of(pack: Pack) -> int:
    """The age of a reader who is to manage the course."""
    return pack.level or (PLAIN_READER if pack.plain else USUAL_READER)


def of_source(pack: Pack, sheet: pages.Sheet) -> quality.Sheet:
    fields = sheet.fields
    parts = [quality.plain_part(name, fields.get(name, "")) for name in FIELDS]
    if fields.get("short_alt"):
        parts.append(quality.picture_part(fields["short_alt"]))
    for name in ("intro", "guide"):
        if fields.get(name):
            parts.append(quality.plain_part(name, fields[name]))
    for field in ("body", "bank"):
        parts += quality.of_stream(field, fields.get(field, ()), _facts(pack, sheet))
    return quality.Sheet(
        language=pack.source,
        parts=tuple(parts),
        is_lesson=sheet.model is LessonPage,
        has_note=bool(fields.get("note")),
        minutes=fields.get("minutes"),
        reader=reader_of(pack),
    )


def _facts(pack: Pack, sheet: pages.Sheet) -> dict[str, dict]:
    """The captions of clips, and the names of pictures' files, by the places of their blocks."""
    ids = {name: id for id, name in sheet.names.items()}
    lesson = next((each for each in pack.lessons if each.path == sheet.path), None)
    facts: dict[str, dict] = {}
    for block in lesson.blocks if lesson else ():
        place = f"body.{ids.get(f'{sheet.path}#{block.anchor}', '')}"
        if isinstance(block, clips.Clip):
            facts[place] = {"captions": frozenset(clips.captions_of(block))}
        elif file := getattr(block, "file", ""):
            facts[place] = {"file": file}
    return facts


# --- the text of the pack
def _warn_of_source(pack: Pack, sheet, finding: quality.Finding, notebook: Notebook) -> None:
    kinds = {0: "course.md", 1: f"{sheet.path}/module.md"}
    depth = 2 if "/" in sheet.path else int(bool(sheet.path))
    file = GUIDE if finding.place == "guide" else kinds.get(depth, f"{sheet.path}.md")
    lines = Lines((pack.folder / file).read_text(encoding="utf-8-sig"))
    line = lines.find(_name(sheet, finding.place), finding.quote) if finding.place else 0
    notebook.warn(file, line, _in_words(finding))


def _name(sheet: pages.Sheet, place: str) -> str:
    """What follows the # in the name of that place: `anchor.field`, or a field of the page."""
    if place in sheet.places:
        return sheet.places[place].partition("#")[2]
    ids = [part for part in place.split(".") if part in sheet.names]
    return sheet.names[ids[-1]].partition("#")[2] if ids else place


def _in_words(finding: quality.Finding) -> str:
    quoted = f" (“{finding.quote[:60]}”)" if finding.code in ("sentence-long", "alt-long") else ""
    more = f" {finding.more}" if finding.more else ""
    return f"{finding.message}{quoted}{more}"


# --- its translations
def _translation(pack: Pack, sheet: pages.Sheet, language: str, said: Texts) -> quality.Sheet:
    source = of_source(pack, sheet)
    parts = (replace(part, said=tuple(_in_other_words(part, said))) for part in source.parts)
    return replace(source, language=language, parts=tuple(parts), is_translation=True)


def _done(texts: list[tuple[str, Message]], known: dict[Message, str]) -> Texts:
    """What is translated; a place of which a text is not is left out."""
    found: Texts = defaultdict(list)
    for place, message in texts:
        found[place].append((message.text, known.get(message, "")))
    return {place: pairs for place, pairs in found.items() if all(done for _text, done in pairs)}


def _in_other_words(part: quality.Part, said: Texts) -> Iterator[quality.Said]:
    for each in part.said:
        if each.place not in said:
            continue
        pairs = said[each.place]
        if each.is_rich:
            titles = {plain(found) for found in HEADINGS.findall(each.words)}
            tags = ["h2" if plain(text) in titles else "p" for text, _done in pairs]
            words = "".join(
                f"<{tag}>{done}</{tag}>" for tag, (_t, done) in zip(tags, pairs, strict=True)
            )
        else:
            words = unescape(pairs[0][1])
        yield replace(each, words=words)


def _line(finding: quality.Finding, sheet, entries: polib.POFile) -> int:
    context = sheet.places.get(finding.place, f"{sheet.path}#{_name(sheet, finding.place)}")
    of_place = [entry for entry in entries if entry.msgctxt == context and not entry.obsolete]
    holding = [entry for entry in of_place if finding.quote in plain(entry.msgstr)]
    if not of_place and finding.place:
        of_place = [e for e in entries if (e.msgctxt or "").startswith(f"{context}.")]
    first = next(iter(holding or of_place), None)
    return (first.linenum or 0) if first else 0
