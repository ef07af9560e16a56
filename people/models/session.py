"""Who is signed in where: Django's sessions, with the person and the kind of device beside them."""

import uuid

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from office.sealed import SealedTextField


class Kind(models.TextChoices):
    SHARED = "shared", _("Others use it too")
    MINE = "mine", _("Only I use it")


class Session(AbstractBaseSession):
    """One signed-in browser (or a visitor's, without a person).

    Personal data: who, since when, which kind of browser, coarsely. No IP address. Gone with the
    sign-out or the end of the session.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sessions", null=True
    )
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.SHARED)
    label = models.CharField(max_length=60, blank=True)
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"session of {self.person_id}"

    @classmethod
    def get_session_store_class(cls):
        from people.sessions import SessionStore  # noqa: PLC0415  it stores rows of this model

        return SessionStore


class Parked(models.Model):
    """What a person sent after their session was locked, sealed for them.

    Personal data: what was typed. Kept for an hour.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="parked")
    path = models.CharField(max_length=300)
    body = SealedTextField()
    parked_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return str(self.uuid)
