"""How far a made-up learner is, where an editor looks at a draft: no row, no person, no clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from courses.activities import ACTIVITY
from courses.doings.shown import SURVEY
from courses.questions.kinds import Question
from courses.questions.sets import QuestionSet
from courses.questions.stored import SET, questions, sets


class Mode(TextChoices):
    """As Wagtail names them in the address of a preview."""

    NEW = "", _("As somebody who begins")
    HALF = "half", _("Half way")
    DONE = "done", _("At the end")


MODES = tuple(Mode.choices)
ASKS = (SET, ACTIVITY, SURVEY)


@dataclass(frozen=True)
class Simulated:
    """`settled` are the ids of the blocks that are answered; `questions` know what is right."""

    mode: Mode
    questions: Mapping[str, Question]
    settled: frozenset[str]
    sets: Mapping[str, QuestionSet] = field(default_factory=dict)
    bank: tuple = ()  # what the sets draw from, as it is asked

    @property
    def is_done(self) -> bool:
        return self.mode == Mode.DONE

    def is_settled(self, block_id) -> bool:
        return str(block_id) in self.settled


def mode_of(name: str) -> Mode:
    """What makes no sense is somebody who begins."""
    return Mode(name) if name in Mode.values else Mode.NEW


def lesson(raw_blocks: Iterable[dict], mode: Mode, *, bank: Iterable = ()) -> Simulated:
    """Half way: the first half of what it asks is answered, all of it rightly."""
    raw_blocks = list(raw_blocks)
    known = {question.id: question for question in questions(raw_blocks)}
    asked = [raw["id"] for raw in raw_blocks if raw["id"] in known or raw["type"] in ASKS]
    put = {each.id: each for each in sets(raw_blocks)}
    return Simulated(mode, known, frozenset(first(asked, mode)), put, tuple(bank))


def first(things: list, mode: Mode) -> list:
    """Those that are behind this learner."""
    many = {Mode.NEW: 0, Mode.HALF: -(-len(things) // 2), Mode.DONE: len(things)}[mode]
    return things[:many]


def finished_at(mode: Mode, *, at: datetime) -> datetime | None:
    return at if mode == Mode.DONE else None
