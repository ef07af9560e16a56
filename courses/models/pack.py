"""What is known here of courses that travel as packs: names for good, and the base of a merge."""

from django.db import models


class PackedCourse(models.Model):
    """What a pack says of a course and no page holds. No personal data but the names in `about`
    that a pack itself prints (its credits).

    `about`: licence, credits, suggests, comes_first (slugs), files (README and the like, as text),
    media (file names by the SHA-256 of the content).
    """

    key = models.UUIDField(unique=True)  # of the course: its translation key
    about = models.JSONField(default=dict)

    def __str__(self):
        return str(self.key)


class PackedPage(models.Model):
    """One page in one language as a pack brought it, or first took it along. No personal data.

    An import that finds the same digest writes nothing. `base` is what the last import said, from
    which their change can be told from ours: in the source language a list of [block, digest], in
    others of [text, digest of its translation, a translator's comment]. `names` are the pack's
    names of blocks and answers by their ids here, so that what an editor made keeps its name.
    Rows and not fields of the pages: a copied page must not believe that it came from a pack.
    """

    translation_key = models.UUIDField()
    language = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, blank=True)
    revision = models.BigIntegerField()  # the number only: revisions may be cleared away
    course_key = models.UUIDField(null=True, db_index=True)
    path = models.CharField(max_length=170, blank=True)  # module/lesson; empty for the course
    names = models.JSONField(default=dict)
    base = models.JSONField(default=list)  # lists: PostgreSQL would sort the keys of objects

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "language"], name="one_packed_page_per_language"
            )
        ]

    def __str__(self):
        return f"{self.translation_key} {self.language}"
