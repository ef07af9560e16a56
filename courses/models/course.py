"""A course as a fact: one row for all its languages."""

import uuid

from django.db import models
from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, Subquery, When
from django.utils.translation import gettext_lazy as _

from .assignment import Assignment


class Audience(models.TextChoices):
    MEMBERS = "members", _("everybody who can sign in")
    ASSIGNED = "assigned", _("people who were put on it")
    PUBLIC = "public", _("everybody, also without signing in")


class CourseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What this person may open; decided here for every language and every way out alike.

        Each row also says how they stand to it: `enrolment_id` (None once they have left),
        `left_at` and `completed_at`, or None.
        """
        mine = FilteredRelation("enrolments", condition=Q(enrolments__learner=user.pk))
        rows = self.annotate(mine=mine).annotate(
            enrolment_id=Case(When(mine__left_at=None, then=F("mine__pk"))),
            left_at=F("mine__left_at"),
            completed_at=F("mine__completion__completed_at"),
        )
        if not user.is_authenticated:
            return rows.filter(audience=Audience.PUBLIC)
        is_offered = Exists(Assignment.objects.reaching(user).filter(course=OuterRef("pk")))
        is_theirs = ~Q(audience=Audience.ASSIGNED) | is_offered
        return rows.filter(Q(mine__isnull=False) | Q(archived_at=None) & is_theirs)

    def followed_by(self, user):
        """Those that this person is on and has not left, each as `visible_to` gives it."""
        on_it = self.filter(enrolments__learner=user, enrolments__left_at=None)
        return on_it.annotate(
            enrolment_id=F("enrolments__pk"),
            completed_at=F("enrolments__completion__completed_at"),
        )

    def with_offers(self, user):
        """With what this person was offered: `offered_at`, `offered_until`, `offered_words`.

        Where several offers meet, the latest moment, the first day and the words that go with it.
        """
        if not user.is_authenticated:
            return self
        offers = Assignment.objects.reaching(user).filter(course=OuterRef("pk"))
        by_day = offers.order_by(F("due_on").asc(nulls_last=True), "pk")
        return self.annotate(
            offered_at=Subquery(offers.order_by("-at").values("at")[:1]),
            offered_until=Subquery(by_day.values("due_on")[:1]),
            offered_words=Subquery(by_day.exclude(words="").values("words")[:1]),
        )


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
