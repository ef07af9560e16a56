"""How large a certificate is set: all of it stands on one sheet, whatever the name and the titles.

A browser and the maker of PDF files break lines each in their own way, so it is worked out before,
from how wide letters are about, and a little too wide rather than too narrow. The same sizes stand
in `static/css/certificate.css`.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class Step:
    """In points."""

    name: float
    title: float
    small: float


# From `certificate--1` on; the last ones are for what nobody is called.
STEPS = (
    Step(34, 24, 14),
    Step(30, 22, 13),
    Step(26, 19, 12),
    Step(22, 17, 12),
    Step(19, 15, 11),
    Step(16, 14, 11),
    Step(13, 12, 10),
    Step(10, 10, 9),
    Step(7, 7, 7),
)
WIDTH, HEIGHT = 450, 460  # points of the sheet that are left for what is said
BETWEEN = 40  # points from one language to the next
FEW = 3  # lines of a name or a title, where it can be
SPACE = 0.3  # of a size
LIGATURES = range(0xFDF0, 0xFE00)  # one letter, as wide as a whole sentence


def step_of(name: str, titles: Sequence[str]) -> int:
    """Which of the steps, counted from 1; `titles` has one for each language."""
    for most in (FEW, inf):
        for number, step in enumerate(STEPS, start=1):
            if _fits(step, name, titles, most):
                return number
    return len(STEPS)


def _fits(step: Step, name: str, titles: Sequence[str], most: float) -> bool:
    named = lines_of(name, WIDTH / step.name) if name else 0
    titled = [lines_of(title, WIDTH / step.title) for title in titles]
    parts = [_height(step, named, lines) for lines in titled]
    height = sum(parts) + BETWEEN * (len(parts) - 1)
    return max(named, *titled) <= most and height <= HEIGHT


def _height(step: Step, named: int, titled: int) -> float:
    """Of one language: name and title, what is said around them and when, and air."""
    name, title = step.name * (1.2 * named + 0.3), step.title * (1.4 * titled + 0.7)
    return name + title + 4 * 1.5 * step.small


def lines_of(text: str, width: float) -> int:
    """How many lines it takes; `width` of a line in sizes. A word that is too long is broken."""
    lines, room = 1, width
    for word in text.split():
        wide = sum(map(_width, word))
        if wide > room and room < width:
            lines, room = lines + 1, width
        while wide > room:
            lines, wide, room = lines + 1, wide - room, width
        room -= wide + SPACE
    return lines


def _width(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0
    if ord(letter) in LIGATURES:
        return 6
    if letter in "mwMW@%—" or unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    return 0.75 if letter.isupper() or ord(letter) > 0x700 else 0.6
