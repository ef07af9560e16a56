"""The link by which a calendar reads: made, shown once, ended."""

import hashlib
import secrets
from datetime import datetime

from people.api import User
from supervision.models import Feed

TOKEN_BYTES = 32


def make(*, by: User, with_place: bool, at: datetime) -> str:
    """A new token; an earlier one ends. It is known to nobody but the caller."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    told = {"digest": _digest(token), "with_place": with_place, "made_at": at}
    Feed.objects.update_or_create(person=by, defaults=told)
    return token


def end(*, by: User) -> None:
    Feed.objects.filter(person=by).delete()


def own(person: User) -> Feed | None:
    return Feed.objects.filter(person=person).first()


def by_token(token: str) -> Feed | None:
    """None where it was never made or is ended, and where its account is closed."""
    found = Feed.objects.filter(digest=_digest(token), person__is_active=True)
    return found.select_related("person").first()


def _digest(token: str) -> str:
    """Of a random token: long enough that it needs no salt and no slowness."""
    return hashlib.sha256(token.encode()).hexdigest()
