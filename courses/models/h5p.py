"""H5P packages and libraries as facts: which files they are made of, and who brought them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class H5PBlob(models.Model):
    """One content in the store, named by its SHA-256. No personal data.

    The row is there before the file is, and goes after it: what the store holds can always be
    found again, whatever was cut off in between.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()

    def __str__(self):
        return self.digest


class H5PPackage(models.Model):
    """One package as it was taken in. Personal data: who brought it, kept without a name later."""

    digest = models.CharField(max_length=64, unique=True)  # of the names and contents of its files
    title = models.CharField(max_length=255)
    language = models.CharField(max_length=10)
    main_library = models.CharField(max_length=255)
    version = models.CharField(max_length=20)
    needs = models.JSONField(default=list)  # [name, major, minor] of each preloaded dependency
    own_libraries = models.BooleanField()
    size = models.BigIntegerField()
    taken_in_at = models.DateTimeField()
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )

    def __str__(self):
        return self.title


class State(models.TextChoices):
    WAITING = "waiting", _("waiting to be looked at")
    ADMITTED = "admitted", _("admitted")
    REFUSED = "refused", _("refused")


class H5PLibraryQuerySet(models.QuerySet):
    def admitted(self, name: str, major: int, minor: int):
        """Those that may stand in for this version, the highest patch first."""
        rows = self.filter(machine_name=name, major=major, minor=minor, state=State.ADMITTED)
        return rows.order_by("-patch")


class H5PLibrary(models.Model):
    """One version of a library on this site's shelf; its bytes never change.

    Personal data: who brought and who judged it, kept without a name later.
    """

    machine_name = models.CharField(max_length=255)
    major = models.PositiveIntegerField()
    minor = models.PositiveIntegerField()
    patch = models.PositiveIntegerField()
    title = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)  # of the names and contents of its files
    needs = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    objects = H5PLibraryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["machine_name", "major", "minor", "patch"], name="one_h5p_library_a_version"
            )
        ]

    def __str__(self):
        return f"{self.machine_name} {self.major}.{self.minor}.{self.patch}"


class H5PFile(models.Model):
    """A name in a package or in a library, and the content that stands under it. No personal data.

    `path` is as in the archive for a package, and below its folder for a library.
    """

    package = models.ForeignKey(
        H5PPackage, models.CASCADE, related_name="files", null=True, blank=True
    )
    library = models.ForeignKey(
        H5PLibrary, models.CASCADE, related_name="files", null=True, blank=True
    )
    path = models.CharField(max_length=255)
    blob = models.ForeignKey(H5PBlob, models.PROTECT, related_name="files")
    content_type = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["package", "path"], name="one_h5p_file_in_a_package"),
            models.UniqueConstraint(fields=["library", "path"], name="one_h5p_file_in_a_library"),
            models.CheckConstraint(
                condition=Q(package=None, library__isnull=False)
                | Q(package__isnull=False, library=None),
                name="h5p_file_of_one_owner",
            ),
        ]

    def __str__(self):
        return self.path
