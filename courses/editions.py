"""A new edition of a course: what every process remembers of it is old now."""

import uuid
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Left
from wagtail.models import Page

from courses.models import Course, CoursePage
from courses.models.pages import COURSE_PATH


def draw_new_edition(instance, parent_page_before=None, **kwargs) -> None:
    """One statement, for every course where the page or a translation of it stands or stood."""
    stood = [page.path[:COURSE_PATH] for page in (instance, parent_page_before) if page]
    _draw(instance.translation_key, Q(path__in=stood))


def draw_for(page_key: UUID) -> None:
    """The same for a page that is known by its key only."""
    _draw(page_key, Q(pk__in=[]))


def _draw(key: UUID, stood: Q) -> None:
    twins = Page.objects.filter(translation_key=key)
    stand = twins.annotate(root=Left("path", COURSE_PATH)).values("root")
    above = CoursePage.objects.filter(Q(path__in=stand) | stood)
    gone = Q(translation_key=key)  # a removed course has no page any more
    shown = Course.objects.filter(Q(translation_key__in=above.values("translation_key")) | gone)
    shown.update(edition=uuid.uuid4())
