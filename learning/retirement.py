"""Leaving for good: what is personal goes from every room, what others can prove stays."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from learning.record import note
from learning.rooms import ROOMS
from people import api as people


class OnlyThemselves(Exception):
    """Nobody can retire another person."""


def retire(person, *, by, at: datetime | None = None) -> None:
    """Take a person out of every room, from the top down, in one transaction; safe to repeat.

    Completions (later hours and awards) stay, under nobody's name; the audit stays, which holds ids
    only. Raises people.LastAdministrator. Only the person themselves may, raises OnlyThemselves:
    not an administrator either, until a rule says how long an unused account is kept.
    """
    if by.pk != person.pk:
        raise OnlyThemselves
    at = at or timezone.now()
    with transaction.atomic():
        if people.is_last_administrator(person, person.day(at)):
            raise people.LastAdministrator
        held = people.User.objects.select_for_update().get(pk=person.pk)
        if held.retired_at:
            return
        note("retired", by=held, kind="people.user", key=held.pk, at=at)
        for room in ROOMS.values():
            room.retire_person(held, at=at)
