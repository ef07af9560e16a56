"""What was written without a network becomes a session: read from its box, logged once."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from people.api import User
from supervision import away, limits, sessions
from supervision.models import Agreement, Kind, LineState, Mode, Session
from supervision.sessions import Meeting, There

CLOCKS_DIFFER = timedelta(minutes=5)


class ClockAhead(limits.CannotBe):
    """The device's clock was ahead of ours: none of its times can be believed."""


@dataclass(frozen=True)
class Entry:
    """As written: agreements by UUID, the wall clock in `zone`, whole minutes, the device's clock.

    `start` is `2026-06-19T16:00`; `device_at` an ISO moment.
    """

    agreements: tuple[str, ...]
    start: str
    zone: str
    minutes: int
    mode: str
    device_at: str

    def as_json(self) -> dict:
        return asdict(self)


@dataclass(frozen=True)
class Received:
    """The session of an entry, and what it is now: `kept`, `already` or `clash`.

    An answer can be lost on the way: sent again, what waits for a decision still says so.
    """

    session: Session
    result: str


def read(box: away.Box, *, by: User) -> Entry:
    """Raises away.TooOld, away.CannotOpen."""
    try:
        said = json.loads(away.open_box(box, by=by))
        return Entry(
            agreements=tuple(str(UUID(each)) for each in said["agreements"]),
            start=_start(str(said["start"])),
            zone=_zone(str(said["zone"]), by),
            minutes=int(said["minutes"]),
            mode=Mode(said["mode"]).value,
            device_at=_moment(str(said["device_at"])).isoformat(),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise away.CannotOpen from None


def receive(uuid: UUID, entry: Entry, *, by: User, at: datetime) -> Received:
    """Keep it once, however often it is sent; at the same time as another it waits for a decision.

    Raises ClockAhead, limits.CannotBe, sessions.NotTheirs, locking.MonthClosed.
    """
    known = Session.objects.filter(pk=uuid, logged_by=by).first()
    if known:
        return Received(known, "clash" if _clashes(known) else "already")
    if _moment(entry.device_at) > at + CLOCKS_DIFFER:
        raise ClockAhead
    session = sessions.log(_meeting(uuid, entry, by), by=by, at=at, keep_clashes=True)
    return Received(session, "clash" if _clashes(session) else "kept")


def _clashes(session: Session) -> bool:
    return session.lines.filter(state=LineState.CLASHING).exists()


def _meeting(uuid: UUID, entry: Entry, by: User) -> Meeting:
    """Raises sessions.NotTheirs where it is not one supervisor's, or nothing of `by`'s."""
    rows = Agreement.objects.filter(pk__in=entry.agreements).select_related(
        "supervisor", "supervisee"
    )
    people = {each.supervisee_id: each.supervisee for each in rows}
    supervisors = {each.supervisor_id: each.supervisor for each in rows}
    if len(rows) < len(set(entry.agreements)) or len(supervisors) != 1:
        raise sessions.NotTheirs
    start = datetime.fromisoformat(entry.start)
    return Meeting(
        supervisor=supervisors.popitem()[1],
        started_at=limits.moment(start.date(), start.time(), ZoneInfo(entry.zone)),
        zone=entry.zone,
        minutes=entry.minutes,
        kind=_kind({Kind(each.kind) for each in rows}, len(people)),
        mode=Mode(entry.mode),
        there=tuple(There(each, entry.minutes) for each in people.values()),
        uuid=uuid,
    )


def _kind(kinds: set[Kind], heads: int) -> Kind:
    """As agreed; people who each agreed on a time alone and came together are two, or a group."""
    kind = kinds.pop() if len(kinds) == 1 else Kind.GROUP
    if heads > 1 and kind == Kind.INDIVIDUAL:
        return Kind.TRIADIC if heads == 2 else Kind.GROUP
    return kind


def _start(said: str) -> str:
    start = datetime.fromisoformat(said)
    if start.tzinfo:
        raise ValueError(said)
    return start.isoformat(timespec="minutes")


def _zone(said: str, by: User) -> str:
    """The phone's; the person's where we don't know it."""
    return said if said in available_timezones() else str(by.zone)


def _moment(said: str) -> datetime:
    moment = datetime.fromisoformat(said)
    if moment.tzinfo is None:
        raise ValueError(said)
    return moment
