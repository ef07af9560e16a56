"""H5P activities: what editors choose, what it plays today, and where a learner is in it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class H5PActivity(models.Model):
    """One activity; its package may be replaced, and lessons keep pointing at it.

    `titles` are what readers of other languages see above it, by language; `language` is that of
    the package, and of `title`. `package` is the newest of its `versions`.

    One that ships with the site has its name there in `own`, and in `packages` the number of the
    package of each other language; so a learner stays in one activity whatever they read. Another
    package in its place ends both. Personal data: see `H5PVersion`.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=255)
    language = models.CharField(_("language"), max_length=12)
    titles = models.JSONField(_("titles in other languages"), default=dict, blank=True)
    package = models.ForeignKey("courses.H5PPackage", models.PROTECT, related_name="+")
    own = models.CharField(max_length=60, blank=True, editable=False)
    packages = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["own"], condition=~models.Q(own=""), name="one_h5p_activity_of_a_name"
            )
        ]

    def __str__(self):
        return self.title

    def title_for(self, language: str) -> tuple[str, str]:
        """What a reader of that language sees above it, and which language that is."""
        theirs = "" if language == self.language else self.titles.get(language, "")
        return (theirs, language) if theirs else (self.title, self.language)

    def package_for(self, language: str) -> tuple[int, str]:
        """What a reader of that language plays, and which language that is."""
        theirs = self.packages.get(language)
        return (theirs, language) if theirs else (self.package_id, self.language)

    def beside(self, package_id: int) -> set[int]:
        """That package, and where it is one of today’s, those of the other languages."""
        today = {self.package_id, *self.packages.values()}
        return today if package_id in today else {package_id}


class H5PVersion(models.Model):
    """That an activity played this package from that moment on. Append-only.

    Personal data: who put it there, kept without a name later.
    """

    activity = models.ForeignKey(H5PActivity, models.CASCADE, related_name="versions")
    package = models.ForeignKey("courses.H5PPackage", models.PROTECT, related_name="versions")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.activity_id}: {self.package_id}"


class H5PState(models.Model):
    """Where a learner is in an activity, in the package's own words; `key` is its name for it.

    It is given back to the same package only. Personal data: what a learner did there; theirs
    alone. Kept until retirement.
    """

    enrolment = models.ForeignKey("courses.Enrolment", models.PROTECT, related_name="states")
    block_id = models.UUIDField()
    key = models.CharField(max_length=120)  # the part of the content, then what of it is kept
    package = models.ForeignKey("courses.H5PPackage", models.PROTECT, related_name="states")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "block_id", "package", "key"],
                name="one_h5p_state_of_a_package",
            )
        ]

    def __str__(self):
        return f"{self.enrolment_id} {self.block_id}"
