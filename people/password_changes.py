"""A password that changed: it ends what the old one opened, and its person is told."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from office import notices
from people import sessions, tell
from people.models import User


def change(
    person: User,
    password: str,
    *,
    by: User | None,
    keep: str | None = None,
    at: datetime | None = None,
) -> None:
    """Set it, end every other session, tell the person. `by=None`: by a link to their address."""
    at = at or timezone.now()
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        sessions.end_all(person, except_key=keep)
        tell.note("changed password", by=by, about=person, kind="people.user", key=person.pk, at=at)
        notices.add("people.password_changed", to=person, key=f"password:{uuid.uuid4()}", at=at)


def address_changed(person: User, *, before: str, at: datetime | None = None) -> None:
    """Told to both addresses: whoever holds the old one learns that it no longer counts."""
    at = at or timezone.now()
    key = f"address:{uuid.uuid4()}"
    with transaction.atomic():
        tell.note(
            "changed address", by=person, about=person, kind="people.user", key=person.pk, at=at
        )
        notices.add("people.address_changed", to=person, key=key, at=at)
        if before:
            language = person.languages[0]
            old = {"address": before, "language": language, "key": f"{key}:before"}
            notices.add("people.address_changed", **old, at=at)
