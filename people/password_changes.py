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
