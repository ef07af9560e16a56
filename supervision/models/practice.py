"""Direct work, week by week: hours that a qualification may ask for."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .agreement import Workplace

SHIPPED = {  # named as schemes name them
    "direct": _("Direct support"),
    "face_to_face": _("Face to face"),
    "other": _("Other work"),
}


class PracticeCategory(models.Model):
    """A category of the organisation's own; `names` by language. No personal data.

    While there is none, the shipped ones are offered. An archived one is offered no more and stays
    on what was logged.
    """

    code = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(default=dict)
    is_archived = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.code

    @property
    def name(self) -> str:
        """In the language of the moment, else in the first that there is."""
        return self.names.get(get_language()) or next(iter(self.names.values()), self.code)


class PracticeState(models.TextChoices):
    LOGGED = "logged", _("Not confirmed yet")
    ATTESTED = "attested", _("Confirmed")
    REPLACED = "superseded", _("Corrected by a later one")


class PracticeQuerySet(models.QuerySet):
    def in_force(self):
        return self.exclude(state=PracticeState.REPLACED)

    def waiting(self):
        return self.filter(state=PracticeState.LOGGED)


class Practice(models.Model):
    """Minutes of one category in one part of a week; a correction is a new row with a reason.

    From `from_day` to `until_day` lies inside one ISO week and one month (scheme/1). `supervisor`
    is who may confirm it. Personal data: how much somebody worked, on what. Kept for good; after
    retirement it names nobody.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="practice")
    from_day = models.DateField(db_index=True)
    until_day = models.DateField()
    category = models.SlugField(max_length=40)
    minutes = models.PositiveIntegerField()
    workplace = models.ForeignKey(Workplace, models.PROTECT, null=True, blank=True)
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        max_length=12, choices=PracticeState.choices, default=PracticeState.LOGGED
    )
    logged_at = models.DateTimeField()
    attested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    attested_at = models.DateTimeField(null=True, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="correction"
    )
    reason = models.CharField(max_length=200, blank=True)
    objects = PracticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "from_day", "category", "workplace"],
                condition=~Q(state="superseded"),
                name="one_row_a_part_category_and_workplace",
            ),
            models.UniqueConstraint(
                fields=["person", "from_day", "category"],
                condition=~Q(state="superseded") & Q(workplace=None),
                name="one_row_a_part_and_category",
            ),
            models.CheckConstraint(
                condition=Q(until_day__gte=models.F("from_day")),
                name="practice_ends_after_it_began",
            ),
        ]
        indexes = [models.Index(fields=["person", "from_day"])]

    def __str__(self):
        return str(self.uuid)
