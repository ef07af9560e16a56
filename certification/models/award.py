"""What was granted, on which grounds; it never changes after, whatever becomes of the rule."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AwardKind(models.TextChoices):
    FULL = "full", _("Granted")
    TEMPORARY = "temporary", _("For the time being")  # by hand, while something is still missing
    PROVISIONAL = "provisional", _("With conditions")


class AwardState(models.TextChoices):
    VALID = "valid", _("Granted")
    REVOKED = "revoked", _("Taken back")
    REPLACED = "replaced", _("Replaced by another")


class AwardQuerySet(models.QuerySet):
    def live(self):
        """Neither taken back nor replaced; its days may be over."""
        return self.filter(state=AwardState.VALID)

    def full(self):
        return self.filter(kind=AwardKind.FULL)


class Award(models.Model):
    """One person, one scheme, one cycle. `grounds` is the tree it was granted on, as JSON.

    `valid_until` is its last day, in the holder's zone; empty: for good. A cycle has one live award
    of each kind; granted anew, the old row is replaced and kept. `titles`, `family`, `rank` and
    `version` are copied. Personal data: who is qualified since when. Kept for good; after
    retirement it names nobody.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="awards")
    scheme = models.ForeignKey("certification.Scheme", models.PROTECT, related_name="awards")
    version = models.PositiveSmallIntegerField()
    cycle = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=AwardKind.choices, default=AwardKind.FULL)
    titles = models.JSONField(default=dict)
    family = models.CharField(max_length=60, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)
    granted_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    grounds = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=AwardState.choices, default=AwardState.VALID)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=200, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    looked_at = models.DateTimeField(null=True, blank=True)  # again, where it was drawn
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    objects = AwardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "scheme", "cycle", "kind"],
                condition=Q(state="valid"),
                name="one_live_award_a_cycle",
            )
        ]
        indexes = [models.Index(fields=["person", "scheme", "granted_on"])]

    def __str__(self):
        return str(self.uuid)


class Extension(models.Model):
    """More time for one award, where its scheme knows of it.

    Personal data: that somebody was given more time. Kept as long as the award.
    """

    award = models.ForeignKey(Award, models.PROTECT, related_name="extensions")
    asked_on = models.DateField()
    until_day = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["asked_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["award", "until_day"], name="one_extension_to_a_day")
        ]

    def __str__(self):
        return f"{self.award_id} until {self.until_day}"
