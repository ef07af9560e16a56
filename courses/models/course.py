"""A course as a fact: one row for all its languages."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    MEMBERS = "members", _("everybody who can sign in")
    ASSIGNED = "assigned", _("people who were put on it")
    PUBLIC = "public", _("everybody, also without signing in")


class CourseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What this person may open; decided here for every language and every way out alike."""
        if not user.is_authenticated:
            return self.filter(audience=Audience.PUBLIC)
        open_to_all = Q(audience__in=[Audience.PUBLIC, Audience.MEMBERS])
        return self.filter(open_to_all | Q(enrolments__learner=user)).distinct()

    def takes_learners(self):
        return self.filter(archived_at=None)


class Course(models.Model):
    """One course in whatever languages. Joined to its pages by `translation_key`, never by a key.

    `outline_version` rises whenever one of its pages is published, moved or withdrawn, so that
    every process knows its cached outline is old. No personal data.
    """

    translation_key = models.UUIDField(unique=True)
    slug = models.SlugField(unique=True, allow_unicode=False)
    source_locale = models.CharField(max_length=12)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.MEMBERS)
    outline_version = models.PositiveIntegerField(default=1)
    archived_at = models.DateTimeField(null=True, blank=True)
    objects = CourseQuerySet.as_manager()

    def __str__(self):
        return self.slug

    def takes_learners_on(self, day):
        return self.archived_at is None or self.archived_at.date() > day
