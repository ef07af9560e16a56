"""The pages of the top floor."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from office.blocks import CalloutBlock, TextBlock
from office.pages import BasePage


class PlainBlocks(blocks.StreamBlock):
    text = TextBlock()
    callout = CalloutBlock()


class HomePage(BasePage):
    """The root of one language; its slug is the language code, so that a page's `url_path` is its
    public path. What a visitor or a signed-in person sees at it is a view of this room."""

    template = "learning/home.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.CoursesIndexPage", "learning.StandardPage"]


class StandardPage(BasePage):
    """A page of plain words: about us, privacy, help."""

    template = "learning/standard_page.html"
    body = StreamField(PlainBlocks(), blank=True, verbose_name=_("text"))
    parent_page_types = ["learning.HomePage", "learning.StandardPage"]
    subpage_types = ["learning.StandardPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
