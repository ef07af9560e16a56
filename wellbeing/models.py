"""Two tables of locked boxes that all look the same; nothing in a row leads to anybody.

Personal data held: what a person wrote, encrypted by their browser. It can't be found by person, so
it is not exported or retired here: its owner does both, inside the room.
"""

from django.db import models


class Box(models.Model):
    """One box. `key` is the SHA-256 of the place that only its owner's browser can work out."""

    key = models.BinaryField(primary_key=True, max_length=32)
    etag = models.BinaryField(max_length=16)  # random: a count would show how often it is saved
    quarter = models.CharField(max_length=7)  # of the last save, "2026-Q4"; no day, no hour
    body = models.BinaryField()

    class Meta:
        abstract = True

    def __str__(self):
        return type(self).__name__


class Slot(Box):
    """320 bytes: the key of a vault, locked by a phrase, a code or a passkey."""


class Vault(Box):
    """65 600 bytes, with one entry inside or with hundreds."""
