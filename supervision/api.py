"""The front door of this room: what neighbours may hold."""

from datetime import datetime

from people.api import ACCOUNT_CLOSED
from supervision import answering, sessions
from supervision.asking import waiting_for
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
    if kind == sessions.LINE_DUE:
        answering.settle(key, at=at)
    elif kind == ACCOUNT_CLOSED:
        answering.settle_closed(key, at=at)
    else:
        return False
    return True
