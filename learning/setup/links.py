"""The link of the guide: a secret that is kept as its fingerprint only."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from learning.models import SetupLink
from people import api as people

LASTS = timedelta(hours=48)


class NotOpen(Exception):
    """The link is unknown, too old, or somebody administers this site already."""


class HasAdministrator(Exception):
    """An empty site only has a guide; here somebody can invite."""


def make(*, at: datetime | None = None) -> str:
    """The address to open, good for 48 hours; earlier ones stay good as long. HasAdministrator."""
    at = at or timezone.now()
    if people.has_administrator(timezone.localdate(at)):
        raise HasAdministrator
    token = secrets.token_urlsafe(32)
    SetupLink.objects.filter(until__lte=at).delete()
    SetupLink.objects.create(fingerprint=_fingerprint(token), until=at + LASTS)
    return settings.SITE_URL + reverse("setup_printed", args=[token])


def find(token: str, *, at: datetime) -> SetupLink:
    """Looking changes nothing: a mail scanner or a preview may have opened it before. NotOpen."""
    link = SetupLink.objects.filter(fingerprint=_fingerprint(token), until__gt=at).first()
    if link is None or people.has_administrator(timezone.localdate(at)):
        raise NotOpen
    return link


def hold(link: SetupLink) -> None:
    """Until the transaction ends: of two at once, the second finds an administrator. NotOpen."""
    if not SetupLink.objects.select_for_update().filter(pk=link.pk).exists():
        raise NotOpen


def end_all() -> None:
    SetupLink.objects.all().delete()


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
