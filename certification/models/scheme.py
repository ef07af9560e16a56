"""Schemes as they are kept: the text of each version, whole, as somebody wrote it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SchemeQuerySet(models.QuerySet):
    def published(self):
        """With a version that holds; what was put away stays for those who have its award."""
        return self.filter(versions__published_at__isnull=False).distinct()

    def offered(self):
        return self.published().filter(archived_at=None)


class Scheme(models.Model):
    """A qualification, under one slug for ever. No personal data.

    `for_roles`: whoever holds one of these roles is on its path. `is_open`: anybody may choose it.
    """

    slug = models.SlugField(max_length=60, unique=True)
    for_roles = models.JSONField(_("for these roles"), default=list, blank=True)
    is_open = models.BooleanField(_("open to everybody"), default=False)
    archived_at = models.DateTimeField(null=True, blank=True)
    objects = SchemeQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]

    def __str__(self):
        return self.slug


class SchemeVersion(models.Model):
    """One version: a YAML document of scheme/1. Once published it never changes.

    `titles` by language, copied from the text so that lists need not read it.
    Personal data: who wrote and who published it, ids only. Kept for good.
    """

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    titles = models.JSONField(default=dict)
    effective_from = models.DateField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="one_version_a_number"),
            models.UniqueConstraint(
                fields=["scheme"], condition=Q(published_at=None), name="one_draft_a_scheme"
            ),
        ]

    def __str__(self):
        return f"{self.scheme_id}, version {self.number}"
