"""Reports to those who pay: figures as they stood on a day, kept for good."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Grant(models.Model):
    """Money for something, under a name of its own. No personal data."""

    name = models.CharField(_("name"), max_length=120, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Tagged(models.TextChoices):
    POST = "post"  # a role that somebody holds
    COURSE = "course"
    AGREEMENT = "agreement"  # and so every session held by it


class GrantTag(models.Model):
    """That a grant pays for one thing: the key of a role held, a course or an agreement.

    Personal data: which post is paid by whom. Kept as long as the thing.
    """

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="tags")
    kind = models.CharField(max_length=10, choices=Tagged.choices)
    key = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["grant", "kind", "key"], name="tagged_once")]

    def __str__(self):
        return f"{self.kind}:{self.key}"


class Report(models.Model):
    """Figures of a time, as they stood at `made_at`. Nothing of it ever changes.

    `figures` are {code: number, or counts by name}; `teams` the names of the teams it was of.
    Personal data: who made it, ids only; totals else, small counts kept back. Kept for good.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=120)
    from_day = models.DateField(_("from"))
    until_day = models.DateField(_("until"))
    grant = models.CharField(max_length=120, blank=True)
    teams = models.JSONField(default=list)
    figures = models.JSONField(default=dict)
    words = models.TextField(_("in your words"), blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self):
        return self.title
