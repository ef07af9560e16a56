"""Roles with dates: the truth from which Wagtail's groups and every right are derived."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    TRAINEE = "trainee", _("Learner")
    MENTOR = "mentor", _("Mentor")  # neutral also as a value: no role may tell on people
    SUPERVISOR = "supervisor", _("Supervisor")
    GUEST = "guest", _("Guest supervisor")  # from outside: sees only their own people
    CONTENT_EDITOR = "content_editor", _("Editor")
    TRANSLATOR = "translator", _("Translator")
    REVIEWER = "reviewer", _("Reviewer")
    PUBLISHER = "publisher", _("Publisher")
    COORDINATOR = "coordinator", _("Coordinator")
    ADMINISTRATOR = "administrator", _("Administrator")


WRITES_PAGES = {Role.CONTENT_EDITOR, Role.TRANSLATOR, Role.PUBLISHER}
OPENS_CMS = WRITES_PAGES | {Role.REVIEWER, Role.COORDINATOR, Role.ADMINISTRATOR}
PER_COURSE = WRITES_PAGES | {Role.REVIEWER}  # may be held for one course alone
TEAM_BOUND = {Role.COORDINATOR}  # of one team, or of all where none is named
SUPERVISES = {Role.SUPERVISOR, Role.GUEST}
NEEDS_SECOND_FACTOR = OPENS_CMS | SUPERVISES


class Team(models.Model):
    """People who work together. No personal data."""

    name = models.CharField(max_length=80, unique=True)

    def __str__(self):
        return self.name


class RoleHeldQuerySet(models.QuerySet):
    def on(self, day):
        """Held on that day; both ends count."""
        return self.filter(
            Q(until_day=None) | Q(until_day__gte=day), from_day__lte=day, person__is_active=True
        )


class RoleHeld(models.Model):
    """One person in one role from one day to another, in a team, for a language, or everywhere.

    `course` is the key that the pages of one course share in all languages; none: every course.
    Personal data: who was what, and when. Kept for good, ended at retirement.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="roles_held")
    role = models.CharField(max_length=30, choices=Role.choices)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="roles_held")
    language = models.CharField(max_length=12, blank=True)
    course = models.UUIDField(null=True, blank=True)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    objects = RoleHeldQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "role"])]

    def __str__(self):
        return f"{self.person_id} {self.role}"
