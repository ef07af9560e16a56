"""What is sealed of a line: one JSON text (RFC 8785), the same on every machine, without names."""

import hashlib
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import rfc8785

FORMAT = "mainstay-hours/1"


def canonical(value: dict) -> bytes:
    """RFC 8785: sorted keys, no blanks, UTF-8."""
    return rfc8785.dumps(value)


def content_of(
    *,
    line: UUID,
    supervisor: UUID,
    supervisee: UUID,
    agreement: UUID | None,
    organisation: UUID,
    counted_on: str,
    started_at: datetime,
    zone: str,
    minutes: int,
    session_minutes: int,
    kind: str,
    heads: dict[str, int],
    mode: str,
    private: str,
) -> dict:
    """The shape of a sealed line. `kind` is one of four, whatever the two call it; `heads` counts
    who was there (`supervisees`, `everyone`); `private` is the digest of what stays between them.
    """
    return {
        "format": FORMAT,
        "line": str(line),
        "supervisor": str(supervisor),
        "supervisee": str(supervisee),
        "agreement": str(agreement) if agreement else None,
        "organisation": str(organisation),
        "date": counted_on,
        "start": started_at.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes"),
        "zone": zone,
        "minutes": minutes,
        "session_minutes": session_minutes,
        "kind": kind,
        "heads": heads,
        "mode": mode,
        "private": private,
    }


def private_digest(salt: bytes, private: dict) -> str:
    """SHA-256 over the salt and the canonical private part: it tells nothing without the salt."""
    return hashlib.sha256(salt + canonical(private)).hexdigest()
