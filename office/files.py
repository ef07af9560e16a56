"""Private files: stable addresses without a name in them, access asked at each request, Range.

`address_of` gives a file an address for one scope ("courses:<key>"); the view in `learning/` asks
the room that the scope names and then calls `answer`. The same file shown in two courses has two
addresses, so that access stays a question about the course.
"""

import uuid

from django.db import models


class FileAddress(models.Model):
    """Where a stored file may be fetched, and who is asked about it. No personal data."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    path = models.CharField(max_length=255)
    scope = models.CharField(max_length=120)
    content_type = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["path", "scope"], name="one_address_per_file_and_scope")
        ]

    def __str__(self):
        return str(self.uuid)
