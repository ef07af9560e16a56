"""A lesson read aloud by a person, in one language."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

LARGEST = 25 * 1024 * 1024
KINDS = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg"}


def place(recording, name: str) -> str:
    """Under a name of its own, so that a new recording never has the old one's address."""
    return f"recordings/{recording.page.translation_key}/{recording.page.locale_id}-{name}"


class Recording(models.Model):
    """The audio of one lesson page; its transcript is the lesson itself. No personal data.

    A row beside the page and not a field in it: translations are made from the source page, and a
    field would carry the source's voice into every language (and a draft's file is never stored).
    """

    page = models.OneToOneField(
        "courses.LessonPage", models.CASCADE, related_name="recording", verbose_name=_("lesson")
    )
    file = models.FileField(_("sound file"), upload_to=place, max_length=255)

    def __str__(self):
        return f"recording of page {self.page_id}"

    @property
    def content_type(self) -> str:
        return KINDS[PurePath(self.file.name).suffix.lower()]

    def clean(self):
        super().clean()
        if not self.file:
            return
        if PurePath(self.file.name).suffix.lower() not in KINDS:
            raise ValidationError({"file": _("Choose an MP3, M4A or OGG file.")})
        if self.file.size > LARGEST:
            raise ValidationError({"file": _("Choose a file of at most 25 MB.")})
