"""The front door of this room: what neighbours may hold."""

from datetime import date, datetime

from office.steps import Step
from supervision import answering, owing_steps, reminding, sessions
from supervision.caseload import rows as owed_in_words
from supervision.counting import Gap, Owed
from supervision.holdings import EXPORT_WORDS, VERBS, export_person, holdings
from supervision.owing import Owing, owed_by, owed_coordinated, owed_to
from supervision.retiring import retire_person
from supervision.seeing import supervises
from supervision.telling import write_notice

__all__ = [
    "EXPORT_WORDS",
    "VERBS",
    "Gap",
    "Owed",
    "Owing",
    "export_person",
    "holdings",
    "owed_by",
    "owed_coordinated",
    "owed_in_words",
    "owed_to",
    "retire_person",
    "settle",
    "supervises",
    "waiting_for",
    "write_notice",
]


def settle(kind: str, key: str, *, at: datetime) -> bool:
    """Whether that kind is this room's; if so, it is done."""
    if kind == sessions.LINE_DUE:
        answering.settle(key, at=at)
    elif kind == reminding.DUE:
        reminding.settle(key, at=at)
    else:
        return False
    return True


def waiting_for(person, *, on: date) -> list[Step]:
    """Time that is owed, in the last days for it."""
    return owing_steps.waiting_for(person, on=on)
