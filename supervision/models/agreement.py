"""Who supervises whom, from when to when, and what was agreed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .kinds import Kind


class Per(models.TextChoices):
    """The span in which minutes are owed."""

    WEEK = "iso_week", _("a week")
    MONTH = "month", _("a month")
    QUARTER = "quarter", _("a quarter")


class Workplace(models.Model):
    """An organisation or site that people work for. No personal data."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    def __str__(self):
        return self.name


class Qualification(models.Model):
    """What a supervisor may call themselves, from one day to another, both included.

    `code` is what rules ask for (`lcsw`), `rank` its class (`associate`) where a rule tells them
    apart. `checked_by` saw the proof. Personal data: who is qualified, who says so. Kept while a
    session that leans on it is kept.
    """

    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="qualifications"
    )
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    rank = models.SlugField(max_length=40, blank=True)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"{self.holder_id} {self.code}"


class AgreementState(models.TextChoices):
    """Whether both stand by it: one supervisor's word alone gives them no right."""

    AGREED = "agreed", _("Agreed")
    PROPOSED = "proposed", _("Waits for a yes")
    DECLINED = "declined", _("Declined")


class AgreementQuerySet(models.QuerySet):
    def agreed(self):
        """Without what only one of the two has said; whatever gives a right begins here."""
        return self.filter(state=AgreementState.AGREED)

    def on(self, day):
        """Agreed, and live on that day; both ends count."""
        live = self.filter(Q(until_day=None) | Q(until_day__gte=day), from_day__lte=day)
        return live.agreed()

    def between(self, supervisor, supervisee):
        return self.filter(supervisor=supervisor, supervisee=supervisee)


class Agreement(models.Model):
    """What two people agreed. Agreements of one supervisor with one `group` are a standing group.

    `minutes` are owed in each `per`; `every_days` is the longest gap between two sessions.
    `weekday` (0 is Monday), `starts` (the supervisor's wall clock) and `lasts` (minutes) are
    usual: the quick form begins with them. `state` says whether both stand by it. Personal data:
    who supervises whom. Kept for good with its sessions, else until both have left.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="agreements_given"
    )
    supervisee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="agreements_had"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    group = models.CharField(_("group"), max_length=60, blank=True)
    workplace = models.ForeignKey(
        Workplace, models.PROTECT, null=True, blank=True, verbose_name=_("for the work at")
    )
    from_day = models.DateField(_("from"))
    until_day = models.DateField(_("until"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes owed"), default=60)
    per = models.CharField(_("in"), max_length=8, choices=Per.choices, default=Per.MONTH)
    every_days = models.PositiveSmallIntegerField(_("at least every … days"), null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(_("usual day"), null=True, blank=True)
    starts = models.TimeField(_("usual start"), null=True, blank=True)
    lasts = models.PositiveSmallIntegerField(_("usual length in minutes"), default=60)
    place = models.CharField(_("where"), max_length=120, blank=True)
    state = models.CharField(
        max_length=10, choices=AgreementState.choices, default=AgreementState.AGREED
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(supervisor=F("supervisee")), name="nobody_supervises_themselves"
            ),
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")),
                name="an_agreement_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"{self.supervisor_id} with {self.supervisee_id}"


class AgreementFile(models.Model):
    """The paper that the two wrote, one for each agreement; sealed in the store (`path`).

    Personal data: whatever stands in it. Kept until the supervisor takes it away, or one of the
    two leaves for good.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="file")
    kind = models.CharField(max_length=4)  # one of `agreed_files.KINDS`
    added_at = models.DateTimeField()

    def __str__(self):
        return str(self.uuid)

    @property
    def path(self) -> str:
        return path_of(self.uuid)


def path_of(key) -> str:
    """Where the file of that key lies, whether there is a row of it or not."""
    return f"supervision/agreements/{key}"
