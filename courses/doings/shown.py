"""Such a block as a lesson shows it: words only, the same for every reader of one language."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import translation
from django.utils.html import mark_safe
from django.utils.translation import pgettext
from wagtail.rich_text import expand_db_html

from courses.questions.kinds import POINTS

LINES = {"checklist": "items", "pause": "steps", "survey": "statements"}
DOINGS = ("checklist", "pause", "reflection", "survey")
SURVEY = "survey"


@dataclass(frozen=True)
class Line:
    id: str
    text: str


@dataclass(frozen=True)
class Doing:
    """`lines` are things to tick, steps or statements; `exercise` is of a pause."""

    id: UUID
    kind: str
    lang: str
    title: str = ""
    text: str = ""  # safe HTML
    lines: tuple[Line, ...] = ()
    exercise: str = ""
    asks_words: bool = False

    @property
    def template(self) -> str:
        return f"components/{self.kind}.html"


def doing(block, lang: str) -> Doing:
    """From a bound block of a body."""
    return of_value(block.block_type, block.value, id=UUID(block.id), lang=lang)


def of_value(kind: str, value, *, id: UUID, lang: str) -> Doing:
    rich = value.get("text") or value.get("prompt")
    listed = value[LINES[kind]].bound_blocks if kind in LINES else ()
    return Doing(
        id=id,
        kind=kind,
        lang=lang,
        title=value.get("title") or "",
        text=mark_safe(expand_db_html(str(rich.source))) if rich else "",  # noqa: S308  cleaned
        lines=tuple(Line(each.id or str(n), each.value["text"]) for n, each in enumerate(listed)),
        exercise=value.get("exercise") or "",
        asks_words=bool(value.get("asks_words")),
    )


def survey(part: Doing, **more) -> dict:
    """A survey with its points; `more` is what depends on who looks: `state`, `url`, `error` …"""
    with translation.override(part.lang):
        words = point_words()
    chosen = more.pop("chosen", {})
    rows = [
        {"name": line.id, "text": line.text, "options": _options(words, chosen.get(line.id))}
        for line in part.lines
    ]
    scale = {"prefix": f"{part.id}.", "rows": rows}
    return {**vars(part), "template": part.template, "scale": scale, "words": "", **more}


def point_words() -> tuple[str, ...]:
    """What the points of the scale mean, from the first to the last."""
    return (
        pgettext("survey", "I disagree"),
        pgettext("survey", "I rather disagree"),
        pgettext("survey", "I am in between"),
        pgettext("survey", "I rather agree"),
        pgettext("survey", "I agree"),
    )


def _options(words, chosen: str | None) -> list[dict]:
    return [
        {"value": point, "text": text, "is_chosen": point == chosen}
        for point, text in zip(POINTS, words, strict=True)
    ]


def in_draft(part: Doing):
    """As it looks before anybody answered."""
    return survey(part, state="open", url="") if part.kind == SURVEY else part
