"""A way for a calendar to read when its person meets."""

from django.conf import settings
from django.db import models


class Feed(models.Model):
    """A secret link, one to a person; only the SHA-256 of its token, in hex, is kept.

    Whoever has it reads moments, and places where `with_place` is chosen. Personal data: that
    this person's calendar may read. Kept until they end it, make another, or leave.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    with_place = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    def __str__(self):
        return str(self.person_id)
