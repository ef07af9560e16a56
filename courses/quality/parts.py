"""What the rules read: the parts of one page, each with its words and where they stand.

A place is the path of the words as translations know it, `body.<block>.options.<item>.text`, so
that a finding in a draft leads to its block and one in a pack to its line.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from courses.quality import words

MUST, ADVICE = "must", "advice"
NOTED = "noted"
NAMES = {
    "title", "text", "alt", "caption", "prompt", "feedback", "said_true", "said_false", "left",
    "right", "after", "happens", "label", "term", "source", "note", "transcript", "instead",
}  # fmt: skip
NOTHING: Mapping = MappingProxyType({})


@dataclass(frozen=True)
class Said:
    """One text: where it stands, its name in the block, and the words, plain or rich."""

    place: str
    name: str
    words: str

    @cached_property
    def is_rich(self) -> bool:
        return self.words.lstrip().startswith("<")

    @cached_property
    def text(self) -> str:
        return words.plain(self.words) if self.is_rich else self.words.strip()


@dataclass(frozen=True)
class Part:
    """A block of a page, or one of its fields. `value` is as a stream keeps it."""

    kind: str
    place: str
    said: tuple[Said, ...]
    value: object = ""
    is_behind_note: bool = False
    is_instead: bool = False
    facts: Mapping = field(default_factory=dict)  # captions (languages), file (its name)


@dataclass(frozen=True)
class Finding:
    """What one could mend. `more` is in the language of the page, all else in the reader's."""

    place: str
    code: str
    message: str
    severity: str = ADVICE
    quote: str = ""
    more: str = ""


@dataclass(frozen=True)
class Sheet:
    """One page in one language. `reader` is the age of a reader who is to manage it."""

    language: str
    parts: tuple[Part, ...]
    is_lesson: bool = True
    is_translation: bool = False
    has_note: bool = False
    minutes: int | None = None
    reader: int = 12
    pairs: tuple[tuple[str, str, str], ...] = ()  # place, source text, translated text
    lost: frozenset[tuple[str, str]] = field(default_factory=frozenset)  # links to what is gone

    def said(self) -> Iterator[tuple[Part, Said]]:
        for part in self.parts:
            for each in part.said:
                yield part, each


def plain_part(name: str, text: str) -> Part:
    """A field of the page itself, such as its title."""
    return Part(name, name, (Said(name, name, text),) if text else ())


def picture_part(alt: str) -> Part:
    """The picture of a lesson's short version."""
    return Part("short_picture", "short_picture", (Said("short_alt", "alt", alt or ""),))


def of_stream(field: str, raw: Iterable[Mapping], facts: Mapping[str, Mapping] = NOTHING):
    """The parts of a stream as a page keeps it; `facts` by the place of the block."""
    return tuple(_blocks(field, raw, facts))


def _blocks(above: str, raw: Iterable, facts, *, behind=False, instead=False) -> Iterator[Part]:
    for block in raw:
        place, value, kind = f"{above}.{block.get('id', '')}", block["value"], block["type"]
        if kind == NOTED:
            note = tuple(_said(f"{place}.note", "note", value.get("note")))
            yield Part(kind, place, note, is_behind_note=True)  # it is the note
            parts, others = value.get("parts") or (), value.get("instead") or ()
            yield from _blocks(f"{place}.parts", parts, facts, behind=True)
            yield from _blocks(f"{place}.instead", others, facts, instead=True)
        else:
            said = tuple(_walk(place, value))
            its = facts.get(place, NOTHING)
            yield Part(kind, place, said, value, behind, instead, its)


def _walk(place: str, value: object) -> Iterator[Said]:
    if isinstance(value, str):
        yield Said(place, "text", value)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name in NAMES:
                yield from _said(f"{place}.{name}", name, inner)
            if isinstance(inner, list):
                for item in inner:
                    is_kept = isinstance(item, Mapping) and "value" in item
                    id = item.get("id", "") if is_kept else ""
                    yield from _walk(f"{place}.{name}.{id}", item["value"] if is_kept else item)


def _said(place: str, name: str, value: object) -> Iterator[Said]:
    if isinstance(value, str):
        yield Said(place, name, value)
