"""The session engine: Django's sessions in the database, each with its person beside it.

So a person can see and end their sessions, and whoever changes a password ends them all, at no
further statement per page (rejected: a second table, which goes its own way when a key is cycled).
"""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.utils.dateparse import parse_datetime

KIND, LABEL, STARTED, SEEN = "device_kind", "device_label", "device_started", "device_seen"


class SessionStore(InDatabase):
    """What stands in the session under these names stands in the row, too."""

    @classmethod
    def get_model_class(cls):
        from people.models import Session  # noqa: PLC0415  settings load before apps

        return Session

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.person_id = data.get(SESSION_KEY)
        row.kind = data.get(KIND, row.kind)
        row.label = data.get(LABEL, "")
        row.started_at = _moment(data.get(STARTED))
        row.seen_at = _moment(data.get(SEEN))
        return row


def _moment(text):
    return parse_datetime(text) if text else None
