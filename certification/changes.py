"""What differs between two texts of a rule: in plain words, and line by line as it is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher, unified_diff

from certification.in_words.asked_for import Said
from certification.in_words.reading import Chapter

AROUND = 2  # lines that stayed, for whoever looks for the place


@dataclass(frozen=True)
class Change:
    """Sentences that went, and those in their place; `of` is what both belong to."""

    of: str
    before: list[str]
    now: list[str]


@dataclass(frozen=True)
class Changed:
    """A chapter in which something changed."""

    title: str
    changes: list[Change]


@dataclass(frozen=True)
class Sentence:
    """Known by its words and how deep it stands: what it belongs to may be said anew."""

    words: str
    depth: int
    of: str = field(compare=False)


def changed(before: list[Chapter], now: list[Chapter]) -> list[Changed]:
    """Chapter by chapter; nothing of what stayed."""
    old, new = _sentences(before), _sentences(now)
    titles = list(dict.fromkeys([*new, *old]))
    found = [Changed(title, _changes(old.get(title, []), new.get(title, []))) for title in titles]
    return [each for each in found if each.changes]


def _sentences(chapters: list[Chapter]) -> dict[str, list[Sentence]]:
    return {each.title: list(_flat(each.lines)) for each in chapters}


def _flat(lines: list[Said], depth: int = 0, of: str = "") -> Iterator[Sentence]:
    for line in lines:
        yield Sentence(line.words, depth, of)
        yield from _flat(line.lines, depth + 1, line.words)


def _changes(old: list[Sentence], new: list[Sentence]) -> list[Change]:
    steps = SequenceMatcher(None, old, new).get_opcodes()
    return [
        _change(old[first:last], new[start:end])
        for kind, first, last, start, end in steps
        if kind != "equal"
    ]


def _change(gone: list[Sentence], come: list[Sentence]) -> Change:
    first = (come or gone)[0]
    return Change(first.of, [each.words for each in gone], [each.words for each in come])


def as_written(before: str, now: str) -> str:
    """Lines that went begin with -, those that came with +."""
    lines = unified_diff(before.splitlines(), now.splitlines(), n=AROUND, lineterm="")
    return "\n".join(list(lines)[2:])  # without the two names of files
