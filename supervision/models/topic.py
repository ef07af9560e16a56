"""What sessions are about, in the organisation's words."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class TopicKind(models.TextChoices):
    TOPIC = "topic", _("Topic")
    COMPETENCY = "competency", _("Skill")


class TopicQuerySet(models.QuerySet):
    def offered(self):
        return self.filter(is_archived=False)


class Topic(models.Model):
    """One word of the organisation's list. Sessions keep its `uuid`, so renaming breaks nothing.

    `names` are {language code: words}; where one is missing, `name` stands. No personal data.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(
        _("kind"), max_length=12, choices=TopicKind.choices, default=TopicKind.TOPIC
    )
    names = models.JSONField(_("in other languages"), default=dict, blank=True)
    is_archived = models.BooleanField(_("no longer offered"), default=False)
    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name", "uuid"]

    def __str__(self):
        return self.name

    def in_language(self, language: str) -> str:
        return self.names.get(language) or self.name
