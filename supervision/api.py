"""The front door of this room: what neighbours may hold."""

from datetime import date, datetime

from office.steps import Step
from supervision import answering, retention, sessions
from supervision.holdings import EXPORT_WORDS, VERBS, export_person, holdings
from supervision.retiring import retire_person
from supervision.seeing import supervises
from supervision.telling import write_notice

__all__ = [
    "EXPORT_WORDS",
    "VERBS",
    "export_person",
    "holdings",
    "retire_person",
    "settle",
    "supervises",
    "waiting_for",
    "write_notice",
]


def settle(kind: str, key: str, *, at: datetime) -> bool:
    """Whether that kind is this room's; if so, it is done."""
    settlers = {sessions.LINE_DUE: answering.settle, retention.KEYS: retention.settle}
    if kind not in settlers:
        return False
    settlers[kind](key, at=at)
    return True


def waiting_for(person, *, on: date) -> list[Step]:
    """Nothing yet: there is no page to lead to. Later, sessions to confirm."""
    return []
