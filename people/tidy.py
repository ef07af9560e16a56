"""Once a day: what has had its time goes. Whoever signs in first sees to it that this happens."""

from datetime import datetime, timedelta

from django.utils import timezone

from office import due
from people import conversations, devices, parked
from people.models import Device, Session

DUE, KEY = "people.tidy", "daily"
EVERY = timedelta(days=1)


def see_to_it() -> None:
    """At each sign-in: without one there is nothing to tidy."""
    if not due.Due.objects.filter(kind=DUE, key=KEY).exists():
        due.add(DUE, key=KEY, at=timezone.now() + EVERY)


def tidy(*, at: datetime) -> None:
    Session.objects.filter(expire_date__lte=at).delete()
    Device.objects.filter(last_seen_at__lte=at - devices.KNOWN_FOR).delete()
    parked.drop_old(at=at)
    conversations.drop_old(at=at)
    due.add(DUE, key=KEY, at=at + EVERY)
