"""What learners say of a lesson, and what was done about it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from office.sealed import SealedTextField

LONGEST = 1000


class Kind(models.TextChoices):
    HELPED = "helped", _("It helped me")
    CONFUSING = "confusing", _("It confused me")
    UPSETTING = "upsetting", _("It upset me")
    WRONG_WORDS = "wrong_words", _("Wrong in my language")


class LessonFeedback(models.Model):
    """One thing said of one lesson, by nobody in particular.

    Personal data: `person` only where they asked for an answer (then editors see the name), and
    whatever somebody wrote into `words`, which the database holds sealed. A random key and a day
    without a time, so that neither order nor moment leads back to a session. A row with a name goes
    when its person leaves; one without stays, as nobody's.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey("courses.Course", models.CASCADE, related_name="feedback")
    lesson_key = models.UUIDField()
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    words = SealedTextField(blank=True)
    day = models.DateField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    answer = SealedTextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    looked_at_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["course", "lesson_key", "day"])]

    def __str__(self):
        return f"{self.kind} {self.uuid}"


class LessonReply(models.Model):
    """“You said, we did”: shown to all at a lesson's end, in one language. No personal data."""

    course = models.ForeignKey("courses.Course", models.CASCADE, related_name="replies")
    lesson_key = models.UUIDField()
    language = models.CharField(max_length=12)
    you_said = models.CharField(_("You said"), max_length=300)
    we_did = models.CharField(_("We did"), max_length=300)
    is_shown = models.BooleanField(_("Show it at the end of the lesson"), default=True)
    day = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["lesson_key", "language"])]

    def __str__(self):
        return f"reply {self.pk}"
