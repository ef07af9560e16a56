"""Blocks of a pack that each organisation must make its own, and where that is settled."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Adapt(models.TextChoices):
    LAW = "law", _("the law of your country")
    NUMBERS = "numbers", _("numbers and addresses")
    NAMES = "names", _("names and roles")
    EXAMPLES = "examples", _("examples")


class AdaptMark(models.Model):
    """One marked block of a course. No personal data; kept as long as the pack marks it."""

    course_key = models.UUIDField(db_index=True)
    page_key = models.UUIDField()
    block = models.CharField(max_length=36)  # its uuid, the same in all languages
    kind = models.CharField(max_length=10, choices=Adapt.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page_key", "block"], name="one_adapt_mark_per_block")
        ]

    def __str__(self):
        return f"{self.page_key} {self.block}: {self.kind}"


class AdaptedIn(models.Model):
    """A marked block in one language: how it came, and whether somebody said that it fits.

    No personal data: who said so, and when, stands in the audit only.
    """

    mark = models.ForeignKey(AdaptMark, models.CASCADE, related_name="languages")
    language = models.CharField(max_length=12)
    came_as = models.CharField(max_length=64, blank=True)  # digest of its words; empty: not known
    fits = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mark", "language"], name="one_adapted_per_language")
        ]

    def __str__(self):
        return f"{self.mark_id} {self.language}"
