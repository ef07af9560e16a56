"""What a package says in xAPI, read without trust. No database.

It can forge whatever it says about itself (it is judged in the browser), so nothing here is more
than reported; but it must be about this activity, and possible. Who did it is never read: we know.

Source: xAPI 1.0.3, part 2, 2.4.3 (verb), 2.4.4 (object), 2.4.5.1 (score: scaled from -1 to 1, raw
between min and max).
"""

import json
import math
from dataclasses import dataclass
from uuid import UUID

from courses.activities import Said

LONGEST = 16 * 1024  # bytes of one statement
ADL = "http://adlnet.gov/expapi/verbs/"
COMPLETES = {f"{ADL}{verb}" for verb in ("completed", "passed", "failed", "mastered")}
CONSUMED = "http://activitystrea.ms/schema/1.0/consume"
ANSWERS = {f"{ADL}{verb}" for verb in ("answered", "interacted", "progressed", "experienced")}
STARTS = {f"{ADL}{verb}" for verb in ("attempted", "initialized", "launched")}
PART = "?subContentId="


class BadStatement(Exception):
    """It is no statement, or not about this activity, or says what can't be."""


@dataclass(frozen=True)
class Statement:
    """`percent` is the score from 0 to 100, rounded down; None where there is none."""

    said: Said
    percent: int | None = None


def name_of(block_id: UUID | str) -> str:
    """The name by which a package speaks of itself: ours, and the same in all languages."""
    return f"urn:uuid:{block_id}"


def read(text: str, *, block_id: UUID | str) -> Statement:
    """What it comes to. A part of the activity may answer, but never completes the whole."""
    if len(text.encode("utf-8", "surrogatepass")) > LONGEST:
        raise BadStatement("too long")
    try:
        statement = json.loads(text, parse_constant=_no_such_number)
    except (ValueError, RecursionError):
        raise BadStatement("not JSON") from None
    verb, about = _at(statement, "verb", "id"), _at(statement, "object", "id")
    if not isinstance(about, str) or about.partition(PART)[0] != name_of(block_id):
        raise BadStatement("not about this activity")
    percent = _percent(_at(statement, "result", "score"))
    if PART in about:
        return Statement(_of_a_part(verb))
    return _of_the_whole(verb, percent, has_parent=bool(_parents(statement)))


def _of_a_part(verb) -> Said:
    if verb in COMPLETES | ANSWERS | {CONSUMED}:
        return Said.INTERACTED
    if verb in STARTS:
        return Said.OPENED
    raise BadStatement("a verb that is not known")


def _of_the_whole(verb, percent: int | None, *, has_parent: bool) -> Statement:
    """A simple question that stands alone says “answered” once it was submitted, with its score."""
    submitted = verb == f"{ADL}answered" and percent is not None
    if not has_parent and (verb in COMPLETES | {CONSUMED} or submitted):
        return Statement(Said.COMPLETED, percent)
    return Statement(_of_a_part(verb))


def _parents(statement) -> object:
    return _at(statement, "context", "contextActivities", "parent")


def _percent(score) -> int | None:
    """Of its own greatest score."""
    if score is None:
        return None
    scaled = _number(score, "scaled")
    raw, low, high = (_number(score, name) for name in ("raw", "min", "max"))
    if scaled is not None and not -1 <= scaled <= 1:
        raise BadStatement("a score that can't be")
    if raw is not None and not _between(raw, low, high):
        raise BadStatement("a score that can't be")
    if scaled is None and raw is not None and high:
        scaled = raw / high
    return None if scaled is None else max(0, min(100, math.floor(scaled * 100 + 1e-9)))


def _between(raw: float, low: float | None, high: float | None) -> bool:
    return (low is None or low <= raw) and (high is None or raw <= high)


def _number(score, name: str) -> float | None:
    value = score.get(name) if isinstance(score, dict) else None
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadStatement("a score that is no number")
    return float(value)


def _at(value, *names: str):
    """What stands at these names, one below another; None where there is nothing."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _no_such_number(name: str):
    raise ValueError(name)
