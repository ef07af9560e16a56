"""The blocks of a lesson: ::: kind #anchor key=value … :::"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from courses import headings
from courses.packs import activities, clips, doings, questions, words
from courses.packs.fences import INSTEAD, Fence, fences, named, prose
from courses.packs.problems import Margin, Notebook
from courses.packs.questions import Asked
from courses.packs.words import Written
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
    is_decorative: bool = False


@dataclass(frozen=True)
class Noted:
    """Blocks behind a note, and those that can be read instead of them."""

    anchor: str
    note: str
    parts: tuple["Block", ...]
    instead: tuple["Block", ...]


Block = Text | Callout | Image | Noted | clips.Clip | activities.Played | Asked | Written
HEADINGS = {
    headings.NO_MAIN: "A smaller heading stands below a main one; put a main one first.",
    headings.TWICE: "This heading’s anchor stands twice.",
    headings.TAKEN: "The page of a lesson uses this anchor itself; name the heading otherwise.",
    headings.NOWHERE: "A link here leads to no heading block of this lesson.",
}


def read(body: str, *, margin: Margin, media: frozenset[str]) -> tuple[Block, ...]:
    """The blocks of a lesson; `margin` stands at the line above the body's first."""
    found: list[tuple[Fence, Block]] = []
    for fence in _each_once(fences(body, margin), "lesson"):
        if fence.kind in clips.ENDINGS:
            found.append((fence, clips.read(fence, media)))
        elif fence.kind == "noted":
            found.append((fence, _noted(fence, media)))
        elif fence.kind in KINDS:
            found.append((fence, KINDS[fence.kind](replace(fence, media=media))))
        else:
            known = ", ".join([*KINDS, "noted", *clips.ENDINGS])
            fence.margin.note(f"“{fence.kind}” is not a kind of block; known are {known}.")
    if sum(isinstance(block, Asked) and block.kind == "survey" for _fence, block in found) > 1:
        margin.note("A lesson holds one survey.")
    if not found:
        margin.note("The lesson has no blocks.")
    for place, trouble in headings.troubles([_as_kept(block) for _fence, block in found]):
        found[place][0].margin.note(HEADINGS[trouble])
    return tuple(block for _fence, block in found)


def adapt_marks(body: str) -> dict[str, str]:
    """What of a body each organisation must make its own: kind by anchor. Says of no problem."""
    found = fences(body, Margin(Notebook(), ""))
    return {fence.anchor: fence.adapt for fence in found if fence.adapt}


def files(blocks: Iterable[Block]) -> tuple[str, ...]:
    """What of media/ they show or offer, in order."""
    with_one = (block for block in _standing(blocks) if isinstance(block, (Image, Written)))
    return tuple(block.file for block in with_one if block.file)


def _standing(blocks: Iterable[Block]) -> Iterator[Block]:
    """In order, also those behind a note."""
    for block in blocks:
        if isinstance(block, Noted):
            yield from _standing((*block.parts, *block.instead))
        else:
            yield block


def _as_kept(block: Block) -> headings.Raw:
    """As far as headings and links go."""
    match block:
        case Text():
            return "text", block.text
        case Callout():
            return "callout", {"text": block.text}
        case Written():
            return block.kind, block.texts | block.facts
        case _:
            return "", {}


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


def _image(fence: Fence) -> Image:
    fence.unknown_values("file", "decorative")
    file, decorates = words.file_of(fence, "svg"), fence.values.get("decorative")
    if decorates not in (None, "yes"):
        fence.margin.note("Write “decorative=yes”, or nothing.")
    values, rest = named(fence, "alt", "caption")
    if any(line.strip() for line in rest):
        fence.margin.note("An image block holds only “alt:” and “caption:”, one line each.")
    if decorates and values.get("alt"):
        fence.margin.note("A picture that only decorates has no “alt:”.")
    elif not decorates and not values.get("alt"):
        fence.margin.note("“alt:” is missing: words for people who can't see the picture.")
    texts = (values.get("alt", ""), values.get("caption", ""))
    return Image(fence.anchor, file, *texts, is_decorative=bool(decorates))


def _noted(fence: Fence, media: frozenset[str]) -> Noted:
    fence.unknown_values()
    values, rest = named(fence, "note")
    if "note" not in values:
        fence.margin.note("“note:” is missing: what this part contains, in plain words.")
    middles = [row for row, line in enumerate(rest) if INSTEAD.match(line)]
    if len(middles) != 1:
        fence.margin.note("“:::: instead” is missing, or stands here twice.")
    middle = middles[0] if middles else len(rest)
    first = fence.margin.at(fence.margin.line + len(fence.lines) - len(rest))
    sides = (
        _side(rest[:middle], first, media),
        _side(rest[middle + 1 :], first.at(first.line + middle + 1), media),
    )
    anchors = [block.anchor for side in sides for block in side]
    for anchor in sorted({anchor for anchor in anchors if anchors.count(anchor) > 1}):
        fence.margin.note(f"The anchor #{anchor} stands twice in this block.")
    return Noted(fence.anchor, values.get("note", ""), *sides)


def _side(lines, margin: Margin, media: frozenset[str]) -> tuple[Block, ...]:
    """Prose only: an answer would tell which way somebody took."""
    found: list[Block] = []
    for fence in fences("\n".join(lines), margin):
        if fence.adapt:
            fence.margin.note("“adapt” belongs to the whole block that is noted.")
        if fence.kind in PROSE:
            found.append(PROSE[fence.kind](replace(fence, media=media)))
        else:
            fence.margin.note(f"“{fence.kind}” can’t stand behind a note.")
    if not found:
        margin.note("Behind a note stand blocks, and blocks instead of them.")
    return tuple(found)


PROSE: dict[str, Callable[[Fence], Block]] = {
    "text": _text,
    "callout": _callout,
    "image": _image,
    "case_story": words.KINDS["case_story"],
    "quotation": words.KINDS["quotation"],
}
KINDS: dict[str, Callable[[Fence], Block]] = {
    **PROSE,
    **words.KINDS,
    **doings.KINDS,
    **questions.KINDS,
    "activity": activities.read,
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
