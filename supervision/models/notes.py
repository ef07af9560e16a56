"""Notes and their keys. Nothing here opens anything: `supervision.notes` does."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from office.sealed import SealedTextField

from .session import Session


class WrappedKeyField(SealedTextField):
    """A sealed key that stays sealed in Python, too; `sealed rotate` seals it anew."""

    def from_db_value(self, value, expression, connection):
        return value

    def get_prep_value(self, value):
        return models.TextField.get_prep_value(self, value)


class Purpose(models.TextChoices):
    SHARED = "shared"  # one for each pair
    OWN = "own"  # one for each pair: the supervisor's alone
    OWN_GROUP = "own_group"  # one for each session: an own note on a whole group


OWN_PURPOSES = (Purpose.OWN, Purpose.OWN_GROUP)


class DataKey(models.Model):
    """One random key of 32 bytes, wrapped; destroyed, its notes are shut for ever.

    Personal data: who has notes with whom. Kept until both have left; the key itself until
    `destroy_on` (`retention.py`).
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    supervisee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="+")
    wrapped = WrappedKeyField(blank=True)
    made_at = models.DateTimeField()
    destroy_on = models.DateField()
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supervisor", "supervisee", "purpose"],
                condition=Q(destroyed_at=None, supervisee__isnull=False),
                name="one_live_key_per_pair_and_purpose",
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(destroyed_at=None, session__isnull=False),
                name="one_live_key_per_group_session",
            ),
            models.CheckConstraint(
                condition=~Q(supervisor=F("supervisee")), name="a_key_joins_two_people"
            ),
        ]

    def __str__(self):
        return str(self.uuid)


class DestroyedKey(models.Model):
    """A key that must never come back, also out of a backup. No personal data. Kept for good."""

    uuid = models.UUIDField(primary_key=True)
    at = models.DateTimeField()

    def __str__(self):
        return str(self.uuid)


class NoteKind(models.TextChoices):
    RECORD = "record", _("Shared record")
    REPLY = "reply", _("Reply to the shared record")
    OWN = "own", _("Own note")


class NoteQuerySet(models.QuerySet):
    def current(self):
        """Without what a later row replaces, and without what is shut for ever."""
        return self.filter(replaced_by=None, key__destroyed_at=None)


class Note(models.Model):
    """What was written about a session; `body` is locked with `key` and bound to this row.

    A shared one is never changed, a later row `replaces` it; an own one is changed in place.
    Personal data: who wrote about whom, and the words. Kept until its key is destroyed; the row,
    without words, as long as the session.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="notes")
    session = models.ForeignKey(Session, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=NoteKind.choices)
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    body = models.BinaryField()
    at = models.DateTimeField()
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    objects = NoteQuerySet.as_manager()

    def __str__(self):
        return str(self.uuid)


class About(models.Model):
    """A person whom a note is about: they may ask for it. Personal data: who; kept as the note."""

    note = models.ForeignKey(Note, models.PROTECT, related_name="about")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "person"], name="a_note_is_about_each_once")
        ]

    def __str__(self):
        return f"{self.note_id} about {self.person_id}"


class AskState(models.TextChoices):
    OPEN = "open", _("Waits for an answer")
    RELEASED = "released", _("Released to you")
    WITHHELD = "withheld", _("Held back, with a reason")
    CLOSED = "closed", _("Closed: who wrote it has left")


class Ground(models.TextChoices):
    """Why a note is held back."""

    THIRD_PARTY = "third_party", _("It tells of somebody else")
    SERIOUS_HARM = "serious_harm", _("Reading it could do serious harm")
    OTHER = "other", _("Another reason, in words")


class Ask(models.Model):
    """That a person asks for one own note about them; a task for who wrote it.

    Personal data: who asked, what was answered and why. Kept until the person has left.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    note = models.ForeignKey(Note, models.PROTECT, related_name="asks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=AskState.choices, default=AskState.OPEN)
    ground = models.CharField(max_length=12, choices=Ground.choices, blank=True)
    words = SealedTextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["note", "person"],
                condition=Q(state__in=("open", "released")),
                name="a_note_is_asked_for_once",
            )
        ]

    def __str__(self):
        return str(self.uuid)


class HandingQuerySet(models.QuerySet):
    def begun(self, day):
        """Agreed to, and the day has come."""
        return self.filter(from_day__lte=day)

    def in_force(self, day):
        return self.begun(day).filter(Q(until_day=None) | Q(until_day__gt=day))


class Handing(models.Model):
    """That a shared record goes to a successor: proposed, and agreed to by the person it is about.

    Without a yes `from_day` stays empty. Personal data: who follows whom. Kept as the key.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="handings")
    successor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    from_day = models.DateField(null=True, blank=True)
    until_day = models.DateField(null=True, blank=True)
    objects = HandingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(answered_at=None), name="one_open_handing_per_key"
            )
        ]

    def __str__(self):
        return str(self.uuid)
