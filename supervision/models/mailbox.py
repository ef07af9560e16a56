"""A key of the site to which phones seal what is written without a network."""

import uuid

from django.db import models

from office.sealed import SealedTextField


class Mailbox(models.Model):
    """A P-256 key. `public` is the raw point and `private` the number, both base64url.

    The private half is wrapped by FIELD_ENCRYPTION_KEYS. No personal data. New ones are sealed to
    for 30 days; the row goes 90 days later, and what is sealed to it is closed for good.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public = models.CharField(max_length=90)
    private = SealedTextField()
    made_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return str(self.uuid)
