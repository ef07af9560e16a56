"""A way in for one person: a link, for a card also eight words. A reset is a card, too."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models

from office.sealed import SealedTextField

from .role import Role, Team

LASTS = timedelta(days=14)


class Kind(models.TextChoices):
    MAIL = "mail"  # the link goes to an address
    CARD = "card"  # handed over in person: a link as a square, and eight words
    RESET = "reset"  # a new card for somebody who has an account and no address
    SIGN_UP = "sign_up"  # somebody asked for it themselves, where sign-up is open


class InvitationQuerySet(models.QuerySet):
    def open_at(self, at):
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=at)


class Invitation(models.Model):
    """Used up by the final POST only; whoever only opens it leaves no trace.

    Personal data: mail address (sealed), the name to be called by and the sign-in name. The secret
    and the words are sealed while the way is open. All of it is emptied when the way is used,
    withdrawn or past its day; who invited, for which role and when is kept.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    fingerprint = models.CharField(max_length=64, unique=True)  # SHA-256 of the secret in the link
    words_fingerprint = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001  unique
    secret = SealedTextField(blank=True)
    words = SealedTextField(blank=True)
    email = SealedTextField(blank=True)
    chosen_name = SealedTextField(blank=True)
    sign_in_name = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=12)
    role = models.CharField(max_length=30, choices=Role.choices, blank=True)
    role_language = models.CharField(max_length=12, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(  # whom a reset is for; else who came in by it
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="invitations"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    objects = InvitationQuerySet.as_manager()

    def __str__(self):
        return str(self.uuid)
