"""Which lines are left: where one of several would do, the nearest ways and no others."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from certification.rules.tree import MET, NOT_APPLICABLE, WORSE, Line

CHOICES = ("any", "n_of")


def open_among(lines: Iterable[Line]) -> Iterator[Line]:
    """Each line that its person reads as left; what stands inside a sum is told with the sum."""
    for line in lines:
        if line.state in (MET, NOT_APPLICABLE):
            continue
        if line.type == "all":
            yield from open_among(line.lines)
        elif line.type in CHOICES:
            yield from open_among(ways_of(line)[: line.need or 1])
        else:
            yield line


def ways_of(line: Line) -> list[Line]:
    """The lines of a choice, the nearest first."""
    return sorted((each for each in line.lines if each.state != NOT_APPLICABLE), key=nearness)


def nearness(line: Line) -> tuple:
    """What is met first, then what lacks the smallest part of itself."""
    missing = Fraction(line.short_by, line.need) if line.need else Fraction(1)
    return WORSE.get(line.state, 0), min(missing, Fraction(1)) if line.short_by else Fraction(0)
