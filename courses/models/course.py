"""A course as a fact: one row for all its languages."""

import uuid

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    MEMBERS = "members", _("everybody who can sign in")
    ASSIGNED = "assigned", _("people who were put on it")
    PUBLIC = "public", _("everybody, also without signing in")


class CourseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What this person may open; decided here for every language and every way out alike.

        Each row also says how they stand to it: `enrolment_id` and `completed_at`, or None.
        """
        mine = FilteredRelation("enrolments", condition=Q(enrolments__learner=user.pk))
        rows = self.annotate(mine=mine).annotate(
            enrolment_id=F("mine__pk"), completed_at=F("mine__completion__completed_at")
        )
        if not user.is_authenticated:
            return rows.filter(audience=Audience.PUBLIC)
        on_it = Q(mine__isnull=False)
        return rows.filter(on_it | Q(archived_at=None) & ~Q(audience=Audience.ASSIGNED))


class Course(models.Model):
    """One course in whatever languages. Joined to its pages by `translation_key`, never by a key.

    `edition` is drawn anew whenever one of its pages is saved, moved or removed, so that every
    process knows that its cached outline is old (a counter would come back after a rollback).
    `changes` says when what a lesson teaches last changed, by lesson key: what its refreshers say,
    at no query of its own. No personal data.
    """

    translation_key = models.UUIDField(unique=True)
    slug = models.SlugField(max_length=255, unique=True)
    source_locale = models.CharField(max_length=12)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.MEMBERS)
    edition = models.UUIDField(default=uuid.uuid4, editable=False)
    changes = models.JSONField(default=dict, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True)
    objects = CourseQuerySet.as_manager()

    def __str__(self):
        return self.slug

    def takes_learners(self):
        return self.archived_at is None
