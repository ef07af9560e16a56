"""Notes what somebody did or read of whom, with the roles they had on the day."""

from datetime import datetime

from django.utils import timezone

from office import audit
from people.models import User
from people.roles import roles_of


def note(
    verb: str,
    *,
    by: User | None,
    about: User | None = None,
    kind: str,
    key: object,
    at: datetime | None = None,
) -> None:
    """One entry, in the transaction of the act itself; roles stand in it by their neutral values.

    `by=None` is the operator, or the site.
    """
    at = at or timezone.now()
    roles = " ".join(sorted(roles_of(by, by.day(at)))) if by else ""
    audit.note(verb, by=by, object_kind=kind, object_key=key, about=about, roles=roles, at=at)
