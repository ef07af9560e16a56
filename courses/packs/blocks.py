"""The blocks of a lesson: ::: kind #anchor key=value … :::"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from courses.packs import clips, questions
from courses.packs.fences import Fence, fences, named, prose
from courses.packs.problems import Margin
from courses.packs.questions import Asked
from office.blocks import Tone

IN_CALLOUT = ["bold", "italic", "ul", "ol", "link"]


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


Block = Text | Callout | Image | clips.Clip | Asked


def read(body: str, *, margin: Margin, media: frozenset[str]) -> tuple[Block, ...]:
    """The blocks of a lesson; `margin` stands at the line above the body's first."""
    found: list[Block] = []
    for fence in _each_once(fences(body, margin), "lesson"):
        if fence.kind == "image":
            found.append(_image(fence, media))
        elif fence.kind in clips.ENDINGS:
            found.append(clips.read(fence, media))
        elif fence.kind in KINDS:
            found.append(KINDS[fence.kind](fence))
        else:
            known = ", ".join([*KINDS, "image", *clips.ENDINGS])
            fence.margin.note(f"“{fence.kind}” is not a kind of block; known are {known}.")
    if not found:
        margin.note("The lesson has no blocks.")
    return tuple(found)


def _text(fence: Fence) -> Text:
    fence.unknown_values()
    return Text(fence.anchor, prose(fence, fence.lines))


def _callout(fence: Fence) -> Callout:
    fence.unknown_values("tone")
    tone = fence.values.get("tone", Tone.NOTE)
    if tone not in Tone.values:
        fence.margin.note(f"The tone must be {', '.join(Tone.values)}, not “{tone}”.")
    values, rest = named(fence, "title")
    text = prose(fence, rest, features=IN_CALLOUT, down=len(fence.lines) - len(rest))
    return Callout(fence.anchor, str(tone), values.get("title", ""), text)


def _image(fence: Fence, media: frozenset[str]) -> Image:
    fence.unknown_values("file")
    file = fence.values.get("file", "")
    if file not in media:
        fence.margin.note(f"The file media/{file} is missing." if file else "“file=…” is missing.")
    values, rest = named(fence, "alt", "caption")
    if any(line.strip() for line in rest):
        fence.margin.note("An image block holds only “alt:” and “caption:”, one line each.")
    if not values.get("alt"):
        fence.margin.note("“alt:” is missing: words for people who can't see the picture.")
    return Image(fence.anchor, file, values.get("alt", ""), values.get("caption", ""))


KINDS: dict[str, Callable[[Fence], Block]] = {
    "text": _text,
    "callout": _callout,
    **questions.KINDS,
}


def read_bank(body: str, *, margin: Margin) -> tuple[Asked, ...]:
    """The questions below a module's front matter, for sets to draw from; there may be none."""
    found: list[Asked] = []
    for fence in _each_once(fences(body, margin), "module"):
        if fence.kind in questions.IN_A_BANK:
            found.append(questions.KINDS[fence.kind](fence))
        else:
            known = ", ".join(questions.IN_A_BANK)
            fence.margin.note(f"“{fence.kind}” can’t stand in a bank; known are {known}.")
    return tuple(found)


def _each_once(found: Iterable[Fence], where: str) -> Iterator[Fence]:
    seen: set[str] = set()
    for fence in found:
        if fence.anchor in seen:
            fence.margin.note(f"The anchor #{fence.anchor} stands twice in this {where}.")
        seen.add(fence.anchor)
        yield fence
