"""Pages that go live, or are taken off, at an hour that somebody chose."""

import logging
from datetime import datetime

from django.db import transaction
from wagtail.models import Page, Revision

logger = logging.getLogger(__name__)


def publish_due(*, at: datetime) -> int:
    """Do what is due; two sweeps at once do it once, and a failure holds up only its own page.

    Returns how many pages changed.
    """
    ends = Page.objects.filter(live=True, expire_at__lte=at).order_by("expire_at", "pk")
    begins = Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at")
    acts = [(_take_off, key) for key in ends.values_list("pk", flat=True)]
    acts += [(_publish, key) for key in begins.values_list("pk", flat=True)]
    return sum(_safely(act, key, at) for act, key in acts)


def _safely(act, key: int, at: datetime) -> bool:
    try:
        with transaction.atomic():
            return act(key, at)
    except Exception:  # an edge: the others are not to wait for it
        logger.exception("%s of %s is put off", act.__name__.strip("_"), key)
        return False


def _take_off(key: int, at: datetime) -> bool:
    mine = Page.objects.select_for_update().filter(pk=key, live=True, expire_at__lte=at)
    page = mine.first()
    if page:
        page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return bool(page)


def _publish(key: int, at: datetime) -> bool:
    mine = Revision.objects.select_for_update().filter(pk=key, approved_go_live_at__lte=at)
    revision = mine.first()
    if revision:
        revision.publish(log_action="wagtail.publish.scheduled")
    return bool(revision)
