"""Headings of a lesson: levels that stay in order, and the names that links within it lead to.

The lesson's title is the only one of the first level (WCAG 1.3.1, 2.4.6). A third level stands
below a second one, whether it comes as a block of its own or within a text.
"""

import re
from collections.abc import Iterator
from typing import Any

Raw = tuple[str, Any]  # kind of a block, and its value as a page keeps it
IN_TEXT = re.compile(r"<h([23])[ >]")
LINK = re.compile(r'<a\b[^>]*\bhref="#([^"]*)"')
OF_THE_PAGE = {  # names that the page of a lesson has already
    "main", "lesson-foot", "lesson-done", "my-way", "replies", "done", "person-to-ask",
    "say-note", "say-words", "say-help", "say-answer", "lock-title", "lock-password", "lock-error",
}  # fmt: skip
NO_MAIN, TWICE, TAKEN, NOWHERE = "no main one above", "twice", "taken", "leads nowhere"


def troubles(blocks: list[Raw]) -> Iterator[tuple[int, str]]:
    """What is wrong with headings and links to them: the block's place, and what."""
    yield from _out_of_order(blocks)
    seen: set[str] = set()
    for place, name in _names(blocks):
        if name in OF_THE_PAGE:
            yield place, TAKEN
        elif name in seen:
            yield place, TWICE
        seen.add(name)
    for place, (_kind, value) in enumerate(blocks):
        if any(name not in seen for text in _texts(value) for name in LINK.findall(text)):
            yield place, NOWHERE


def _out_of_order(blocks: list[Raw]) -> Iterator[tuple[int, str]]:
    has_main = False
    for place, block in enumerate(blocks):
        is_wrong = False
        for level in _levels(*block):
            is_wrong |= level == 3 and not has_main
            has_main |= level == 2
        if is_wrong:
            yield place, NO_MAIN


def _levels(kind: str, value: Any) -> list[int]:
    if kind == "heading":
        return [int(value.get("level") or 2)]
    return [int(found[1]) for found in IN_TEXT.finditer(value)] if kind == "text" else []


def _names(blocks: list[Raw]) -> list[tuple[int, str]]:
    found = [(place, block[1]) for place, block in enumerate(blocks) if block[0] == "heading"]
    return [(place, value["anchor"]) for place, value in found if value.get("anchor")]


def _texts(value: object) -> Iterator[str]:
    """Rich texts of any block of words: they stand at its top level."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for text in value.values() if isinstance(text, str))
