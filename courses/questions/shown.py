"""A question as one learner sees it: mixed for them, with what they gave last, plain dictionaries.

Left and right sides of a match would be known by one id, so a right side goes to the browser under
a mask of its own for each learner, and comes back through `unmask`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from courses.questions.asked import Ask, Part, Step
from courses.questions.given import Given
from courses.questions.kinds import Matching, Question
from courses.questions.sets import shuffled

SHORT = 24  # letters of a right side that a phone’s list shows whole once it is chosen
MIXED = ("matching", "ordering")  # these look different to each learner


def parts_for(ask: Ask, given: Given, *, learner: str, mix: str, question: Question | None) -> dict:
    """What the templates of this kind need, mixed by `mix`.

    `question` says, once it was answered, what was right.
    """
    return SHOWS[ask.kind](ask, given, Eyes(learner, mix), question)


@dataclass(frozen=True)
class Eyes:
    """Who looks: the same things are masked and mixed otherwise for somebody else."""

    learner: str
    mix: str


def unmask(given: Given, *, learner: str, question: Question) -> Given:
    """An answer as it was posted, with the right sides under their own ids again."""
    if not isinstance(question, Matching):
        return given
    real = {mask(id, learner=learner): id for id in question.offered}
    return frozenset((place, real.get(value, value)) for place, value in given)


def mask(id: str, *, learner: str) -> str:
    return salted_hmac("courses.questions.matching", f"{learner} {id}").hexdigest()[:16]


def said(ask: Ask, given: Given) -> list[str]:
    """What the editor says to whoever gave this answer; of a scenario, the story says it."""
    chosen = {value for _, value in given}
    words = [part.said for part in ask.parts if part.id in chosen and part.said]
    return [*words, ask.after] if ask.after else words


# --- one way to show each kind
def _choices(ask: Ask, given: Given, eyes: Eyes, question: Question | None) -> dict:
    chosen = {value for _, value in given}
    options = [
        {"id": part.id, "text": part.text, "is_chosen": part.id in chosen} for part in ask.parts
    ]
    return {"shape": "options", "options": options, "many": ask.kind == "several"}


def _rows(ask: Ask, given: Given, eyes: Eyes, question: Question | None) -> dict:
    """A choice beside each part; with a question, whether each is right."""
    return {
        "shape": "scale" if ask.kind == "scale" else "rows",
        "listed": _listed(ask, eyes),
        "rows": [_row(ask, part, given, eyes, question) for part in _mixed(ask, eyes)],
    }


def _listed(ask: Ask, eyes: Eyes) -> list[str]:
    """The right sides in full, numbered as in the choices; none where all of them are short."""
    texts = [part.text for part in _offered(ask, eyes)] if ask.kind == "matching" else []
    return texts if any(len(text) > SHORT for text in texts) else []


def _row(ask: Ask, part: Part, given: Given, eyes: Eyes, question: Question | None) -> dict:
    hidden = _masked(ask, eyes)
    chosen = dict(given).get(part.id)
    options = [
        {"value": hidden(each.id), "text": each.text, "is_chosen": each.id == chosen}
        for each in _offered(ask, eyes)
    ]
    known = question and question.is_scored and chosen
    return {
        "name": part.id,
        "text": part.text,
        "options": options,
        "chosen": next((each["text"] for each in options if each["is_chosen"]), ""),
        "is_right": question.is_right_at(part.id, chosen) if known else None,
    }


def _mixed(ask: Ask, eyes: Eyes) -> list[Part]:
    return _in_chance_order(ask.parts, eyes) if ask.kind == "ordering" else list(ask.parts)


def _offered(ask: Ask, eyes: Eyes) -> list[Part]:
    is_mixed = ask.kind == "matching"
    return _in_chance_order(ask.offered, eyes) if is_mixed else list(ask.offered)


def _in_chance_order(parts: tuple[Part, ...], eyes: Eyes) -> list[Part]:
    by_id = {part.id: part for part in parts}
    order = shuffled(tuple(by_id), by=eyes.mix)
    return [by_id[id] for id in order]


def _masked(ask: Ask, eyes: Eyes) -> Callable[[str], str]:
    return (lambda id: mask(id, learner=eyes.learner)) if ask.kind == "matching" else str


def _scenario(ask: Ask, given: Given, eyes: Eyes, question: Question | None) -> dict:
    """The story so far, and the step where it stands; no step that was not reached."""
    chosen, story, number = dict(given), [], 1
    while number:
        step = ask.steps[number - 1]
        choice = _chosen(step, chosen)
        if choice is None:
            return {"shape": "story", "story": story, "step": _step(step), "way": _way(story)}
        story.append({"name": step.id, "value": choice.id, "text": step.text, "choice": choice})
        number = step.leads[choice.id]
    return {"shape": "story", "story": story, "step": None, "way": []}


def _chosen(step: Step, chosen: Mapping[str, str]) -> Part | None:
    return next((part for part in step.choices if part.id == chosen.get(step.id)), None)


def _step(step: Step) -> dict:
    options = [{"id": part.id, "text": part.text, "is_chosen": False} for part in step.choices]
    return {"id": step.id, "text": step.text, "options": options}


def _way(story: list[dict]) -> list[dict]:
    return [{"name": each["name"], "value": each["value"]} for each in story]


SHOWS = {
    "question": _choices,
    "several": _choices,
    "true_false": _choices,
    "matching": _rows,
    "ordering": _rows,
    "scale": _rows,
    "scenario": _scenario,
}
