"""What somebody wrote to a person whom the organisation lists, to ask for a conversation."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from office.sealed import SealedTextField


class ConversationState(models.TextChoices):
    NEW = "new", _("New")
    READ = "read", _("Read")
    ANSWERED = "answered", _("Answered")


class Conversation(models.Model):
    """Words to one person, as they were sent. `to` is empty where they go by mail.

    Personal data: sealed words; to whom they go; who wrote them, where their name goes along, and
    else nobody. A day, no hour. Kept for 90 days, what goes by mail until it went; gone at once
    when either of the two leaves.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    words = SealedTextField()
    day = models.DateField()
    state = models.CharField(
        max_length=10, choices=ConversationState.choices, default=ConversationState.NEW
    )

    def __str__(self):
        return str(self.uuid)
