"""What somebody stands by with their name: a code of conduct signed, a letter, a yes."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Statement(models.Model):
    """The words that are signed, by language, under the code that schemes use. No personal data.

    Whoever signs gets a copy of the words, so that they may be written anew.
    """

    code = models.SlugField(max_length=60, unique=True)
    titles = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.code

    @property
    def title(self) -> str:
        own = self.titles.get(get_language()) or self.titles.get("en")
        return own or next(iter(self.titles.values()), self.code)


class By(models.TextChoices):
    SELF = "self", _("The person")
    SUPERVISOR = "supervisor", _("A supervisor")
    ORGANISATION = "organisation", _("The organisation")


class Attestation(models.Model):
    """A statement about `person`, signed on `day` in their zone. Taken back, it counts no more.

    `words` are those that were signed. Personal data: what somebody vouched for. Kept for good;
    after retirement it names nobody.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="attestations"
    )
    statement = models.SlugField(max_length=60)
    by_whom = models.CharField(max_length=12, choices=By.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    day = models.DateField()
    at = models.DateTimeField()
    words = models.TextField(blank=True)
    language = models.CharField(max_length=12, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "statement"])]

    def __str__(self):
        return str(self.uuid)
