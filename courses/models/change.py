"""What of a translation stands from before its source was changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Severity(models.TextChoices):
    """How much a change of the source means for whoever reads a translation."""

    WORDING = "wording", _("wording only")
    MEANING = "meaning", _("the meaning changed")
    SAFETY = "safety", _("a matter of safety")


GRAVITY = [Severity.WORDING, Severity.MEANING, Severity.SAFETY]


def graver(*severities: str) -> Severity:
    """The gravest of them; wording where there is none."""
    said = [Severity(each) for each in severities if each]
    return max(said, key=GRAVITY.index, default=Severity.WORDING)


class Change(models.Model):
    """One block that was changed since it was translated into one language. No personal data.

    It stands from the publication that changed the block until each of its strings is translated
    anew, or the text is put back. `block` is the first two parts of a segment's context path
    ("title", "body.<uuid>"); `old` is the source text that the standing translation was made of,
    one line of plain text for each string.
    """

    page_key = models.UUIDField()
    language = models.CharField(max_length=12)
    block = models.CharField(max_length=60)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    since = models.DateTimeField()
    old = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page_key", "language", "block"], name="one_change_per_block_and_language"
            )
        ]

    def __str__(self):
        return f"{self.page_key} {self.language} {self.block}"


class PageInLanguage(models.Model):
    """How far one page is in one language: a summary that can be made anew. No personal data.

    `strings`, `current`, `changed` and `new` count texts; `wording`, `meaning` and `safety` count
    blocks. It keeps the table of all courses and languages at one query, however many texts.
    """

    class Kind(models.TextChoices):
        COURSE = "course", _("Course")
        MODULE = "module", _("Part")
        LESSON = "lesson", _("Lesson")

    course_key = models.UUIDField(db_index=True)
    page_key = models.UUIDField()
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=255)
    page_id = models.BigIntegerField()  # the number only: a summary holds no page back
    strings = models.PositiveIntegerField(default=0)
    current = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    wording = models.PositiveIntegerField(default=0)
    meaning = models.PositiveIntegerField(default=0)
    safety = models.PositiveIntegerField(default=0)
    is_live = models.BooleanField(default=False)
    source_at = models.DateTimeField(null=True)
    translated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page_key", "language"], name="one_summary_per_page_and_language"
            )
        ]

    def __str__(self):
        return f"{self.title} {self.language}"


class Declared(models.Model):
    """What an editor said of the changes that the next publication brings. No personal data.

    `severities` is {block: severity}, `overall` holds for the blocks that it does not name, and
    `digest` tells whether the text was edited again since. The publication uses the row up.
    """

    page_key = models.UUIDField(unique=True)
    severities = models.JSONField(default=dict)
    overall = models.CharField(max_length=10, choices=Severity.choices, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    def __str__(self):
        return str(self.page_key)
