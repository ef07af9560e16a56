"""Named values in what learners read: filled where outlines and prose are drawn, and kept filled.

Whoever changes a value has every course drawn anew (`courses.publishing`), so nothing here asks
whether a filled text is still right.
"""

import json
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from office.named_values import PLACEHOLDER, Book, names_in

if TYPE_CHECKING:
    from courses.outline import Lesson, Module, Outline

WORDS = (
    "title",
    "summary",
    "intro",
    "guide",
    "what_changed",
    "short_text",
    "short_alt",
    "note",
)
BODIES = ("body", "bank")


def in_outline(outline: "Outline", book: Book) -> "Outline":
    """Titles, summaries, notes: everything besides the bodies."""
    said = ("title", "summary", "intro_html", "what_changed")
    modules = tuple(_in_module(module, book) for module in outline.modules)
    filled = _filled(outline, book, outline.lang, *said)
    return replace(filled, modules=modules, told=_told(outline.told, book))


def _in_module(module: "Module", book: Book) -> "Module":
    lessons = tuple(_in_lesson(lesson, book) for lesson in module.lessons)
    filled = _filled(module, book, module.lang, "title", "summary")
    return replace(filled, lessons=lessons, told=_told(module.told, book))


def _in_lesson(lesson: "Lesson", book: Book) -> "Lesson":
    if not (_speaks(lesson) or lesson.ways or lesson.told):
        return lesson
    known, note = lesson.known, lesson.note
    return replace(
        _filled(lesson, book, lesson.lang, "title", "what_changed"),
        known=_filled(known, book, known.short_lang, "short_text"),
        note=_filled(note, book, note.lang, "words"),
        ways=tuple(replace(way, lesson=_in_lesson(way.lesson, book)) for way in lesson.ways),
        told=_told(lesson.told, book),
    )


def _told(told, book: Book) -> dict:
    return {name: in_part(each, book) for name, each in told.items()}


def _speaks(lesson: "Lesson") -> bool:
    said = (lesson.title, lesson.what_changed, lesson.known.short_text, lesson.note.words)
    return any("{" in words for words in said)


def _filled(thing, book: Book, language: str, *names: str):
    said = {name: getattr(thing, name) for name in names}
    return replace(thing, **{name: book.fill(words, language) for name, words in said.items()})


def in_part(part: Any, book: Book, language: str = "") -> Any:
    """A part of a lesson, or a question of a bank, with all that stands in it."""
    if isinstance(part, str):
        return book.fill(part, language)
    if isinstance(part, tuple):
        return tuple(in_part(each, book, language) for each in part)
    if not is_dataclass(part):
        return part
    language = getattr(part, "lang", language)
    now = {each.name: getattr(part, each.name) for each in fields(part) if each.init}
    new = {name: in_part(value, book, language) for name, value in now.items()}
    changed = {name: value for name, value in new.items() if value is not now[name]}
    changed = {name: value for name, value in changed.items() if value != now[name]}
    return replace(part, **changed) if changed else part


def drawn(raw_blocks) -> str:
    """What tells one drawing of these words from the next; empty where they name no value."""
    return uuid4().hex if any(_holds(block.get("value")) for block in raw_blocks) else ""


def _holds(value) -> bool:
    if isinstance(value, str):
        return bool(PLACEHOLDER.search(value))
    if isinstance(value, dict):
        return any(_holds(each) for each in value.values())
    return isinstance(value, list) and any(_holds(each) for each in value)


def names_on(page) -> list[str]:
    """The values that a page's texts name, each once."""
    said = [getattr(page, name, "") or "" for name in WORDS]
    bodies = [list(body.raw_data) for name in BODIES if (body := getattr(page, name, None))]
    return names_in(" ".join([*said, json.dumps(bodies, default=str)]))
