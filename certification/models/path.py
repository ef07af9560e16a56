"""Who is on the way to which qualification."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class How(models.TextChoices):
    ROLE = "role", _("It belongs to my role")
    ASSIGNED = "assigned", _("Somebody put me on it")
    CHOSEN = "chosen", _("I chose it")


class PathQuerySet(models.QuerySet):
    def live(self):
        return self.filter(left_on=None)


class Path(models.Model):
    """One person on the way to one qualification, from `joined_on`, in their zone.

    Personal data: what somebody works towards, and who put them on it. Kept until retirement.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="paths")
    scheme = models.ForeignKey("certification.Scheme", models.PROTECT, related_name="paths")
    how = models.CharField(max_length=10, choices=How.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    tells_supervisor = models.BooleanField(default=False)  # reminders go to them as well
    asked = models.JSONField(default=dict, blank=True)  # by line: when, and a Turn
    objects = PathQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "scheme"], condition=Q(left_on=None), name="on_a_path_once"
            )
        ]

    def __str__(self):
        return f"{self.person_id} on {self.scheme_id}"
