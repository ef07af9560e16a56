"""The session engine: Django's sessions in the database, each with its person beside it.

So a person can see and end their sessions, and whoever changes a password ends them all, at no
further statement per page (rejected: a second table, which goes its own way when a key is cycled).
"""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.utils.crypto import salted_hmac
from django.utils.dateparse import parse_datetime

KIND, LABEL, STARTED, SEEN = "device_kind", "device_label", "device_started", "device_seen"
UNTIL = "device_until"  # the end that no use of the session puts off


class SessionStore(InDatabase):
    """What stands in the session under these names stands in the row, too."""

    @classmethod
    def get_model_class(cls):
        from people.models import Session  # noqa: PLC0415  settings load before apps

        return Session

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.expire_date = min(row.expire_date, moment(data.get(UNTIL)) or row.expire_date)
        row.person_id = data.get(SESSION_KEY)
        row.kind = data.get(KIND, row.kind)
        row.label = data.get(LABEL, "")
        row.started_at = moment(data.get(STARTED))
        row.seen_at = moment(data.get(SEEN))
        return row


def moment(text):
    return parse_datetime(text) if text else None


def public_id(key: str) -> str:
    """Names a session on a page; the key itself would open it."""
    return salted_hmac("people.sessions", key, algorithm="sha256").hexdigest()[:32]


def end_all(person, *, except_key: str | None = None) -> int:
    """Sign the person out everywhere, or everywhere else. Returns how many sessions ended."""
    rows = SessionStore.get_model_class().objects.filter(person=person)
    return rows.exclude(session_key=except_key or "").delete()[0]


def end(person, name: str) -> bool:
    """End the one session of theirs that bears this public name."""
    rows = SessionStore.get_model_class().objects.filter(person=person)
    keys = [key for key in rows.values_list("session_key", flat=True) if public_id(key) == name]
    return bool(keys and rows.filter(session_key__in=keys).delete()[0])
