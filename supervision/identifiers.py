"""Advice while writing: what might tell who a client is. Pure.

A mirror stands in `static/js/identifiers.js`.

It knows patterns only, never a list of people: mail addresses, telephone numbers, numbers of cases
and documents, and words with a capital inside a sentence. German writes nouns so; there, and in
writings without capitals, no names are looked for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

ALL_NOUNS_CAPITAL = frozenset({"de", "lb"})
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
DAY = re.compile(r"(?<!\d)(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{2,4})(?!\d)")
TELEPHONE = re.compile(r"(?<![\w/-])\+?\(?\d(?:[ ()./-]{0,2}\d){6,14}(?!\w)")
NUMBER = re.compile(r"\b(?=[\w/-]*\d[\w/-]*\d[\w/-]*\d)\w[\w/-]{4,}\w\b")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
OPENERS = " \t\"'“”„«»‘’(¿¡[—–-"
ENDS = ".!?…:\n\r•*"
OF_THE_CALENDAR = {  # in English they have capitals
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
}


class Kind(StrEnum):
    MAIL = "mail"
    TELEPHONE = "telephone"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True)
class Found:
    """From `start` up to `end` (not included), in characters."""

    kind: Kind
    start: int
    end: int


def found(text: str, language: str = "") -> list[Found]:
    """In the order of the text; none overlaps another."""
    taken: list[Found] = []
    days = [match.span() for match in DAY.finditer(text)]
    for kind, pattern in ((Kind.MAIL, MAIL), (Kind.TELEPHONE, TELEPHONE), (Kind.NUMBER, NUMBER)):
        for match in pattern.finditer(text):
            if not _meets(match.span(), days):
                _take(taken, Found(kind, *match.span()))
    if language.split("-", maxsplit=1)[0].lower() not in ALL_NOUNS_CAPITAL:
        for each in _names(text):
            _take(taken, each)
    return sorted(taken, key=lambda each: each.start)


def kinds(text: str, language: str = "") -> list[Kind]:
    """Which kinds there are, each once: what advice may say without repeating a word."""
    there = {each.kind for each in found(text, language)}
    return [kind for kind in Kind if kind in there]


def _names(text: str) -> Iterator[Found]:
    for match in WORD.finditer(text):
        word = match.group()
        is_name = len(word) > 1 and word[0].isupper() and word[1].islower()
        if is_name and word not in OF_THE_CALENDAR and not _begins(text, match.start()):
            yield Found(Kind.NAME, *match.span())


def _begins(text: str, start: int) -> bool:
    """Whether a sentence begins here."""
    before = text[:start].rstrip(OPENERS)
    return not before or before[-1] in ENDS


def _meets(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in spans)


def _take(taken: list[Found], new: Found) -> None:
    if not _meets((new.start, new.end), [(each.start, each.end) for each in taken]):
        taken.append(new)
