"""Reminders before the last day of an award, at the offsets that its rule names.

Each is a due row of a later morning, written whenever the last day moves; who is told is asked
only then. One whose award was renewed, taken back or given more time since has nothing to say.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from certification.ends import last_day
from certification.models import Award, Path
from office import due, notices
from supervision import api as supervision

DUE = "certification.remind"
KIND, TO_SUPERVISOR = "certification.reminder", "certification.reminder_supervisor"
IN_THE_MORNING = time(9)


@dataclass(frozen=True)
class Ending:
    """An award, and the day that is its last."""

    award: Award
    last: date


def plan(person, scheme: int, offsets: Iterable[int], *, last: date, at: datetime) -> None:
    """Days before the last one, at nine in the morning where the holder is; none that is past."""
    for days in offsets:
        begins = morning(person, last - timedelta(days=days))
        if begins >= at:
            due.add(DUE, key=f"{person.pk}:{scheme}:{last.isoformat()}:{days}", at=begins)


def morning(person, day: date) -> datetime:
    return datetime.combine(day, IN_THE_MORNING, tzinfo=person.zone)


def settle(key: str, *, at: datetime) -> None:
    """Tell the holder, and their supervisors of today where the holder wishes it."""
    about, _, days = key.rpartition(":")
    ending = still_ends(about, at=at)
    if ending is None:
        return
    person = ending.award.person
    given = {"key": f"reminder:{about}:{days}", "about": about, "at": at}
    notices.add(KIND, to=person, **given)
    if tells_supervisor(ending.award):
        to = supervision.supervisors_of(person, on=person.day(at))
        notices.add_for_each(TO_SUPERVISOR, to=to, **given)


def tells_supervisor(award: Award) -> bool:
    """Only where the holder says so."""
    mine = Path.objects.live().filter(person=award.person_id, scheme=award.scheme_id)
    return mine.filter(tells_supervisor=True).exists()


def still_ends(about: str, *, at: datetime) -> Ending | None:
    """The award of a reminder, if that day is still its last, is to come, and nothing followed."""
    person, scheme, day = about.split(":")
    live = Award.objects.live().full().filter(person=person, scheme=scheme)
    award = live.select_related("person", "scheme").order_by("cycle").last()
    if award is None or award.valid_until is None:
        return None
    on = award.person.day(at)
    last = last_day(award, on=on)
    is_to_come = last is not None and last.isoformat() == day and last >= on
    return Ending(award, last) if is_to_come else None
