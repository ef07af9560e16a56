"""The kinds of question. Each knows its places, which answers are whole, and how many are right.

Marked from the source language's page, by ids that are equal in all languages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from courses.questions.given import OPTION, Given, only_values

POINTS = tuple("12345")  # of a scale, from “not at all” to “very much”


@dataclass(frozen=True)
class Mark:
    """How many parts are right of how many. `of` is 0 where nothing is marked."""

    right: int
    of: int

    @property
    def is_right(self) -> bool | None:
        return self.right == self.of if self.of else None


UNMARKED = Mark(0, 0)


class Question(Protocol):
    id: str
    is_scored: bool

    @property
    def places(self) -> frozenset[str]:
        """The names of its fields in a form."""

    def takes(self, given: Given) -> bool:
        """Whether this is a whole answer to the question as it is today."""

    def goes_on(self, given: Given) -> bool:
        """Whether this is the beginning of one that is given step by step."""

    def mark(self, given: Given) -> Mark:
        """How good an answer is that the question takes."""

    def best(self) -> Given:
        """An answer that has all right."""


class _AtOnce:
    def goes_on(self, given: Given) -> bool:
        return False


@dataclass(frozen=True)
class OneAnswer(_AtOnce):
    """One option is right. True or false is this with two options."""

    id: str
    options: frozenset[str]
    right: str
    places = frozenset({OPTION})
    is_scored = True

    def takes(self, given: Given) -> bool:
        return len(given) == 1 and _chosen(given) <= self.options

    def mark(self, given: Given) -> Mark:
        return Mark(int(_chosen(given) == {self.right}), 1)

    def best(self) -> Given:
        return frozenset({(OPTION, self.right)})


@dataclass(frozen=True)
class SeveralAnswers(_AtOnce):
    """All right options and no other make it right; there may be one right option, never none."""

    id: str
    options: frozenset[str]
    right: frozenset[str]
    places = frozenset({OPTION})
    is_scored = True

    def takes(self, given: Given) -> bool:
        return bool(given) and _chosen(given) <= self.options

    def mark(self, given: Given) -> Mark:
        return Mark(int(_chosen(given) == self.right), 1)

    def best(self) -> Given:
        return frozenset((OPTION, option) for option in self.right)


@dataclass(frozen=True)
class Matching(_AtOnce):
    """Each left side has a right one. `right` names all that fit: equal words fit alike.

    `offered` are the right sides to choose from, those that fit nothing among them.
    """

    id: str
    right: Mapping[str, frozenset[str]]
    offered: frozenset[str]
    is_scored = True

    @property
    def places(self) -> frozenset[str]:
        return frozenset(self.right)

    def takes(self, given: Given) -> bool:
        values = only_values(given)
        return values is not None and values.keys() == self.places and self._offers(values)

    def _offers(self, values: Mapping[str, str]) -> bool:
        return set(values.values()) <= self.offered

    def is_right_at(self, place: str, value: str) -> bool:
        return value in self.right[place]

    def mark(self, given: Given) -> Mark:
        fits = sum(self.is_right_at(place, value) for place, value in given)
        return Mark(fits, len(self.right))

    def best(self) -> Given:
        return frozenset((place, min(fitting)) for place, fitting in self.right.items())


@dataclass(frozen=True)
class Ordering(_AtOnce):
    """Items in their right order. An answer gives each a place of its own."""

    id: str
    items: tuple[str, ...]
    is_scored = True

    @property
    def places(self) -> frozenset[str]:
        return frozenset(self.items)

    def takes(self, given: Given) -> bool:
        values = only_values(given)
        numbers = {str(number) for number in range(1, len(self.items) + 1)}
        return values is not None and values.keys() == self.places and self._all(values, numbers)

    def _all(self, values: Mapping[str, str], numbers: set[str]) -> bool:
        return set(values.values()) == numbers

    def is_right_at(self, place: str, value: str) -> bool:
        return self.items[int(value) - 1] == place

    def mark(self, given: Given) -> Mark:
        return Mark(len(self.best() & given), len(self.items))

    def best(self) -> Given:
        return frozenset((item, str(n)) for n, item in enumerate(self.items, start=1))


@dataclass(frozen=True)
class Scenario:
    """A short story with branches. `leads` says where each choice of each step leads: to another
    step, or to an ending. Some endings are right.

    Raises ValueError if a way leads nowhere or round in a circle, or if no ending is right.
    """

    id: str
    first: str
    leads: Mapping[str, Mapping[str, str]]
    endings: Mapping[str, bool]
    is_scored = True

    def __post_init__(self):
        self._follow_all(self.first, (), set())
        if not any(self.endings.values()):
            raise ValueError(self.id)

    def _follow_all(self, step: str, before: tuple[str, ...], known: set[str]) -> None:
        if step in self.endings or step in known:
            return
        if step in before or not self.leads.get(step):
            raise ValueError(step)
        for to in self.leads[step].values():
            self._follow_all(to, (*before, step), known)
        known.add(step)

    @property
    def places(self) -> frozenset[str]:
        return frozenset(self.leads)

    def arrives(self, given: Given) -> str | None:
        """The step or ending where these choices lead; None if they don't follow one another."""
        values, here = only_values(given), self.first
        if values is None:
            return None
        left = dict(values)
        while here in left:
            here = self.leads[here].get(left.pop(here), "")
            if not here:
                return None
        return None if left else here

    def takes(self, given: Given) -> bool:
        return self.arrives(given) in self.endings

    def goes_on(self, given: Given) -> bool:
        return bool(given) and self.arrives(given) in self.leads

    def mark(self, given: Given) -> Mark:
        ending = self.arrives(given)
        return Mark(int(ending is not None and self.endings[ending]), 1)

    def best(self) -> Given:
        way = next(way for to, way in self._ways(self.first) if self.endings[to])
        return frozenset(way)

    def _ways(self, step: str) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
        if step in self.endings:
            yield step, ()
            return
        for choice, to in self.leads[step].items():
            for end, way in self._ways(to):
                yield end, ((step, choice), *way)


@dataclass(frozen=True)
class Scale(_AtOnce):
    """How much somebody agrees with some statements. Never scored; any may be left open."""

    id: str
    statements: frozenset[str]
    is_scored = False

    @property
    def places(self) -> frozenset[str]:
        return self.statements

    def takes(self, given: Given) -> bool:
        values = only_values(given)
        return bool(values) and values.keys() <= self.places and set(values.values()) <= set(POINTS)

    def mark(self, given: Given) -> Mark:
        return UNMARKED

    def best(self) -> Given:
        return frozenset((statement, POINTS[-1]) for statement in self.statements)


def _chosen(given: Given) -> set[str]:
    return {value for _, value in given}
