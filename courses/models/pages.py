"""The pages of a course, once per language, with one address in all of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import SynchronizedField, TranslatableField

from courses.blocks import LessonBlocks
from office.blocks import PROSE
from office.pages import BasePage


class CoursesIndexPage(BasePage):
    """The shelf: its children are the courses."""

    parent_page_types = ["learning.HomePage"]
    subpage_types = ["courses.CoursePage"]
    max_count_per_parent = 1


class CoursePage(BasePage):
    """One course in one language; `Course` holds what is true in all of them."""

    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    intro = RichTextField(_("introduction"), features=PROSE, blank=True)
    parent_page_types = ["courses.CoursesIndexPage"]
    subpage_types = ["courses.ModulePage"]
    content_panels = [*BasePage.content_panels, FieldPanel("summary"), FieldPanel("intro")]


class ModulePage(BasePage):
    """One part of a course in one language."""

    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("summary")]


class LessonPage(BasePage):
    """One lesson in one language: prose and questions. `minutes` is nominal, set by the editor."""

    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    body = StreamField(LessonBlocks(), blank=True, verbose_name=_("lesson"))
    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    content_panels = [*BasePage.content_panels, FieldPanel("minutes"), FieldPanel("body")]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("minutes"),
        TranslatableField("body"),
    ]
