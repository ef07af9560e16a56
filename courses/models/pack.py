"""What the last import of a pack said of each page."""

from django.db import models


class PackedPage(models.Model):
    """One page in one language as a pack brought it, by digest. No personal data.

    An import that finds the same digest writes nothing; one that finds another revision than it
    left behind knows that somebody edited the page here, and leaves it alone. It is also the base
    from which a later three-way merge can tell their change from ours. Rows and not fields of the
    pages: a copied page must not believe that it came from a pack.
    """

    translation_key = models.UUIDField()
    language = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    revision = models.BigIntegerField()  # the number only: revisions may be cleared away

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "language"], name="one_packed_page_per_language"
            )
        ]

    def __str__(self):
        return f"{self.translation_key} {self.language}"
