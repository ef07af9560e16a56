"""A shared record goes to a named successor, with the yes of the person it is about.

The successor reads from the next day on, and whoever had it no longer does. Own notes go nowhere.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from office import audit, notices
from people import api as people
from people.api import User
from supervision import seeing
from supervision.models import DataKey, Handing, Purpose
from supervision.sessions import NotTheirs

ASKED = "supervision.asked_handing"
OBJECT = "supervision.record"


class AlreadyAsked(Exception):
    """A proposal about this record waits for its answer."""


def records_of(by: User, *, at: datetime) -> QuerySet[DataKey]:
    """The shared records that this person holds now."""
    day = by.day(at)
    handings = Handing.objects.all()
    live = DataKey.objects.filter(purpose=Purpose.SHARED, destroyed_at=None)
    given = live.filter(supervisor=by).exclude(pk__in=handings.begun(day).values("key"))
    taken = live.filter(pk__in=handings.in_force(day).filter(successor=by).values("key"))
    return (given | taken).select_related("supervisee").order_by("supervisee__chosen_name", "pk")


def successors_for(key: DataKey, *, at: datetime) -> QuerySet[User]:
    """Who else supervises the person today."""
    person = key.supervisee
    others = seeing.supervisors_of(person, on=person.day(at))
    return others.exclude(pk=key.supervisor_id).filter(is_active=True)


def propose(key: DataKey, successor: User, *, by: User, at: datetime) -> Handing:
    """Ask the person. `by` holds the record, or coordinates the person (and reads nothing).

    Raises NotTheirs, AlreadyAsked.
    """
    if not _may_propose(key, by, at) or successor not in successors_for(key, at=at):
        raise NotTheirs
    try:
        with transaction.atomic():
            row = Handing.objects.create(
                key=key, successor=successor, proposed_by=by, proposed_at=at
            )
    except IntegrityError:
        raise AlreadyAsked from None
    notices.add(ASKED, to=key.supervisee, key=f"{ASKED}:{row.pk}", about=row.pk, at=at)
    return row


def _may_propose(key: DataKey, by: User, at: datetime) -> bool:
    if key.destroyed_at or key.purpose != Purpose.SHARED:
        return False
    if records_of(by, at=at).filter(pk=key.pk).exists():
        return True
    return people.coordinated_by(by, by.day(at)).filter(pk=key.supervisee_id).exists()


def waiting_for(person: User) -> QuerySet[Handing]:
    """Proposals about this person's records, to say yes or no to."""
    mine = Handing.objects.filter(key__supervisee=person, answered_at=None)
    return mine.select_related("successor", "key__supervisor").order_by("proposed_at", "pk")


def answer(row: Handing, *, yes: bool, by: User, at: datetime) -> None:
    """A yes holds from the next day on, where the person lives. Raises NotTheirs."""
    with transaction.atomic():
        held = waiting_for(by).select_for_update(of=("self",)).filter(pk=row.pk).first()
        if held is None:
            raise NotTheirs
        held.answered_at = at
        if yes:
            held.from_day = by.day(at) + timedelta(days=1)
            earlier = Handing.objects.filter(key=held.key, until_day=None, from_day__isnull=False)
            earlier.update(until_day=held.from_day)
        held.save(update_fields=["answered_at", "from_day"])
        verb = "handed over notes" if yes else "kept notes back"
        audit.note(verb, by=by, object_kind=OBJECT, object_key=held.key_id, about=by, at=at)


def when_left(person: User, *, at: datetime) -> None:
    """Open proposals from, to or about somebody who left come to nothing."""
    for which in ({"successor": person}, {"key__supervisee": person}, {"proposed_by": person}):
        Handing.objects.filter(answered_at=None, **which).update(answered_at=at)
