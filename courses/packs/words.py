"""Blocks of words as a pack writes them down: headings, drawings, stories, terms, and so on."""

from dataclasses import dataclass

from courses.packs.fences import Fence, check_anchor, named, prose, short
from courses.packs.questions import ITEM, Row
from office.blocks_files import DRAWINGS, MOST_LABELS
from office.blocks_words import A_FEW_MARKS
from office.downloads import KINDS as FILES
from office.downloads import extension_of
from office.neutral import telling_word_in

OURS = [name for name, _words in DRAWINGS]
IN_STORY = ["bold", "italic", "ul", "ol"]
IN_QUOTATION = ["bold", "italic"]
WEB = ("https://", "http://")


@dataclass(frozen=True)
class Written(Row):
    """`file` of media/, if there is one, fills the field that `shows` names."""

    kind: str = ""
    file: str = ""
    shows: str = ""


def file_of(fence: Fence, *kinds: str) -> str:
    """The file of media/ that the fence names, of one of these kinds."""
    file = fence.values.get("file", "")
    if file not in fence.media:
        fence.margin.note(f"The file media/{file} is missing." if file else "“file=…” is missing.")
    elif extension_of(file) not in kinds:
        fence.margin.note(f"The file must be one of {', '.join(kinds)}.")
    return file


def _said(fence: Fence, *must: str, may: tuple[str, ...] = ()) -> tuple[dict[str, str], int]:
    """The short texts that open the block, those that may miss empty, and where the rest begins."""
    found, rest = named(fence, *must, *may)
    for name in must:
        if not found.get(name):
            fence.margin.note(f"“{name}:” is missing.")
    return {name: found.get(name, "") for name in (*must, *may)}, len(fence.lines) - len(rest)


def _nothing_more(fence: Fence, down: int) -> None:
    if any(line.strip() for line in fence.lines[down:]):
        fence.margin.note(f"A block of kind {fence.kind} holds nothing below its short texts.")


def _with_text(fence: Fence, features: list[str], *must: str, facts=()) -> Written:
    texts, down = _said(fence, *must)
    text = prose(fence, fence.lines[down:], features=features, down=down)
    return Written(fence.anchor, texts | {"text": text}, dict(facts), kind=fence.kind)


def _heading(fence: Fence) -> Written:
    fence.unknown_values("level", "at")
    texts, down = _said(fence, "title")
    _nothing_more(fence, down)
    level = fence.values.get("level", "2")
    if level not in ("2", "3"):
        fence.margin.note(f"The level must be 2 or 3, not “{level}”.")
    at = fence.values.get("at", fence.anchor)
    if at != fence.anchor:
        check_anchor(at, fence.margin)
    if telling := telling_word_in(at.replace("-", " ")):
        fence.margin.note(f"“{telling}” would stand in addresses; name the heading otherwise.")
    facts = {"level": "3" if level == "3" else "2", "anchor": at}
    return Written(fence.anchor, texts, facts, kind="heading")


def _case_story(fence: Fence) -> Written:
    fence.unknown_values()
    return _with_text(fence, IN_STORY, "title")


def _term(fence: Fence) -> Written:
    fence.unknown_values()
    return _with_text(fence, A_FEW_MARKS, "term")


def _quotation(fence: Fence) -> Written:
    fence.unknown_values("link")
    link = fence.values.get("link", "")
    if link and not link.startswith(WEB):
        fence.margin.note(f"The link must begin with one of {', '.join(WEB)}.")
    return _with_text(fence, IN_QUOTATION, "source", facts={"link": link}.items())


def _figure(fence: Fence) -> Written:
    fence.unknown_values("file", "drawing")
    drawing, file = fence.values.get("drawing", ""), ""
    if ("file" in fence.values) == bool(drawing):
        fence.margin.note("A figure has either “file=…” or “drawing=…”.")
    elif drawing and drawing not in OURS:
        fence.margin.note(f"“{drawing}” is not one of our drawings: {', '.join(OURS)}.")
    elif not drawing:
        file = file_of(fence, "svg")
    texts, down = _said(fence, "alt", may=("caption",))
    below = {"labels": _labels(fence, down)}
    return Written(fence.anchor, texts, {"drawing": drawing}, below, "figure", file, "image")


def _labels(fence: Fence, down: int) -> tuple[Row, ...]:
    rows: list[Row] = []
    for number, line in enumerate(fence.lines[down:], start=down + 1):
        here, item = fence.margin.at(fence.margin.line + number), ITEM.match(line)
        if item:
            check_anchor(item[1], here)
            if item[1] in [row.anchor for row in rows]:
                here.note(f"The anchor #{item[1]} stands twice in this figure.")
            rows.append(Row(item[1] or "", {"label": short("label", item[2], here)}))
        elif line.strip():
            here.note("Here stand labels only, “- #anchor Text”, in the order of their numbers.")
    if len(rows) > MOST_LABELS:
        fence.margin.note(f"A figure has at most {MOST_LABELS} labels, not {len(rows)}.")
    return tuple(rows)


def _download(fence: Fence) -> Written:
    fence.unknown_values("file")
    file = file_of(fence, *FILES)
    texts, down = _said(fence, "title")
    _nothing_more(fence, down)
    return Written(fence.anchor, texts, {}, {}, "download", file, "document")


KINDS = {
    "heading": _heading,
    "figure": _figure,
    "case_story": _case_story,
    "term": _term,
    "quotation": _quotation,
    "download": _download,
}
