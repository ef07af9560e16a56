"""Reminders before the last day of an award, at the offsets that its rule names.

They are notices of a later day, written with the award itself: nothing has to remember them. One
whose award was renewed, taken back or given more time since has nothing to say and is closed.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from certification.models import Award, AwardState, Path
from office import notices
from supervision import api as supervision

KIND, TO_SUPERVISOR = "certification.reminder", "certification.reminder_supervisor"
IN_THE_MORNING = time(9)


def plan(award: Award, offsets: Iterable[int], *, last: date | None) -> None:
    """Days before the last one; at nine in the morning where the holder is."""
    if last is None:
        return
    for days in offsets:
        at = morning(award.person, last - timedelta(days=days))
        about = f"{award.pk}:{last.isoformat()}"
        key = f"reminder:{award.pk}:{last.isoformat()}:{days}"
        notices.add(KIND, to=award.person, key=key, about=about, at=at)
        if _tells_supervisor(award):
            to = supervision.supervisors_of(award.person, on=last - timedelta(days=days))
            notices.add_for_each(TO_SUPERVISOR, to=to, key=key, about=about, at=at)


def _tells_supervisor(award: Award) -> bool:
    """Only where the holder said so."""
    mine = Path.objects.live().filter(person=award.person, scheme=award.scheme)
    return mine.filter(tells_supervisor=True).exists()


def morning(person, day: date) -> datetime:
    return datetime.combine(day, IN_THE_MORNING, tzinfo=person.zone)


def still_ends(about: str) -> Award | None:
    """The award of a reminder, if that day is still its last and nothing followed it."""
    key, _, last = about.partition(":")
    award = Award.objects.live().filter(pk=key).prefetch_related("extensions").first()
    if award is None or not last:
        return None
    ends = max([award.valid_until, *(each.until_day for each in award.extensions.all())])
    if ends.isoformat() != last:
        return None
    newer = Award.objects.full().filter(person=award.person, scheme=award.scheme)
    newer = newer.filter(state=AwardState.VALID, cycle__gt=award.cycle)
    return None if newer.exists() else award
