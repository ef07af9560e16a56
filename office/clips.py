"""Sound and film as the library keeps them, with a smaller file and captions beside each.

Wagtailmedia lists and edits them. What a file is sent as is our own list, by its ending; what it
begins with must agree. No storage address is ever shown: an editor hears a clip at `/cms/clips/…`,
a learner at an address of the course (`office.playable`).
"""

import re
import secrets
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia, MediaType

from office.files import FileAddress

AUDIO = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".wav": "audio/wav"}
VIDEO = {".mp4": "video/mp4", ".webm": "video/webm"}
CAPTIONS = {".vtt": "text/vtt"}
KINDS = AUDIO | VIDEO | CAPTIONS
MP4 = re.compile(rb".{4}ftyp", re.DOTALL)
BEGINS = {
    ".mp3": re.compile(rb"ID3|\xff[\xe0-\xff]", re.DOTALL),
    ".m4a": MP4,
    ".mp4": MP4,
    ".ogg": re.compile(rb"OggS"),
    ".wav": re.compile(rb"RIFF.{4}WAVE", re.DOTALL),
    ".webm": re.compile(rb"\x1aE\xdf\xa3"),
}
SIZES = {"file": "size", "small_file": "small_size"}  # the files of a clip, and their bytes
LARGEST = {MediaType.AUDIO: 50 * 1024 * 1024, MediaType.VIDEO: 200 * 1024 * 1024}
TOO_LARGE = {
    MediaType.AUDIO: _("Choose a file of at most 50 MB."),
    MediaType.VIDEO: _("Choose a file of at most 200 MB."),
}
WRONG_KIND = {
    MediaType.AUDIO: _("Choose an MP3, M4A, OGG or WAV file."),
    MediaType.VIDEO: _("Choose an MP4 or WebM file."),
}


def kind_of(name: str) -> str:
    """What a clip or its captions are sent as; never what a browser said when it sent them."""
    return KINDS.get(ending_of(name), "application/octet-stream")


def ending_of(name: str) -> str:
    return PurePath(name).suffix.lower()


def begins_as(file, ending: str) -> bool:
    """Whether an open file begins as its ending says."""
    file.seek(0)
    begins = bool(BEGINS[ending].match(file.read(16)))
    file.seek(0)
    return begins


def place(row, name: str) -> str:
    """In a folder of its own, so that a new file never has an old one's address."""
    return f"clips/{secrets.token_hex(8)}/{name}"


class PrivateFile(FieldFile):
    """`url` is for editors only, and asks who they are."""

    @property
    def url(self) -> str:
        return self.instance.address_of(self.field.name)


class PrivateFileField(models.FileField):
    attr_class = PrivateFile


class Clip(AbstractMedia):
    """One sound or film. Its title is for the library; what learners read stands in each lesson.

    Personal data: who added it. Kept as long as the clip; after retirement it names nobody.
    """

    thumbnail = None
    file = PrivateFileField(_("file"), upload_to=place, max_length=255)
    small_file = PrivateFileField(
        _("small file"),
        upload_to=place,
        max_length=255,
        blank=True,
        help_text=_("The same in fewer bytes, for people who pay for each."),
    )
    size = models.PositiveBigIntegerField(default=0, editable=False)  # in bytes, as is the next
    small_size = models.PositiveBigIntegerField(default=0, editable=False)
    mark = models.CharField(max_length=64, blank=True, db_index=True, editable=False)  # of a pack

    admin_form_fields = (
        "title",
        "file",
        "small_file",
        "collection",
        "duration",
        "width",
        "height",
        "tags",
    )

    def address_of(self, which: str) -> str:
        return f"/cms/clips/{self.pk}/{which}/"

    def clean(self):
        for name in SIZES:
            file = getattr(self, name)
            if file and not file._committed:  # what is stored was looked at when it came
                self._check(name, file)
        if self.small_file and self.file and self._length("small_file") >= self._length("file"):
            raise ValidationError({"small_file": _("The small file must be the smaller one.")})
        super().clean()

    def _check(self, name: str, file) -> None:
        known = AUDIO if self.type == MediaType.AUDIO else VIDEO
        ending = ending_of(file.name)
        if ending not in known or not begins_as(file, ending):
            raise ValidationError({name: WRONG_KIND[MediaType(self.type)]})
        if file.size > LARGEST[MediaType(self.type)]:
            raise ValidationError({name: TOO_LARGE[MediaType(self.type)]})

    def _length(self, name: str) -> int:
        """In bytes. Of a stored file as it was when it came: the file itself may be lost."""
        file = getattr(self, name)
        stored = getattr(self, SIZES[name])
        return stored if file._committed and stored else file.size

    @transaction.atomic
    def save(self, *args, **kwargs):
        before = Clip.objects.filter(pk=self.pk).first() if self.pk else None
        old = {name: getattr(before, name).name if before else "" for name in SIZES}
        for name, size in SIZES.items():
            file = getattr(self, name)
            if file.name != old[name]:
                setattr(self, size, file.size if file else 0)
        super().save(*args, **kwargs)
        for name, path in old.items():
            if path and path != getattr(self, name).name:
                throw_away(path)


class Track(models.Model):
    """The captions of one clip in one language. No personal data."""

    clip = models.ForeignKey(Clip, models.CASCADE, related_name="tracks")
    language = models.CharField(max_length=12)
    file = PrivateFileField(upload_to=place, max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clip", "language"], name="one_track_per_language")
        ]

    def __str__(self):
        return f"{self.language} of clip {self.clip_id}"

    def address_of(self, which: str) -> str:
        return f"/cms/clips/{self.clip_id}/{self.language}/"


def caption(clip: Clip, language: str, file) -> Track:
    """Give a clip its captions in one language; those it had go. `file` was checked before."""
    remove_captions(clip, language)
    return Track.objects.create(clip=clip, language=language, file=file)


def remove_captions(clip: Clip, language: str) -> None:
    for track in Track.objects.filter(clip=clip, language=language):
        track.delete()


def throw_away(name: str) -> None:
    """What is no longer shown is no longer kept, nor at the addresses it had."""
    FileAddress.objects.filter(path=name).delete()
    transaction.on_commit(lambda: default_storage.delete(name))


@receiver(post_delete, sender=Clip)
@receiver(post_delete, sender=Track)
def throw_files_away(instance, **kwargs) -> None:
    for name in SIZES:
        file = getattr(instance, name, None)
        if file:
            throw_away(file.name)
