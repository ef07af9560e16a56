"""What people change about themselves; nobody does it for another."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from office import due
from office.names import clean_name
from people import tell
from people.models import NotifyBy, User
from people.roles import GROUPS_DUE


class NotYours(Exception):
    """It is somebody else's to change."""


class NameMissing(Exception):
    """A person needs a name to be called by."""


class NoAddress(Exception):
    """Mail needs an address."""


def rename(
    person: User,
    *,
    by: User,
    chosen_name: str,
    legal_name: str | None = None,
    at: datetime | None = None,
) -> None:
    """Take other names. Others read the chosen one, so that it changed is noted, not into what.

    `legal_name=None` leaves the sealed one as it is; empty takes it away.
    """
    _only_theirs(person, by)
    chosen = clean_name(chosen_name)
    if not chosen:
        raise NameMissing
    with transaction.atomic():
        if chosen != person.chosen_name:
            tell.note("renamed", by=by, about=person, kind="people.person", key=person.pk, at=at)
        person.chosen_name = chosen
        if legal_name is not None:
            person.legal_name = clean_name(legal_name)
        person.save(update_fields=["chosen_name"] + ["legal_name"] * (legal_name is not None))


def read_in(
    person: User, *, by: User, languages: list[str], time_zone: str, at: datetime | None = None
) -> None:
    """Read these languages, the first one best, and live by the clock of that zone.

    A role begins and ends at midnight there, so a new zone may change what it opens today.
    """
    _only_theirs(person, by)
    with transaction.atomic():
        if time_zone != person.time_zone:
            due.add(GROUPS_DUE, key=person.pk, at=at or timezone.now())
        person.languages, person.time_zone = languages, time_zone
        person.save(update_fields=["languages", "time_zone"])


def hear_by(person: User, *, by: User, notify_by: NotifyBy) -> None:
    """Be told by mail at once, or inside the site only."""
    _only_theirs(person, by)
    if notify_by == NotifyBy.MAIL and not person.email:
        raise NoAddress
    person.notify_by = NotifyBy(notify_by)
    person.save(update_fields=["notify_by"])


def _only_theirs(person: User, by: User) -> None:
    if person.pk != by.pk:
        raise NotYours
