"""Questions as a page keeps them, read as what marks them. What is half written is no question."""

from collections.abc import Callable, Iterator

from courses.questions.kinds import (
    Matching,
    OneAnswer,
    Ordering,
    Question,
    Scale,
    Scenario,
    SeveralAnswers,
)
from courses.questions.sets import QuestionSet, Rules

SET = "question_set"
TRUE, FALSE = "true", "false"


def questions(raw_blocks) -> Iterator[Question]:
    """Those of a body's raw data, in order."""
    for block in raw_blocks:
        made = READERS.get(block["type"])
        question = made and made(block["id"], block["value"])
        if question:
            yield question


def sets(raw_blocks) -> Iterator[QuestionSet]:
    """The sets of a body's raw data, in order."""
    for block in raw_blocks:
        if block["type"] == SET:
            yield QuestionSet(block["id"], _rules(block["value"]))


def _rules(value: dict) -> Rules:
    return Rules(value["draw"] or 0, value["pass_mark"], value["sittings"] or 0)


def _one(id: str, value: dict) -> Question | None:
    options = _options(value)
    right = next((option for option, is_right in options.items() if is_right), None)
    return OneAnswer(id, frozenset(options), right) if right else None


def _several(id: str, value: dict) -> Question | None:
    options = _options(value)
    right = frozenset(option for option, is_right in options.items() if is_right)
    return SeveralAnswers(id, frozenset(options), right) if right else None


def _true_false(id: str, value: dict) -> Question | None:
    return OneAnswer(id, frozenset({TRUE, FALSE}), TRUE if value["is_true"] else FALSE)


def _matching(id: str, value: dict) -> Question | None:
    """A right side is known by its pair; sides with the same words fit alike."""
    rights = {item["id"]: item["value"]["right"] for item in value["pairs"]}
    others = frozenset(item["id"] for item in value["others"])
    fitting = {
        place: frozenset(id for id, same in rights.items() if same == words)
        for place, words in rights.items()
    }
    return Matching(id, fitting, frozenset(rights) | others) if rights else None


def _ordering(id: str, value: dict) -> Question | None:
    items = tuple(item["id"] for item in value["items"])
    return Ordering(id, items) if items else None


def _scenario(id: str, value: dict) -> Question | None:
    """A choice that leads nowhere is an ending of its own."""
    steps = value["steps"]
    numbered = {number: step["id"] for number, step in enumerate(steps, start=1)}
    leads: dict[str, dict[str, str]] = {}
    endings: dict[str, bool] = {}
    for step in steps:
        ways = leads[step["id"]] = {}
        for choice in step["value"]["choices"]:
            to = numbered.get(choice["value"].get("leads_to"))
            ways[choice["id"]] = to or choice["id"]
            if not to:
                endings[choice["id"]] = choice["value"]["is_right"]
    try:
        return Scenario(id, numbered[1], leads, endings) if steps else None
    except ValueError:
        return None


def _scale(id: str, value: dict) -> Question | None:
    statements = frozenset(item["id"] for item in value["statements"])
    return Scale(id, statements) if statements else None


def _options(value: dict) -> dict[str, bool]:
    return {option["id"]: option["value"]["is_right"] for option in value["options"]}


READERS: dict[str, Callable[[str, dict], Question | None]] = {
    "question": _one,
    "several": _several,
    "true_false": _true_false,
    "matching": _matching,
    "ordering": _ordering,
    "scenario": _scenario,
    "scale": _scale,
}
