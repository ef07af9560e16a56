"""A session, written once for everybody who was there, and each one's line in it."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office.sealed import SealedTextField

from .agreement import Agreement
from .kinds import Kind, Mode

SALT_BYTES = 16


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


class Held(models.TextChoices):
    HELD = "held", _("It took place")
    CANCELLED = "cancelled", _("Called off")
    MISSED = "missed", _("Missed")


class SessionQuerySet(models.QuerySet):
    def in_force(self):
        """Without what was taken back, or has been corrected by a later row."""
        return self.filter(taken_back_at=None, correction=None)


class Session(models.Model):
    """One meeting. Its UUID comes from the device, so that what is sent twice is one.

    `started_at` is the moment, `zone` the wall clock it was written by; `minutes` are 0 where it
    was called off or missed. A correction is a new row that `corrects` another, with a reason.
    `heads_said`: how many supervisees were there, where some of them have no account here.
    Personal data: who met whom, when and about what. Kept as long as the lines of its people.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="sessions_given"
    )
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()
    started_at = models.DateTimeField(db_index=True)
    zone = models.CharField(max_length=60)
    minutes = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.IN_PERSON)
    is_observed = models.BooleanField(default=False)
    language = models.CharField(max_length=12, blank=True)
    topics = models.JSONField(default=list)
    held = models.CharField(max_length=10, choices=Held.choices, default=Held.HELD)
    called_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    next_on = models.DateField(null=True, blank=True)
    heads_said = models.PositiveSmallIntegerField(null=True, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="correction"
    )
    reason = models.CharField(max_length=200, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(held=Held.HELD, minutes__gt=0) | (~Q(held=Held.HELD) & Q(minutes=0)),
                name="only_what_took_place_has_minutes",
            ),
        ]

    def __str__(self):
        return str(self.uuid)


class LineState(models.TextChoices):
    OPEN = "submitted", _("Waits for an answer")
    CONFIRMED = "confirmed", _("Confirmed by both")
    DISPUTED = "disputed", _("Not agreed yet")
    BY_SUPERVISOR = "one_sided_supervisor", _("Only the supervisor said so")
    BY_SUPERVISEE = "one_sided_supervisee", _("Only the person supervised said so")
    CLASHING = "clashing", _("At the same time as another")
    NOTED = "noted", _("Kept, without minutes")  # called off or missed
    REPLACED = "replaced", _("Corrected by a later one")
    TAKEN_BACK = "taken_back", _("Taken back")


SETTLED = (LineState.CONFIRMED, LineState.BY_SUPERVISOR, LineState.BY_SUPERVISEE)


class Awaits(models.TextChoices):
    """Whose answer a line waits for."""

    SUPERVISEE = "supervisee"
    SUPERVISOR = "supervisor"
    NOBODY = ""


class Outside(models.TextChoices):
    """Why a line is kept and does not count: no agreement holds on its day."""

    NO_AGREEMENT = "no_agreement", _("Nothing was agreed.")
    NOT_BEGUN = "not_begun", _("The agreement began later.")
    ENDED = "ended", _("The agreement had ended.")
    DECLINED = "declined", _("The agreement was declined.")


class LineQuerySet(models.QuerySet):
    def in_force(self):
        return self.exclude(state__in=(LineState.REPLACED, LineState.TAKEN_BACK))

    def of_pair(self, supervisor, supervisee):
        return self.filter(session__supervisor=supervisor, supervisee=supervisee)


class Line(models.Model):
    """One supervisee's part of one session: what is confirmed, counted and sealed.

    `counted_on` is the day on which the session began where the supervisee lived then; it never
    moves. Without a live `agreement` a line is kept and does not count, and says why (`outside`).
    Personal data: who was supervised, when and how long. Kept for good; after retirement it names
    nobody.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="lines")
    supervisee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="supervision_lines"
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="lines"
    )
    outside = models.CharField(max_length=20, choices=Outside.choices, blank=True)
    counted_on = models.DateField(db_index=True)
    minutes = models.PositiveSmallIntegerField()
    presented = models.BooleanField(default=False)
    facilitated = models.BooleanField(default=False)
    state = models.CharField(max_length=24, choices=LineState.choices, default=LineState.OPEN)
    awaits = models.CharField(max_length=10, choices=Awaits.choices, blank=True)
    submitted_at = models.DateTimeField()
    state_at = models.DateTimeField()
    salt = models.BinaryField(max_length=SALT_BYTES, default=new_salt, editable=False)
    objects = LineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "supervisee"], name="one_line_per_person")
        ]
        indexes = [models.Index(fields=["supervisee", "counted_on"])]

    def __str__(self):
        return str(self.uuid)


class Said(models.TextChoices):
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    KEPT = "kept"  # whoever was asked about a dispute stands by what was written
    SILENT = "silent"  # nobody answered in time
    CHANGED = "changed"  # written anew before anybody confirmed
    CORRECTED = "corrected"
    TAKEN_BACK = "taken_back"


class Reason(models.TextChoices):
    """Why a line is not quite right; no words are needed."""

    LENGTH = "length", _("It took another time")
    ABSENT = "absent", _("I was not there")
    OTHER = "other", _("Something else")


class Answer(models.Model):
    """What somebody said about a line. Append-only.

    `words` are sealed, and read by the two alone. Personal data: who said what, when. Kept as long
    as the line.
    """

    line = models.ForeignKey(Line, models.PROTECT, related_name="answers")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    said = models.CharField(max_length=12, choices=Said.choices)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    words = SealedTextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.said} on {self.line_id}"


class Lock(models.Model):
    """A month of two people, closed: nothing in it is written or changed, but answers still come.

    `month` is its first day. Personal data: who closed what. Kept as long as the lines.
    """

    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    supervisee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    month = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reopened_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supervisor", "supervisee", "month"],
                condition=Q(reopened_at=None),
                name="a_month_is_closed_once",
            )
        ]

    def __str__(self):
        return f"{self.month:%Y-%m}"
