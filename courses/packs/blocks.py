"""The fenced blocks of a lesson: ::: kind #anchor key=value … :::"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from courses.packs import markdown
from courses.packs.front import SLUG
from courses.packs.problems import Margin
from office.blocks import Tone

OPENING = re.compile(r":::\s+(\S+)(?:\s+(.*))?\Z")
OPTION = re.compile(r"- \[([ xX])\] (?:#(\S+) )?(.*)\Z")
FEEDBACK = re.compile(r"\s+> ?(.*)\Z")
FEWEST_OPTIONS, MOST_OPTIONS = 2, 8
LONGEST = {"alt": 300, "caption": 200, "title": 120, "text": 300, "feedback": 500}
IN_CALLOUT = ["bold", "italic", "ul", "ol", "link"]
IN_PROMPT = ["bold", "italic"]


@dataclass(frozen=True)
class Text:
    anchor: str
    text: str  # rich text


@dataclass(frozen=True)
class Callout:
    anchor: str
    tone: str
    title: str
    text: str  # rich text


@dataclass(frozen=True)
class Image:
    anchor: str
    file: str
    alt: str
    caption: str


@dataclass(frozen=True)
class Option:
    anchor: str
    text: str
    feedback: str
    is_right: bool


@dataclass(frozen=True)
class Question:
    anchor: str
    prompt: str  # rich text
    options: tuple[Option, ...]


Block = Text | Callout | Image | Question


@dataclass(frozen=True)
class Fence:
    """One block as it stands in the file; `margin` is at its opening line."""

    kind: str
    anchor: str
    values: dict[str, str]
    lines: tuple[str, ...]
    margin: Margin

    def unknown_values(self, *known: str) -> None:
        for key in self.values.keys() - set(known):
            self.margin.note(f"“{key}” is not known on a block of kind {self.kind}.")


def read(body: str, *, margin: Margin, media: frozenset[str]) -> tuple[Block, ...]:
    """The blocks of a lesson; `margin` stands at the line above the body's first."""
    found: list[Block] = []
    seen: set[str] = set()
    for fence in _fences(body, margin):
        if fence.anchor in seen:
            fence.margin.note(f"The anchor #{fence.anchor} stands twice in this lesson.")
        seen.add(fence.anchor)
        if fence.kind == "image":
            found.append(_image(fence, media))
        elif fence.kind in KINDS:
            found.append(KINDS[fence.kind](fence))
        else:
            known = ", ".join([*KINDS, "image"])
            fence.margin.note(f"“{fence.kind}” is not a kind of block; known are {known}.")
    if not found:
        margin.note("The lesson has no blocks.")
    return tuple(found)


def _fences(body: str, margin: Margin) -> Iterator[Fence]:
    opening: tuple[re.Match, Margin] | None = None
    inside: list[str] = []
    for number, line in enumerate(body.split("\n"), start=margin.line + 1):
        here = margin.at(number)
        starts = OPENING.match(line)
        if line.rstrip() == ":::" and opening:
            yield _fence(opening[0], inside, opening[1])
            opening, inside = None, []
        elif starts:
            if opening:
                opening[1].note("This block is not closed with “:::”.")
            opening, inside = (starts, here), []
        elif opening:
            inside.append(line)
        elif line.strip():
            here.note("This line stands outside any block; a block opens with “::: kind #anchor”.")
    if opening:
        opening[1].note("This block is not closed with “:::”.")


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
    _check_anchor(anchor, margin)
    return Fence(starts[1], anchor, values, tuple(lines), margin)


def _check_anchor(anchor: str | None, margin: Margin) -> None:
    if not anchor:
        margin.note("An anchor is missing: a name such as #first-step.")
    elif not SLUG.match(anchor) or len(anchor) > 60:
        margin.note(f"The anchor #{anchor} must be small letters, digits and single hyphens.")


def _text(fence: Fence) -> Text:
    fence.unknown_values()
    return Text(fence.anchor, _prose(fence, fence.lines))


def _callout(fence: Fence) -> Callout:
    fence.unknown_values("tone")
    tone = fence.values.get("tone", Tone.NOTE)
    if tone not in Tone.values:
        fence.margin.note(f"The tone must be {', '.join(Tone.values)}, not “{tone}”.")
    named, rest = _named(fence, "title")
    prose = _prose(fence, rest, features=IN_CALLOUT, down=len(fence.lines) - len(rest))
    return Callout(fence.anchor, str(tone), named.get("title", ""), prose)


def _image(fence: Fence, media: frozenset[str]) -> Image:
    fence.unknown_values("file")
    file = fence.values.get("file", "")
    if file not in media:
        fence.margin.note(f"The file media/{file} is missing." if file else "“file=…” is missing.")
    named, rest = _named(fence, "alt", "caption")
    if any(line.strip() for line in rest):
        fence.margin.note("An image block holds only “alt:” and “caption:”, one line each.")
    if not named.get("alt"):
        fence.margin.note("“alt:” is missing: words for people who can't see the picture.")
    return Image(fence.anchor, file, named.get("alt", ""), named.get("caption", ""))


def _question(fence: Fence) -> Question:
    fence.unknown_values()
    starts = [row for row, line in enumerate(fence.lines) if line.startswith("- [")]
    first = starts[0] if starts else len(fence.lines)
    prompt = _prose(fence, fence.lines[:first], features=IN_PROMPT)
    options = tuple(_options(fence, first))
    _check_options(options, fence.margin)
    return Question(fence.anchor, prompt, options)


KINDS: dict[str, Callable[[Fence], Block]] = {
    "text": _text,
    "callout": _callout,
    "question": _question,
}


def _options(fence: Fence, first: int) -> Iterator[Option]:
    option = None
    for row, line in enumerate(fence.lines[first:], start=first + 1):
        here = fence.margin.at(fence.margin.line + row)
        starts, feedback = OPTION.match(line), FEEDBACK.match(line)
        if starts:
            if option:
                yield option
            _check_anchor(starts[2], here)
            text = _short("text", starts[3], here)
            option = Option(starts[2] or "", text, "", starts[1] in "xX")
        elif feedback and option and not option.feedback:
            said = _short("feedback", feedback[1], here)
            option = Option(option.anchor, option.text, said, option.is_right)
        elif line.strip():
            here.note("Here stand answers, “- [ ] #anchor Text”, each with one line of “  > …”.")
    if option:
        yield option


def _check_options(options: tuple[Option, ...], margin: Margin) -> None:
    right = sum(option.is_right for option in options)
    if right != 1:
        margin.note(f"Exactly one answer must be right ([x]); here are {right}.")
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        margin.note(f"A question has {FEWEST_OPTIONS} to {MOST_OPTIONS} answers.")
    anchors = [option.anchor for option in options]
    for anchor in sorted({anchor for anchor in anchors if anchors.count(anchor) > 1}):
        margin.note(f"The anchor #{anchor} stands twice in this question.")


def _prose(fence: Fence, lines, *, down: int = 0, features: list[str] = markdown.PROSE) -> str:
    text = "\n".join(lines)
    if not text.strip():
        fence.margin.note("This block has no text.")
    first = fence.margin.at(fence.margin.line + 1 + down)
    return markdown.to_html(text, margin=first, features=features)


def _named(fence: Fence, *names: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """The lines “name: value” that open a block, and what follows them."""
    found: dict[str, str] = {}
    for row, line in enumerate(fence.lines):
        name, sign, value = line.partition(":")
        if not sign or name not in names or name in found:
            return found, fence.lines[row:]
        found[name] = _short(name, value, fence.margin.at(fence.margin.line + 1 + row))
    return found, ()


def _short(name: str, value: str, margin: Margin) -> str:
    value = value.strip()
    if len(value) > LONGEST[name]:
        margin.note(f"This is longer than {LONGEST[name]} characters.")
    if not value:
        margin.note("There are no words here.")
    return value
