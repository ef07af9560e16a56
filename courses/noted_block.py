"""A part of a lesson with a note of its own, and what can be read instead of it."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from office.blocks import CalloutBlock, ImageBlock, TextBlock
from office.blocks_words import CaseStoryBlock, QuotationBlock

LONGEST_NOTE = 300


class ProseBlocks(blocks.StreamBlock):
    """Prose only: an answer here would tell which way somebody took."""

    text = TextBlock()
    image = ImageBlock()
    callout = CalloutBlock()
    case_story = CaseStoryBlock()
    quotation = QuotationBlock()


class NotedBlock(blocks.StructBlock):
    note = blocks.CharBlock(
        max_length=LONGEST_NOTE,
        label=_("What it contains"),
        help_text=_("In plain words. Learners read this first and choose."),
    )
    parts = ProseBlocks(label=_("The part itself"))
    instead = ProseBlocks(
        label=_("The other way"),
        help_text=_("It counts the same. Nobody sees which one a learner opened."),
    )

    class Meta:
        icon = "warning"
        label = _("Part with a content note")
