"""The front door of this room: what neighbours may hold."""

from datetime import datetime

from office.notices import Notice, NoWords, Words

__all__ = ["settle", "write_notice"]

EVIDENCE = "evidence"  # somebody's record below has changed; the key is the person


def settle(kind: str, key: str, *, at: datetime) -> bool:
    """Whether that kind is this room's. No certificate asks for evidence yet."""
    return kind == EVIDENCE


def write_notice(notice: Notice) -> Words:
    """This room has nothing to tell anybody yet."""
    raise NoWords(notice.kind)
