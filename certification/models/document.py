"""What a person brings: a paper that shows something, and learning done elsewhere."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from office.sealed import SealedTextField


def path_of(key: object) -> str:
    """Where the file of that key lies, whether there is a row of it or not."""
    return f"certificates/documents/{key}"


class DocumentState(models.TextChoices):
    SUBMITTED = "submitted", _("Waits for a look")
    CHECKED = "checked", _("Seen and accepted")
    REFUSED = "refused", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Taken back")


class Document(models.Model):
    """One paper of one kind (as schemes name it), sealed in the store at `path`.

    `asked` is who is to look at it; empty: whoever coordinates. After the look the file is its
    person's alone. `words` say why it was not accepted. Personal data: what somebody has shown.
    The file goes at retirement; the row stays without a name.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="documents")
    kind = models.SlugField(max_length=60)
    issued_on = models.DateField()
    content_type = models.CharField(max_length=60, blank=True)
    length = models.PositiveIntegerField(default=0)  # bytes
    state = models.CharField(
        max_length=10, choices=DocumentState.choices, default=DocumentState.SUBMITTED
    )
    asked = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    words = SealedTextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "kind"])]

    def __str__(self):
        return str(self.uuid)

    @property
    def path(self) -> str:
        return path_of(self.uuid)


class Provider(models.Model):
    """Who else teaches, as schemes name them. No personal data.

    `holds` are `{kind, from, until}` with days as text, as in evidence/1.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    rank = models.SlugField(max_length=40, blank=True)
    holds = models.JSONField(default=list)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Elsewhere(models.Model):
    """Learning done elsewhere; it counts as attested once somebody has seen its paper.

    `course` is the slug of ours that it stands for, where it does. `topics` are minutes by code.
    Personal data: what somebody learned where. Kept until retirement, then it names nobody.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="elsewhere")
    title = models.CharField(max_length=120)
    provider = models.SlugField(max_length=60, blank=True)
    course = models.SlugField(max_length=80, blank=True)
    completed_on = models.DateField()
    minutes = models.PositiveIntegerField()
    topics = models.JSONField(default=dict)
    delivery = models.CharField(max_length=12, default="in_person")
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="elsewhere"
    )
    state = models.CharField(
        max_length=10, choices=DocumentState.choices, default=DocumentState.SUBMITTED
    )
    sent_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return str(self.uuid)
