"""A question as it is put to learners of one language: words only, nothing of what is right."""

from dataclasses import dataclass, field
from uuid import UUID

from django.utils import translation
from django.utils.html import mark_safe
from django.utils.translation import pgettext
from wagtail.rich_text import expand_db_html

from courses.languages.shown import Changed
from courses.questions.kinds import POINTS
from courses.questions.stored import FALSE, TRUE


@dataclass(frozen=True)
class Part:
    """Something to choose, match or put in order; `said` to whoever chose it."""

    id: str
    text: str
    said: str = ""


@dataclass(frozen=True)
class Step:
    """One step of a scenario; `leads` gives the number of the step after a choice, or None."""

    id: str
    text: str
    choices: tuple[Part, ...]
    leads: dict[str, int | None] = field(hash=False)


@dataclass(frozen=True)
class Ask:
    """`parts` are its options, left sides, items or statements; `offered` what matches them."""

    id: UUID
    kind: str
    prompt: str
    lang: str
    parts: tuple[Part, ...] = ()
    offered: tuple[Part, ...] = ()
    steps: tuple[Step, ...] = ()
    after: str = ""
    told: Changed | None = None  # of a bank's question: that it changed since it was translated

    @property
    def on_paper(self) -> list[str]:
        """What there is to choose from, in an order that tells nothing; a story’s beginning."""
        if self.kind == "scenario":
            return [choice.text for choice in self.steps[0].choices]
        words = [part.text for part in self.parts]
        if self.kind == "matching":
            return words + sorted(part.text for part in self.offered)
        return sorted(words) if self.kind == "ordering" else words


def ask(block, lang: str) -> Ask:
    """From a bound block of a body, its own labels in the block's language too."""
    value = block.value
    with translation.override(lang):
        return Ask(
            id=UUID(block.id),
            kind=block.block_type,
            prompt=_html(value["prompt"]),
            lang=lang,
            after=value.get("after") or "",
            **READERS[block.block_type](value),
        )


def _options(value) -> dict:
    items = value["options"].bound_blocks
    return {"parts": tuple(Part(i.id, i.value["text"], i.value["feedback"]) for i in items)}


def _true_false(value) -> dict:
    true = Part(TRUE, pgettext("answer", "True"), value["said_true"])
    return {"parts": (true, Part(FALSE, pgettext("answer", "False"), value["said_false"]))}


def _matching(value) -> dict:
    pairs = value["pairs"].bound_blocks
    rights = [Part(item.id, item.value["right"]) for item in pairs]
    rights += [Part(item.id, item.value["text"]) for item in value["others"].bound_blocks]
    once = {part.text: part for part in rights}
    return {
        "parts": tuple(Part(item.id, item.value["left"]) for item in pairs),
        "offered": tuple(once.values()),
    }


def _ordering(value) -> dict:
    items = value["items"].bound_blocks
    places = (Part(str(n), str(n)) for n in range(1, len(items) + 1))
    return {
        "parts": tuple(Part(item.id, item.value["text"]) for item in items),
        "offered": tuple(places),
    }


def _scale(value) -> dict:
    items = value["statements"].bound_blocks
    words = (
        pgettext("scale", "Not at all"),
        pgettext("scale", "A little"),
        pgettext("scale", "Partly"),
        pgettext("scale", "Mostly"),
        pgettext("scale", "Very much"),
    )
    return {
        "parts": tuple(Part(item.id, item.value["text"]) for item in items),
        "offered": tuple(map(Part, POINTS, words)),
    }


def _scenario(value) -> dict:
    return {"steps": tuple(_step(item) for item in value["steps"].bound_blocks)}


def _step(item) -> Step:
    choices = item.value["choices"].bound_blocks
    return Step(
        id=item.id,
        text=_html(item.value["happens"]),
        choices=tuple(Part(c.id, c.value["text"], c.value["feedback"]) for c in choices),
        leads={c.id: c.value["leads_to"] for c in choices},
    )


def _html(rich_text) -> str:
    return mark_safe(expand_db_html(rich_text.source))  # noqa: S308  cleaned when saved


READERS = {
    "question": _options,
    "several": _options,
    "true_false": _true_false,
    "matching": _matching,
    "ordering": _ordering,
    "scenario": _scenario,
    "scale": _scale,
}
