"""Theirs and ours, block by block, against what the last import said. Pure: no page, no database.

A block that one side changed is taken from that side. Where both did, or nothing is known of how it
was, ours stays until somebody chooses.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from courses.packs import blocks, writing
from courses.packs.clips import Clip
from courses.packs.marking import to_markdown
from courses.packs.naming import Names
from courses.packs.source import Lesson, Module, Pack

ORDER = "order"  # of the blocks
NOT_OF_A_PAGE = {"format", "key", "source", "audience", "licence", "credits", "suggests"}
CHILDREN = ("modules", "lessons")


class What(StrEnum):
    SAME = "same"
    THEIRS = "only theirs"
    OURS = "only ours"
    BOTH = "both"


@dataclass(frozen=True)
class Piece:
    """A block, or one line of the front matter, as it is written down."""

    place: str  # title, body.<uuid>
    name: str  # as translators know it: module/lesson#anchor, module/lesson#title
    text: str
    digest: str


@dataclass(frozen=True)
class Difference:
    """`page` is a path of the pack, `block` the place in the page, `name` what one chooses by.

    A side that does not have the block is None. `language` is empty for the source; then `block`
    is that of the text. Of the base only a digest is kept, so `base` says whether there is one.
    """

    page: str
    block: str
    name: str
    what: What
    ours: str | None
    theirs: str | None
    base: bool
    language: str = ""
    is_taken: bool = False  # whether theirs stands here after the import


def pieces(page: Pack | Module | Lesson, names: Names, marks: Mapping[str, str]) -> list[Piece]:
    """In order. `marks` tell files by their content: another name for the same one is no change."""
    found = [_field(page, *each, marks) for each in _fields(page)]
    field = "bank" if isinstance(page, Module) else "body"
    its = _blocks(page)
    for each in its:
        name = f"{page.path}#{each.anchor}"
        text = writing.block(each, adapt=page.adapt.get(each.anchor, ""))
        marked = writing.block(each, lambda name: marks.get(name, name))
        marked += "".join(marks.get(name, name) for name in _captions(each))
        found.append(Piece(f"{field}.{names.id_of(name)}", name, text, _digest(marked)))
    if not isinstance(page, Pack):
        order = " ".join(f"#{each.anchor}" for each in its)
        found.append(Piece(ORDER, f"{page.path}#{ORDER}", order, _digest(order)))
    return found


def _blocks(page: Pack | Module | Lesson):
    if isinstance(page, Pack):
        return ()
    return page.bank if isinstance(page, Module) else page.blocks


def _captions(each: blocks.Block) -> tuple[str, ...]:
    return each.captions if isinstance(each, Clip) else ()


def _fields(page: Pack | Module | Lesson) -> list[tuple[str, str]]:
    if isinstance(page, Pack):
        values, known = writing.course_values(page), writing.COURSE
    elif isinstance(page, Module):
        values, known = writing.module_values(page), writing.MODULE
    else:
        values, known = writing.lesson_values(page), writing.LESSON
    said = [(name, writing.as_yaml(values[name]) if name in values else "") for name in known]
    said = [(name, text) for name, text in said if name not in NOT_OF_A_PAGE | {"slug"}]
    prose = [("intro", to_markdown(page.intro))] if isinstance(page, Pack) else []
    if isinstance(page, Pack) and page.guide:  # where there is none, none is missing in an old base
        prose.append(("guide", to_markdown(page.guide)))
    return [*said, *prose, ("slug", page.slug)]


def _field(page, name: str, text: str, marks: Mapping[str, str]) -> Piece:
    marked = marks.get(text, text) if name == "short_picture" else text
    return Piece(name, f"{page.path}#{name}", text, _digest(marked))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def base_of(found: list[Piece]) -> list[list[str]]:
    """To keep: as lists, because the order of the blocks is in it."""
    return [[piece.place, piece.digest] for piece in found]


def all_of(pack: Pack) -> Iterator[Pack | Module | Lesson]:
    yield pack
    for module in pack.modules:
        yield module
        yield from module.lessons


# --- three ways
def differences(
    path: str,
    ours: list[Piece],
    theirs: list[Piece],
    base: list[list[str]] | None,
    choices: Mapping[str, str],
) -> list[Difference]:
    """Of each place of either side, in the order of theirs; `choices` say ours or theirs by name.

    Without a base nothing is known of how it was.
    """
    mine, its = _by_place(ours), _by_place(theirs)
    was = dict(base or ())
    found = []
    for place in [*its, *(place for place in mine if place not in its)]:
        if place != ORDER:
            what = _what(_mark(mine, place), _mark(its, place), was.get(place), base is not None)
            found.append(_difference(path, place, what, mine, its, place in was, choices))
    if ORDER in mine and ORDER in its:
        what = _what_of_order(list(mine), list(its), [row[0] for row in base or ()])
        found.append(_difference(path, ORDER, what, mine, its, base is not None, choices))
    return found


def _by_place(found: list[Piece]) -> dict[str, Piece]:
    return {piece.place: piece for piece in found}


def _mark(side: dict[str, Piece], place: str) -> str | None:
    return side[place].digest if place in side else None


def _what(ours: str | None, theirs: str | None, base: str | None, is_known: bool) -> What:
    if ours == theirs:
        return What.SAME
    if base is None and (ours is None or theirs is None):
        return What.THEIRS if ours is None else What.OURS  # new on one side
    if base is None or not is_known:
        return What.BOTH
    if ours == base:
        return What.THEIRS
    return What.OURS if theirs == base else What.BOTH


def _what_of_order(ours: list[str], theirs: list[str], base: list[str]) -> What:
    common = {place for place in ours if place in theirs}
    mine, its = ([place for place in side if place in common] for side in (ours, theirs))
    was = [place for place in base if place in common]
    if mine == its:
        return What.SAME
    before = [place for place in mine if place in was], [place for place in its if place in was]
    if not base:
        return What.BOTH
    if before[0] == was:
        return What.THEIRS
    return What.OURS if before[1] == was else What.BOTH


def _difference(path, place, what, mine, its, has_base, choices) -> Difference:
    either = its.get(place) or mine[place]
    texts = [side[place].text if place in side else None for side in (mine, its)]
    chosen = choices.get(either.name, "theirs" if what == What.THEIRS else "ours")
    is_taken = what != What.SAME and chosen == "theirs"
    return Difference(path, place, either.name, what, *texts, has_base, is_taken=is_taken)


def in_order(main: Collection[str], other: Collection[str], kept: set[str]) -> list[str]:
    """What is kept, in the order of `main`; what only `other` has stands behind its neighbour."""
    out = [place for place in main if place in kept]
    before = None
    for place in other:
        if place in kept and place not in out:
            out.insert(out.index(before) + 1 if before in out else 0, place)
        before = place if place in out else before
    return out
