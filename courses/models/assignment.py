"""A course that somebody was offered: by whom, until when if they can."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

LONGEST = 200
TO_A_PERSON = Q(person__isnull=False, team=None, role="")
TO_A_TEAM = Q(person=None, team__isnull=False, role="")
TO_A_ROLE = Q(person=None, team=None) & ~Q(role="")


class AssignmentQuerySet(models.QuerySet):
    def open(self):
        return self.filter(withdrawn_at=None)

    def reaching(self, user, on=None):
        """The open ones that are for this person on that day (theirs today): for themselves, for a
        team of theirs, for a role that they have."""
        is_one = Q(team=OuterRef("team")) | Q(role=OuterRef("role"))
        held = user.roles_held.on(on or user.day()).filter(is_one)
        return self.open().filter(Q(person=user.pk) | Q(Exists(held)))


class Assignment(models.Model):
    """One course, offered to exactly one of a person, a team, a role. It puts nobody on the course.

    Only added and withdrawn: another day or other words are another row. `due_on` is an offer, the
    last day that would be good; nothing happens after it.
    Personal data: to whom a course was offered, by whom, and a line of words. Kept until the person
    whom it is for leaves; once its writer has left, without the words.
    """

    course = models.ForeignKey("courses.Course", models.CASCADE, related_name="assignments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=LONGEST, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    team = models.ForeignKey(
        "people.Team", models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    role = models.CharField(max_length=30, blank=True)  # a value of people.Role
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=TO_A_PERSON | TO_A_TEAM | TO_A_ROLE, name="assigned_to_exactly_one"
            ),
            models.UniqueConstraint(
                fields=["course", "person"],
                condition=Q(withdrawn_at=None, person__isnull=False),
                name="one_open_assignment_per_person",
            ),
            models.UniqueConstraint(
                fields=["course", "team"],
                condition=Q(withdrawn_at=None, team__isnull=False),
                name="one_open_assignment_per_team",
            ),
            models.UniqueConstraint(
                fields=["course", "role"],
                condition=Q(withdrawn_at=None) & ~Q(role=""),
                name="one_open_assignment_per_role",
            ),
        ]

    def __str__(self):
        return f"{self.course_id} for {self.person_id or self.team_id or self.role}"
