"""A copy of what we hold about a person, made because they asked for it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class State(models.TextChoices):
    ASKED = "asked"
    READY = "ready"
    GONE = "gone"  # its days are over, or its person took it back


OPEN = [State.ASKED, State.READY]
TO_DO = "learning.export"  # what the sweep is told: make it, or let it go; the key is its uuid


def path_of(key: object) -> str:
    """Where the sealed copy lies; told from the key alone, so that none is forgotten."""
    return f"exports/{key}"


class ExportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=OPEN)

    def ready_at(self, at):
        return self.filter(state=State.READY, until__gt=at)


class Export(models.Model):
    """One copy, from the asking to its end; its person has one open at a time.

    Personal data: that and when somebody asked; the copy itself lies sealed at `path` until `until`
    and is gone after. The row is kept until retirement.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="exports")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    path = models.CharField(max_length=120, blank=True)
    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=OPEN),
                name="one_open_export_per_person",
            )
        ]

    def __str__(self):
        return str(self.uuid)
