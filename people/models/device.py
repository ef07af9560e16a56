"""A device that its person calls their own."""

from django.conf import settings
from django.db import models


class Device(models.Model):
    """Known by a random cookie, so that a new one can be told to the person.

    Personal data: which kind of browser, coarsely. Kept a year after its last sign-in, or until
    retirement. A shared device has no row here and no cookie.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="devices")
    fingerprint = models.CharField(max_length=64)  # SHA-256 of the cookie
    label = models.CharField(max_length=60, blank=True)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "fingerprint"], name="one_row_per_device")
        ]

    def __str__(self):
        return f"device of {self.person_id}"
