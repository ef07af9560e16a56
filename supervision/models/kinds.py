"""The words for what a session was, as schemes write them (scheme/1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    INDIVIDUAL = "individual", _("Individual")
    TRIADIC = "triadic", _("Two together")  # one supervisor, two supervisees
    GROUP = "group", _("Group")
    PEER_GROUP = "peer_group", _("Group of peers")
    CONSULTATION = "consultation", _("Consultation")
    DEBRIEF = "debrief", _("After an incident")


class Mode(models.TextChoices):
    IN_PERSON = "in_person", _("In person")
    VIDEO = "video", _("By video")
    TELEPHONE = "telephone", _("By telephone")


WIDE = {  # what others than the two may read of a kind
    Kind.INDIVIDUAL: Kind.INDIVIDUAL,
    Kind.TRIADIC: Kind.TRIADIC,
    Kind.GROUP: Kind.GROUP,
    Kind.PEER_GROUP: Kind.PEER_GROUP,
}


def wide(kind: str, heads: int) -> str:
    """The kind without what belongs to the two: a debrief of one person is an individual session.

    `heads` counts the supervisees who were there.
    """
    if kind in WIDE:
        return Kind(kind).value
    return {0: Kind.INDIVIDUAL, 1: Kind.INDIVIDUAL, 2: Kind.TRIADIC}.get(heads, Kind.GROUP).value
