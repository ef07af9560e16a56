"""The front door of this room: what neighbours may hold."""

from datetime import date, datetime

from certification import rules
from office.holdings import Holding
from office.notices import Notice, NoWords, Words
from office.steps import Step

__all__ = [
    "EXPORT_WORDS",
    "VERBS",
    "export_person",
    "holdings",
    "retire_person",
    "rules",
    "settle",
    "waiting_for",
    "write_notice",
]

EXPORT_WORDS: dict[str, str] = {}
VERBS: dict[str, str] = {}

EVIDENCE = "evidence"  # somebody's record below has changed; the key is the person


def settle(kind: str, key: str, *, at: datetime) -> bool:
    """Whether that kind is this room's. No certificate asks for evidence yet."""
    return kind == EVIDENCE


def write_notice(notice: Notice) -> Words:
    """This room has nothing to tell anybody yet."""
    raise NoWords(notice.kind)


def waiting_for(person, *, on: date) -> list[Step]:
    """Nothing yet; later what is still needed for a certificate (NEEDED), its nearest day first."""
    return []


def holdings(person) -> list[Holding]:
    """This room holds nothing about anybody yet."""
    return []


def export_person(person) -> dict:
    """Nothing yet; later the standing in each scheme, attestations, awards and their grounds."""
    return {}


def retire_person(person, *, at: datetime) -> None:
    """Nothing to let go of yet."""
