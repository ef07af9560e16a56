"""The front door of this room: what neighbours may hold."""

from datetime import date, datetime

from office.holdings import Holding
from office.notices import Notice, NoWords, Words
from office.steps import Step

__all__ = [
    "EXPORT_WORDS",
    "VERBS",
    "export_person",
    "holdings",
    "retire_person",
    "settle",
    "waiting_for",
    "write_notice",
]

EXPORT_WORDS: dict[str, str] = {}
VERBS: dict[str, str] = {}


def settle(kind: str, key: str, *, at: datetime) -> bool:
    """Whether that kind is this room's; nothing is yet."""
    return False


def write_notice(notice: Notice) -> Words:
    """This room has nothing to tell anybody yet."""
    raise NoWords(notice.kind)


def waiting_for(person, *, on: date) -> list[Step]:
    """Nothing yet; later sessions to confirm, and the line of the supervisor's own room (ROLE)."""
    return []


def holdings(person) -> list[Holding]:
    """This room holds nothing about anybody yet."""
    return []


def export_person(person) -> dict:
    """Nothing yet; later agreements, sessions and hours, never what others noted for themselves."""
    return {}


def retire_person(person, *, at: datetime) -> None:
    """Nothing to let go of yet."""
