"""An account closed for a while: nobody signs in to it, and nothing in it is lost."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from office import due
from people import appointing, invitations, sessions, tell
from people.models import Role, User
from people.roles import NotAllowed, check_may, lock_administrators, settle_groups

ACCOUNT_CLOSED = "account closed"  # a neutral row: rooms above end what waits for this person


class RetiredForGood(Exception):
    """What was retired holds nothing any more that could be opened."""


def close_account(person: User, *, by: User | None, at: datetime | None = None) -> None:
    """End every session and every open way in. Nobody closes their own; that is retirement."""
    at = at or timezone.now()
    check_may(by, "close", person, at)
    if by == person:
        raise NotAllowed
    with transaction.atomic():
        lock_administrators()
        _set_active(person, False, verb="closed account", by=by, at=at)
        appointing.check_one_is_left(Role.ADMINISTRATOR, person.day(at))
        sessions.end_all(person)
        invitations.withdraw_cards_of(person, at=at)
        due.add(ACCOUNT_CLOSED, key=person.pk, at=at)


def reopen_account(person: User, *, by: User | None, at: datetime | None = None) -> None:
    at = at or timezone.now()
    check_may(by, "close", person, at)
    if person.retired_at:
        raise RetiredForGood
    with transaction.atomic():
        _set_active(person, True, verb="reopened account", by=by, at=at)


def _set_active(person: User, is_active: bool, *, verb: str, by: User | None, at: datetime) -> None:
    changed = User.objects.filter(pk=person.pk, is_active=not is_active)
    if not changed.update(is_active=is_active):
        return
    person.is_active = is_active
    tell.note(verb, by=by, about=person, kind="people.user", key=person.pk, at=at)
    settle_groups(person, at=at)
