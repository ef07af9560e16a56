"""One page in one language, block by block, as a translator reads it: before, now, and theirs."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation

from courses.languages import status
from courses.languages.status import State
from courses.languages.table import GRAVEST_FIRST
from courses.languages.texts import CARRIED, block_of, plain_text

RANKS = {severity: rank for rank, severity in enumerate(GRAVEST_FIRST)}


@dataclass(frozen=True)
class Piece:
    """Words in a row; `is_other` says that the other side does not have them."""

    words: str
    is_other: bool


@dataclass(frozen=True)
class Shown:
    """A block with its name. `before` and `now` are lines of pieces; the others are plain lines.

    `earlier` is how the source as it was before was translated, where not all of it still stands.
    """

    block: status.Block
    name: str
    before: list[list[Piece]]
    now: list[list[Piece]]
    theirs: list[str]
    earlier: list[str]


def of_page(source_page, language: str) -> tuple[list[Shown], list[Shown]]:
    """What asks for something, the gravest first, then what is current; each in page order."""
    names, earlier = _names(source_page), _earlier(source_page.translation_key, language)
    found = [_shown(block, names, earlier) for block in status.of_page(source_page, language)]
    current = [each for each in found if each.block.state == State.CURRENT]
    rest = [each for each in found if each.block.state != State.CURRENT]
    return sorted(rest, key=_pressing), current


def twin_of(source_page, language: str) -> Page | None:
    """The page in that language, if somebody began it."""
    locale = Locale.objects.filter(language_code=language).first()
    return source_page.get_translation_or_none(locale) if locale else None


def _pressing(shown: Shown) -> tuple:
    return (shown.block.state != State.CHANGED, RANKS.get(shown.block.severity, len(RANKS)))


def _earlier(key: UUID, language: str) -> dict[tuple[str, str], str]:
    """All translations that were ever made of this page, by block and words of the source."""
    rows = StringTranslation.objects.filter(
        context__object_id=key, locale__language_code=language, has_error=False
    ).exclude(tool_name=CARRIED)
    found = rows.order_by("pk").values_list("context__path", "translation_of__data", "data")
    return {(block_of(path), plain_text(of)): plain_text(data) for path, of, data in found}


def _shown(block: status.Block, names: dict[str, str], earlier: dict) -> Shown:
    now = [plain_text(line.source) for line in block.strings]
    first = block.block.partition(".")[0]
    old = block.old.splitlines()
    before, after = compared(old, now)
    stands = all(line.translation for line in block.strings)
    made = [] if stands else [earlier.get((block.block, line), "") for line in old]
    return Shown(
        block,
        names.get(block.block) or names.get(first, first),
        before,
        after,
        [plain_text(line.translation) for line in block.strings if line.translation],
        [line for line in made if line],
    )


def compared(old: list[str], new: list[str]) -> tuple[list[list[Piece]], list[list[Piece]]]:
    """Both sides word by word; nothing is marked where there is nothing to compare with."""
    if not old:
        return [], [[Piece(line, is_other=False)] for line in new]
    sides = [_words(old), _words(new)]
    same = SequenceMatcher(None, *sides, autojunk=False).get_matching_blocks()
    kept = [{at + n for at, n in _runs(same, side)} for side in (0, 1)]
    return _lines(sides[0], kept[0]), _lines(sides[1], kept[1])


def _words(lines: list[str]) -> list[str]:
    """An empty word ends each line."""
    return [word for line in lines for word in (*line.split(), "")]


def _runs(same, side: int) -> Iterator[tuple[int, int]]:
    return ((match[side], n) for match in same for n in range(match.size))


def _lines(words: list[str], kept: set[int]) -> list[list[Piece]]:
    lines: list[list[Piece]] = [[]]
    for n, word in enumerate(words):
        if not word:
            lines.append([])
        elif lines[-1] and lines[-1][-1].is_other == (n not in kept):
            lines[-1][-1] = Piece(f"{lines[-1][-1].words} {word}", n not in kept)
        else:
            lines[-1].append(Piece(word, n not in kept))
    return [line for line in lines if line]


def _names(page) -> dict[str, str]:
    """What the editor calls each field, and each block of a stream."""
    names = {"title": _("Title")}
    for field in page._meta.concrete_fields:
        names.setdefault(field.name, str(field.verbose_name).capitalize())
        if isinstance(field, StreamField):
            stream = getattr(page, field.name)
            names |= {f"{field.name}.{child.id}": str(child.block.label) for child in stream}
    return names
