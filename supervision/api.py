"""The front door of this room: what neighbours may hold."""

from datetime import date, datetime

from office.steps import Step
from supervision import answering, sessions
from supervision.demo import load_demo
from supervision.holdings import EXPORT_WORDS, VERBS, export_person, holdings
from supervision.retiring import retire_person
from supervision.seeing import supervises
from supervision.telling import write_notice

__all__ = [
    "EXPORT_WORDS",
    "VERBS",
    "export_person",
    "holdings",
    "load_demo",
    "retire_person",
    "settle",
    "supervises",
    "waiting_for",
    "write_notice",
]


def settle(kind: str, key: str, *, at: datetime) -> bool:
    """Whether that kind is this room's; if so, it is done."""
    if kind != sessions.LINE_DUE:
        return False
    answering.settle(key, at=at)
    return True


def waiting_for(person, *, on: date) -> list[Step]:
    """Nothing yet: there is no page to lead to. Later, sessions to confirm."""
    return []
