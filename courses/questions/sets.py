"""A question set: n drawn of m, each set of answers a sitting, passed from a pass mark on.

No time limit, ever. A question that was withdrawn or changed meanwhile counts against nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from random import Random

from courses.questions.given import Given
from courses.questions.kinds import Question


@dataclass(frozen=True)
class Rules:
    """`draw` questions are put (0: all). `pass_mark` is in percent of those that are marked.

    `sittings` is how many there may be; 0: as many as one likes.
    """

    draw: int = 0
    pass_mark: int = 80
    sittings: int = 0

    def needed(self, many: int) -> int:
        """How many of `many` must be right: rounded up, in whole numbers."""
        return -(-many * self.pass_mark // 100)

    def has_another(self, failed: int) -> bool:
        """Whether one may sit it again; after the last, a person talks it through."""
        return not self.sittings or failed < self.sittings


@dataclass(frozen=True)
class QuestionSet:
    """A set as a lesson has it; its questions are those of the module's bank."""

    id: str
    rules: Rules


@dataclass(frozen=True)
class Result:
    """`left_out` are those that could not be marked fairly; `passed` is None if none could be."""

    right: int
    of: int
    passed: bool | None
    left_out: frozenset[str] = frozenset()


def drawn(bank: Sequence[str], rules: Rules, *, sitting: str) -> tuple[str, ...]:
    """The ids of the questions of one sitting, in their order: the same whenever it is asked again.

    Another sitting draws anew. Where the bank shrank below `draw`, all of it is put.
    """
    many = min(rules.draw or len(bank), len(bank))
    return tuple(chance(sitting).sample(sorted(bank), many))


def shuffled(items: Sequence[str], *, by: str) -> tuple[str, ...]:
    """The order in which a question shows its parts; what is right is not in it."""
    return tuple(chance(by).sample(sorted(items), len(items)))


def chance(*seed: str) -> Random:
    """Repeatable in every process and version: not Python's own hash of a string."""
    return Random(sha256("\0".join(seed).encode()).digest())  # noqa: S311  an order, not a secret


def result(
    put: Sequence[str],
    answers: Mapping[str, Given],
    questions: Mapping[str, Question],
    rules: Rules,
) -> Result:
    """What a sitting comes to. An answer counts as right when all its parts are.

    A question that is gone, or that no longer takes the answer it was given, is left out; one that
    is still there and was not answered is wrong.
    """
    fair = [id for id in put if id in questions and _is_fair(questions[id], answers.get(id))]
    scored = [id for id in fair if questions[id].is_scored]
    right = sum(_is_right(questions[id], answers.get(id)) for id in scored)
    passed = right >= rules.needed(len(scored)) if scored else None
    return Result(right, len(scored), passed, frozenset(put) - frozenset(fair))


def _is_right(question: Question, given: Given | None) -> bool:
    return bool(given) and question.mark(given).is_right is True


def _is_fair(question: Question, given: Given | None) -> bool:
    return not given or question.takes(given)
