"""The answer as it was last worked out, for lists; the page of its person works it out anew."""

from django.conf import settings
from django.db import models


class Standing(models.Model):
    """How one person stands in one scheme on the day `on`; a due row renews it at `next_change`.

    `short` are the ids of the lines that are not met, `lines` the reduced tree: no record's kind,
    no reason, no words. `breaks_from` lapses, `valid_until` the last day of what they hold.
    Personal data: whether somebody is qualified. Goes when they leave the path; until retirement.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="standings")
    scheme = models.ForeignKey("certification.Scheme", models.PROTECT, related_name="standings")
    version = models.PositiveSmallIntegerField()
    on = models.DateField()
    state = models.CharField(max_length=20)
    credential = models.CharField(max_length=12)
    lapses_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    next_change = models.DateField(null=True, blank=True)
    short = models.JSONField(default=list)
    lines = models.JSONField(default=list)
    worked_out_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "scheme"], name="one_standing_a_scheme")
        ]
        indexes = [models.Index(fields=["scheme", "credential", "valid_until"])]

    def __str__(self):
        return f"{self.person_id} in {self.scheme_id}: {self.state}"
