"""A second factor that is lost, and what stays closed until its person opens it again."""

from django.conf import settings
from django.db import models

from office.sealed import SealedTextField


class FactorRecoveryQuerySet(models.QuerySet):
    def open_at(self, at):
        return self.filter(agreed_at=None, stopped_at=None, expires_at__gt=at)


class FactorRecovery(models.Model):
    """Two administrators together take a lost second factor off. Kept for good: ids only."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="recoveries")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    objects = FactorRecoveryQuerySet.as_manager()

    def __str__(self):
        return f"recovery for {self.person_id}"


class Closure(models.Model):
    """Confidential notes of this account stay closed: somebody else may have opened its door.

    `codes` keeps, sealed, the recovery codes that were on the account, so that the paper on which
    its person has them still opens what is theirs. Personal data: these codes. Kept until the notes
    are opened, or retirement.
    """

    class Why(models.TextChoices):
        CARD = "card"
        FACTOR = "factor"

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="closure")
    why = models.CharField(max_length=10, choices=Why.choices)
    since = models.DateTimeField()
    codes = SealedTextField(blank=True)

    def __str__(self):
        return f"closure of {self.person_id}"
