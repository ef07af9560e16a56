"""A survey of a lesson as rules: what may be answered, and how answers are counted. No database."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import SystemRandom

from courses.doings.shown import SURVEY
from courses.questions.kinds import POINTS

FEWEST = 5  # people whose answers are told together; fewer would tell of somebody
Counts = dict[str, list[int]]  # by statement, how many chose each point


@dataclass(frozen=True)
class Survey:
    id: str
    statements: frozenset[str]
    asks_words: bool

    def takes(self, chosen: Mapping[str, str]) -> dict[str, str]:
        """Of what was chosen, what is one of its points on one of its statements."""
        known = chosen.keys() & self.statements
        return {each: chosen[each] for each in sorted(known) if chosen[each] in POINTS}


def survey_of(raw_blocks: Iterable[dict]) -> Survey | None:
    """The first of a body's raw data."""
    for block in raw_blocks:
        if block["type"] == SURVEY:
            value = block["value"]
            ids = frozenset(item["id"] for item in value["statements"])
            return Survey(block["id"], ids, bool(value.get("asks_words")))
    return None


def added(counts: Counts, chosen: Mapping[str, str]) -> Counts:
    """The counts with one answer more, in an order that does not tell which came first."""
    new = {statement: list(points) for statement, points in counts.items()}
    for statement, point in chosen.items():
        new.setdefault(statement, [0] * len(POINTS))[POINTS.index(point)] += 1
    return dict(sorted(new.items()))


def is_time_to_tell(answered: int, told: int) -> bool:
    """In fives: who looks before and after one answer must not see what it was."""
    return answered - told >= FEWEST


def tells_enough(points: Sequence[int]) -> bool:
    """A statement that fewer answered, though more answered the survey, is not told either."""
    return sum(points) >= FEWEST


def mixed(texts: Iterable[str]) -> list[str]:
    """In an order that tells nothing."""
    found = list(texts)
    SystemRandom().shuffle(found)
    return found


def slipped_in(waiting: str, words: str) -> str:
    """What waits to be told, as JSON, with one text more."""
    return json.dumps(mixed([*json.loads(waiting or "[]"), words]), ensure_ascii=False)
