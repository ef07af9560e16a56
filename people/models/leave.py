"""Days on which somebody is away from work: their own word, without a reason."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Break(models.Model):
    """From one day to another, in the zone of its person; both count. No end: it goes on.

    Personal data: when somebody is away. No reason exists. Kept until they take it off, or leave.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="breaks")
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["from_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")),
                name="break_ends_after_it_begins",
            )
        ]

    def __str__(self):
        return f"{self.person_id}: {self.from_day} – {self.until_day or '…'}"
