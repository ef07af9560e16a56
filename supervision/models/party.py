"""Random names for people and the site, so that a proof names nobody."""

import uuid

from django.conf import settings
from django.db import models


class Party(models.Model):
    """A random UUID that stands for one person in what is sealed; `person` is empty for the site.

    Personal data: none without the account. Kept for good.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    def __str__(self):
        return str(self.uuid)
