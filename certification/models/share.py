"""What a holder shows of an award: a paper or a page, with a code that anybody can check."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from office.sealed import SealedTextField


class Printed(models.TextChoices):
    """Which name stands on it; the holder decides each time."""

    CHOSEN = "chosen", _("The name I am called by")
    LEGAL = "legal", _("My legal name")
    NONE = "none", _("No name")


class Share(models.Model):
    """One showing of one award. Its code opens `/verify/<code>/` until it is taken back.

    `digest` is the SHA-256 of the code in hex, `code` the code itself, sealed; `name` is what was
    printed, sealed. `badge_index` is its place in the status list of badges. Personal data: the
    name a holder shows to others. Name and code go at retirement.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    award = models.ForeignKey("certification.Award", models.PROTECT, related_name="shares")
    digest = models.CharField(max_length=64, unique=True)
    code = SealedTextField(blank=True)
    printed = models.CharField(max_length=8, choices=Printed.choices, default=Printed.CHOSEN)
    name = SealedTextField(blank=True)
    languages = models.JSONField(default=list)
    with_badge = models.BooleanField(default=False)
    badge_index = models.PositiveIntegerField(null=True, blank=True, unique=True)
    made_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return str(self.uuid)
