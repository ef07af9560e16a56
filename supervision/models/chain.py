"""What was sealed: per supervisee a chain that nobody can change unseen."""

from django.conf import settings
from django.db import models

from .session import Line


class Seal(models.Model):
    """One link: the canonical content (RFC 8785), what it follows, and the site's signature.

    `content` holds no name and no free text. `digest` is the SHA-256 of the signed bytes, in hex;
    `previous` that of the link before, 64 zeros for the first. Personal data: none without the
    line. Kept for good; retirement breaks nothing.
    """

    supervisee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seals")
    sequence = models.PositiveIntegerField()
    line = models.ForeignKey(Line, models.PROTECT, related_name="seals")
    content = models.TextField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    key_id = models.CharField(max_length=32)
    signature = models.CharField(max_length=128)  # base64 of 64 bytes
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supervisee", "sequence"], name="a_chain_has_no_forks")
        ]

    def __str__(self):
        return f"{self.supervisee_id}#{self.sequence}"
