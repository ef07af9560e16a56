"""Fenced blocks as they stand in a file, and the small texts and prose inside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from courses.models import Adapt
from courses.packs import markdown
from courses.packs.front import SLUG
from courses.packs.problems import Margin

OPENING = re.compile(r":::\s+(\S+)(?:\s+(.*))?\Z")
AROUND = re.compile(r"::::\s+(noted)(?:\s+(.*))?\Z")  # a block that holds blocks
INSTEAD = re.compile(r"::::\s+instead\s*\Z")
LONGEST = {
    "alt": 300,
    "caption": 200,
    "title": 120,
    "text": 300,
    "feedback": 500,
    "after": 500,
    "said_true": 500,
    "said_false": 500,
    "term": 120,
    "label": 120,
    "source": 200,
    "left": 120,
    "right": 120,
    "note": 300,
}


@dataclass(frozen=True)
class Fence:
    """One block as it stands in the file, from `margin` on; `media` is what it may name."""

    kind: str
    anchor: str
    values: dict[str, str]
    lines: tuple[str, ...]
    margin: Margin
    media: frozenset[str] = frozenset()
    adapt: str = ""  # what in it each organisation must make its own

    def unknown_values(self, *known: str) -> None:
        for key in self.values.keys() - set(known):
            self.margin.note(f"“{key}” is not known on a block of kind {self.kind}.")


def fences(body: str, margin: Margin) -> Iterator[Fence]:
    opening: tuple[re.Match, Margin] | None = None
    inside: list[str] = []
    end = ":::"
    for number, line in enumerate(body.split("\n"), start=margin.line + 1):
        here = margin.at(number)
        starts = AROUND.match(line) or (end == ":::" and OPENING.match(line)) or None
        if line.rstrip() == end and opening:
            yield _fence(opening[0], inside, opening[1])
            opening, inside, end = None, [], ":::"
        elif starts:
            if opening:
                opening[1].note(f"This block is not closed with “{end}”.")
            end = "::::" if AROUND.match(line) else ":::"
            opening, inside = (starts, here), []
        elif opening:
            inside.append(line)
        elif line.strip():
            here.note("This line stands outside any block; a block opens with “::: kind #anchor”.")
    if opening:
        opening[1].note(f"This block is not closed with “{end}”.")


def _fence(starts: re.Match, lines: list[str], margin: Margin) -> Fence:
    anchor, values = "", {}
    for word in (starts[2] or "").split():
        key, sign, value = word.partition("=")
        if word.startswith("#") and not anchor:
            anchor = word[1:]
        elif sign:
            values[key] = value
        else:
            margin.note(f"“{word}” is not understood; write #anchor or key=value.")
    check_anchor(anchor, margin)
    adapt = values.pop("adapt", "")
    if adapt and adapt not in Adapt.values:
        margin.note(f"“adapt” must be {', '.join(Adapt.values)}, not “{adapt}”.")
    return Fence(starts[1], anchor, values, tuple(lines), margin, adapt=adapt)


def check_anchor(anchor: str | None, margin: Margin) -> None:
    if not anchor:
        margin.note("An anchor is missing: a name such as #first-step.")
    elif not SLUG.match(anchor) or len(anchor) > 60:
        margin.note(f"The anchor #{anchor} must be small letters, digits and single hyphens.")


def prose(fence: Fence, lines, *, down: int = 0, features: list[str] = markdown.PROSE) -> str:
    text = "\n".join(lines)
    if not text.strip():
        fence.margin.note("This block has no text.")
    first = fence.margin.at(fence.margin.line + 1 + down)
    return markdown.to_html(text, margin=first, features=features, is_lesson=True)


def named(fence: Fence, *names: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """The lines “name: value” that open a block, and what follows them."""
    found: dict[str, str] = {}
    for row, line in enumerate(fence.lines):
        name, sign, value = line.partition(":")
        if not sign or name not in names or name in found:
            return found, fence.lines[row:]
        found[name] = short(name, value, fence.margin.at(fence.margin.line + 1 + row))
    return found, ()


def short(name: str, value: str, margin: Margin) -> str:
    value = value.strip()
    if len(value) > LONGEST[name]:
        margin.note(f"This is longer than {LONGEST[name]} characters.")
    if not value:
        margin.note("There are no words here.")
    return value
