"""Blocks that are words alone: a heading, an invented story, a term, a quotation."""

from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from office import block_samples as samples
from office.blocks import refused
from office.neutral import telling_word_in

LEVELS = [("2", _("Main heading")), ("3", _("Smaller, below a main one"))]
A_NAME = r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z"
AN_ADDRESS = URLValidator(["http", "https"], message=_("Write an address that opens in a browser."))
A_FEW_MARKS = ["bold", "italic", "link"]


class HeadingBlock(blocks.StructBlock):
    """The lesson's title stands above all of them, so levels begin with 2."""

    title = blocks.CharBlock(max_length=120, label=_("Heading"))
    level = blocks.ChoiceBlock(choices=LEVELS, default="2", label=_("Level"))
    anchor = blocks.RegexBlock(
        regex=A_NAME,
        error_messages={"invalid": _("Write small letters, digits and single hyphens.")},
        required=False,
        max_length=60,
        label=_("Name for links"),
        help_text=_("A text of this lesson can link to it: #name. It stands in addresses."),
    )

    def clean(self, value):
        cleaned = super().clean(value)
        if telling_word_in(cleaned["anchor"].replace("-", " ")):
            raise refused(anchor=_("This stands in addresses. Choose a word that tells nothing."))
        return cleaned

    def get_preview_value(self):
        return self.normalize(samples.heading())

    class Meta:
        template = "courses/blocks/heading.html"
        icon = "title"
        label = _("Heading")


class CaseStoryBlock(blocks.StructBlock):
    """Always marked as invented: nobody may wonder whether they know the person."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.RichTextBlock(
        features=["bold", "italic", "ul", "ol"],
        label=_("Text"),
        help_text=_("Invent the people. Leave out what frightens."),
    )

    def get_preview_value(self):
        return self.normalize(samples.case_story())

    class Meta:
        template = "courses/blocks/case_story.html"
        icon = "user"
        label = _("Invented story")


class TermBlock(blocks.StructBlock):
    term = blocks.CharBlock(max_length=120, label=_("Word"))
    text = blocks.RichTextBlock(
        features=A_FEW_MARKS,
        label=_("What it means"),
        help_text=_("One or two plain sentences."),
    )

    def get_preview_value(self):
        return self.normalize(samples.term())

    class Meta:
        template = "courses/blocks/term.html"
        icon = "openquote"
        label = _("Word explained")


class QuotationBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(features=["bold", "italic"], label=_("What was said or written"))
    source = blocks.CharBlock(
        max_length=200, label=_("Who said it, and where"), help_text=_("A quotation has a source.")
    )
    link = blocks.URLBlock(
        required=False,
        max_length=500,
        validators=[AN_ADDRESS],
        label=_("Link to the source"),
        help_text=_("It leads out of this site, and says so."),
    )

    def get_preview_value(self):
        return self.normalize(samples.quotation())

    class Meta:
        template = "courses/blocks/quotation.html"
        icon = "openquote"
        label = _("Quotation")
