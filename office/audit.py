"""Who did or read what of whom: append-only, ids only, readable by the person concerned."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone


class AppendOnly(Exception):
    """An entry, once written, is neither changed nor taken out."""


class EntryQuerySet(models.QuerySet):
    def for_person(self, user):
        """What was done about this person, the newest first: theirs to read."""
        return self.filter(about=user).order_by("-at", "-pk")

    def update(self, **values):
        raise AppendOnly

    def delete(self):
        raise AppendOnly

    def bulk_update(self, objs, fields, batch_size=None):
        raise AppendOnly

    def bulk_create(self, objs, **options):
        if options.get("update_conflicts"):
            raise AppendOnly
        return super().bulk_create(objs, **options)


class Entry(models.Model):
    """One act. Holds ids, a verb and the actor's roles on the day, never content; kept for good."""

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    roles = models.CharField(max_length=120, blank=True)
    verb = models.CharField(max_length=40)
    object_kind = models.CharField(max_length=60)
    object_key = models.CharField(max_length=80)
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="audit_entries", null=True
    )
    objects = EntryQuerySet.as_manager()

    def __str__(self):
        return f"{self.verb} {self.object_kind}:{self.object_key}"

    def save(self, **options):
        if not self._state.adding:
            raise AppendOnly
        super().save(**(options | {"force_insert": True}))  # a reused key must not overwrite

    def delete(self, **options):
        raise AppendOnly


def note(
    verb: str,
    *,
    by,
    object_kind: str,
    object_key: object,
    about=None,
    roles: str = "",
    at: datetime | None = None,
) -> None:
    """Write one entry, in the transaction of the act itself. `by=None` is the site."""
    Entry.objects.create(
        at=at or timezone.now(),
        actor=by,
        roles=roles,
        verb=verb,
        object_kind=object_kind,
        object_key=str(object_key),
        about=about,
    )
