"""H5P activities of a lesson as rules: when one counts as done. No database, no page, no clock.

Whatever is known of an activity, a browser said so: it is never better than reported.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

ACTIVITY = "activity"  # the kind of block


class Rule(StrEnum):
    """When an activity counts as done; the editor chooses."""

    OPENED = "opened"
    ANY_ANSWER = "any"
    COMPLETED = "completed"
    SCORE = "score"
    MARKED = "marked"


class Said(StrEnum):
    """What an activity, or the learner about it, told us; each says all that stand before it."""

    OPENED = "opened"
    INTERACTED = "interacted"
    COMPLETED = "completed"
    MARKED = "marked"  # by the learner: an equal way, so it meets every rule


CLAIMS_A_RESULT = (Rule.COMPLETED, Rule.SCORE)
IN_ORDER = tuple(Said)
LEAST = {
    Rule.OPENED: Said.OPENED,
    Rule.ANY_ANSWER: Said.INTERACTED,
    Rule.COMPLETED: Said.COMPLETED,
    Rule.SCORE: Said.COMPLETED,
    Rule.MARKED: Said.MARKED,
}


@dataclass(frozen=True)
class Played:
    """How far a learner got in an activity: the most that was said, the best score in per cent."""

    said: Said | None = None
    best: int | None = None

    def after(self, said: Said, percent: int | None) -> "Played":
        known = [each for each in (self.best, percent) if each is not None]
        most = max(filter(None, (self.said, said)), key=IN_ORDER.index)
        return replace(self, said=most, best=max(known, default=None))


NOT_YET = Played()


@dataclass(frozen=True)
class Activity:
    """One activity of a lesson; `percent` is what the rule `score` asks for."""

    id: str
    rule: Rule
    percent: int = 0

    @property
    def claims_a_result(self) -> bool:
        return self.rule in CLAIMS_A_RESULT

    def is_done(self, played: Played) -> bool:
        if played.said is None:
            return False
        if played.said == Said.MARKED:
            return True
        far_enough = IN_ORDER.index(played.said) >= IN_ORDER.index(LEAST[self.rule])
        return far_enough and (self.rule != Rule.SCORE or self._is_enough(played.best))

    def _is_enough(self, best: int | None) -> bool:
        return best is not None and best >= self.percent


def activities(raw_blocks) -> Iterator[Activity]:
    """Those of a body's raw data, in order; one without a package asks for nothing."""
    for block in raw_blocks:
        if block["type"] == ACTIVITY and block["value"].get("activity"):
            value = block["value"]
            yield Activity(block["id"], Rule(value["rule"]), value.get("percent") or 0)
