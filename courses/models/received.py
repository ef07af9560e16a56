"""Packs that somebody sent, kept beside those that ship with the site."""

import uuid

from django.db import models


class ReceivedPack(models.Model):
    """A pack as it was uploaded: sound then, and kept as it came until an editor removes it.

    No personal data but what the pack itself prints (its credits); who brought it is in the audit.
    """

    name = models.UUIDField(unique=True, default=uuid.uuid4)
    path = models.CharField(max_length=200)  # in the store, never served
    mark = models.CharField(max_length=64, unique=True)  # SHA-256: the same file comes once
    facts = models.JSONField(default=dict)  # as courses.packs.shelved.Facts
    received_at = models.DateTimeField()

    def __str__(self):
        return str(self.name)
