"""Words to a person that are never lost: always shown inside the site, mailed at most once.

A notice is a row in its cause's transaction, with a unique key. The room that its kind's prefix
names (`courses.welcome`) writes the words when it is read or sent; nothing personal is stored.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone


class State(models.TextChoices):
    WAITING = "waiting"
    SENDING = "sending"  # found after a crash: shown to the administrator, not sent again
    SENT = "sent"
    INSIDE = "inside"  # no address, or mail is not wanted: it waits inside the site
    FAILED = "failed"


class Notice(models.Model):
    """That one person is to be told one thing. Holds who and about what; kept until retirement."""

    kind = models.CharField(max_length=60)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    key = models.CharField(max_length=120, unique=True)
    about = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    send_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    def __str__(self):
        return self.key


@dataclass(frozen=True)
class Words:
    """What a notice says, in its reader's language. The subject is neutral."""

    subject: str
    body: str


def add(kind: str, *, to, key: str, about: object = "", at: datetime | None = None) -> None:
    """Tell `to` once, however often asked."""
    Notice.objects.bulk_create(
        [Notice(kind=kind, to=to, key=key, about=str(about), send_at=at or timezone.now())],
        ignore_conflicts=True,
    )


def send_due(
    *, write: Callable[[Notice], Words], at: datetime | None = None, limit: int = 200
) -> int:
    """Claim and send what is due; two workers never send one twice. Returns how many went."""
    raise NotImplementedError
