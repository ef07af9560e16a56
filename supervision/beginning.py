"""What the quick form begins with: whom, and how it is filled in."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from people.api import User
from supervision import presets, seeing
from supervision.log_form import AT, CHOSEN_KINDS, beginning, length_of
from supervision.models import Held, Kind, Line, Session
from supervision.presets import Offer


@dataclass(frozen=True)
class Beginning:
    """Whom it is about, and how it is filled in. `others` are the other people or groups."""

    people: tuple[User, ...]
    initial: dict
    is_own: bool = False
    offer: Offer | None = None
    others: list[Offer] = field(default_factory=list)


def for_supervisor(
    by: User, uuid: UUID, *, at: datetime, group: str = "", agreement: str = ""
) -> Beginning | None:
    """Whoever is asked for, else who is due; None where there is nobody."""
    offered = presets.offers(by, at=at)
    now = at.astimezone(by.zone)
    if group or agreement:
        offer = presets.find(by, offered, group=group, agreement=agreement)
    else:
        offer = presets.due_now(offered, now)
    if offer is None:
        return None
    usual = presets.usual(by, offer)
    initial = beginning(uuid, by.day(at)) | length_of(usual.minutes)
    initial |= {"mode": usual.mode, "language": usual.language}
    initial |= {"there": [each.pk for each in offer.people], "clock": offer.starts}
    initial |= {"kind": offer.kind if offer.kind in CHOSEN_KINDS else ""}
    initial |= {"agreed_on": usual.next_on}
    if presets.usual_start(offer, usual.minutes, now):
        initial["when"] = AT
    return Beginning(
        people=offer.people,
        initial=initial,
        offer=offer,
        others=[each for each in offered if each.key != offer.key],
    )


def for_own(by: User, uuid: UUID, *, at: datetime) -> Beginning | None:
    """Somebody writes down their own time with one of their supervisors."""
    supervisors = tuple(seeing.supervisors_of(by, on=by.day(at)))
    if not supervisors:
        return None
    own = Line.objects.in_force().filter(supervisee=by).select_related("session")
    last = own.filter(session__held=Held.HELD).order_by("-session__started_at").first()
    known = {each.pk for each in supervisors}
    chosen = supervisors[0].pk
    initial = beginning(uuid, by.day(at))
    if last and last.session.supervisor_id in known:
        chosen = last.session.supervisor_id
        initial |= length_of(last.session.minutes) | {"mode": last.session.mode}
    return Beginning(supervisors, initial | {"supervisor": chosen}, is_own=True)


def from_session(session: Session, by: User, uuid: UUID, *, is_change: bool, at: datetime):
    """As that one was: to change it, or to write the same down again for today."""
    lines = list(session.lines.in_force().select_related("supervisee"))
    is_own = session.supervisor_id != by.pk
    people = (session.supervisor,) if is_own else tuple(line.supervisee for line in lines)
    initial = _as_it_was(session, lines, by) | {"uuid": uuid}
    if is_own:
        initial["supervisor"] = session.supervisor_id
    if not is_change:
        fresh = beginning(uuid, by.day(at))
        initial |= {name: fresh[name] for name in ("when", "day", "held")} | {"next_on": None}
        initial |= {"there": [each.pk for each in people]} if not is_own else {}
    return Beginning(people, initial, is_own=is_own)


def _as_it_was(session: Session, lines: list[Line], by: User) -> dict:
    start = session.started_at.astimezone(by.zone)
    parts = {
        f"part_{line.supervisee_id}": line.minutes
        for line in lines
        if 0 < line.minutes < session.minutes
    }
    led = next((line.supervisee_id for line in lines if line.facilitated), None)
    was_held = session.held == Held.HELD
    there = [line.supervisee_id for line in lines if line.minutes or not was_held]
    return {
        "when": AT,
        "day": start.date(),
        "clock": start.time(),
        "held": session.held,
        "called_off_by": session.called_off_by_id,
        "mode": session.mode,
        "kind": session.kind if Kind(session.kind) in CHOSEN_KINDS else "",
        "is_observed": session.is_observed,
        "language": session.language,
        "topics": session.topics,
        "next_on": session.next_on,
        "there": there,
        "presented": [line.supervisee_id for line in lines if line.presented],
        "facilitated": led,
        **parts,
        **length_of(session.minutes or 60),
    }
