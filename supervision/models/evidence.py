"""A scan or photograph that shows earlier hours: sealed in the store, read by the two alone."""

import uuid

from django.conf import settings
from django.db import models

from .session import Session


class Evidence(models.Model):
    """One file for the sessions that it shows. It lies sealed at `path`; its own name is not kept.

    Personal data: whatever was written on the paper. Kept until the person supervised leaves.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sessions = models.ManyToManyField(Session, related_name="evidence")
    content_type = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)  # SHA-256 of the file, in hex
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self):
        return str(self.uuid)

    @property
    def path(self) -> str:
        return f"supervision/evidence/{self.uuid}"
