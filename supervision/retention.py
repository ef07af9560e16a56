"""How long notes are kept, and how they end: their key is destroyed.

A shared record is kept seven years, an own note two, from the last session of the two on.
"""

from datetime import UTC, date, datetime, time

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Greatest

from office import due
from supervision.models import DataKey, DestroyedKey, Note, Purpose, Session

KEYS = "supervision.keys"
YEARS = {Purpose.SHARED: 7, Purpose.OWN: 2, Purpose.OWN_GROUP: 2}


def end_of(purpose: str, last: date) -> date:
    """The day on which the key goes. 29 February counts as 1 March."""
    year = last.year + YEARS[Purpose(purpose)]
    try:
        return last.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def keep_until(key: DataKey, day: date) -> None:
    """At least until the end that a session on this day asks for; never shorter than before."""
    end = end_of(key.purpose, day)
    DataKey.objects.filter(pk=key.pk).update(destroy_on=Greatest("destroy_on", end))
    key.destroy_on = max(key.destroy_on, end)
    due.add(KEYS, key=key.pk, at=_midnight(key.destroy_on))


def settle(key: str, *, at: datetime) -> None:
    """Destroy it if its day has come; if the two met since, later."""
    with transaction.atomic():
        row = DataKey.objects.select_for_update(of=("self",)).filter(pk=key).first()
        if row is None or row.destroyed_at:
            return
        last = _last_day(row)
        end = max(row.destroy_on, end_of(row.purpose, last)) if last else row.destroy_on
        if at < _midnight(end):
            DataKey.objects.filter(pk=row.pk).update(destroy_on=end)
            due.add(KEYS, key=row.pk, at=_midnight(end))
        else:
            destroy(row, at=at)


def destroy(key: DataKey, *, at: datetime) -> None:
    """For ever: the key is overwritten, and noted so that no backup brings it back."""
    with transaction.atomic():
        DataKey.objects.filter(pk=key.pk).update(wrapped="", destroyed_at=at)
        Note.objects.filter(key=key).update(body=b"")
        DestroyedKey.objects.get_or_create(uuid=key.pk, defaults={"at": at})


def _last_day(key: DataKey) -> date | None:
    if key.supervisee_id is None:
        return None
    met = Session.objects.in_force().filter(supervisor=key.supervisor_id)
    last = met.filter(lines__supervisee=key.supervisee_id).aggregate(last=Max("started_at"))["last"]
    return last.date() if last else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
