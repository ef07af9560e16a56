"""The set-up guide of an empty site: its link, and which steps are behind."""

from django.db import models


class SetupLink(models.Model):
    """A way to become the first administrator. No personal data; dead once there is one."""

    fingerprint = models.CharField(max_length=64, unique=True)  # SHA-256 of the token
    until = models.DateTimeField()

    def __str__(self):
        return f"until {self.until:%Y-%m-%d %H:%M}"


class SetupStep(models.Model):
    """That a step was done, or left for later. No personal data; who did it stands in the audit."""

    class State(models.TextChoices):
        DONE = "done"
        LEFT = "left"

    slug = models.SlugField(max_length=30, unique=True)
    state = models.CharField(max_length=10, choices=State.choices)

    def __str__(self):
        return f"{self.slug}: {self.state}"
