"""The blocks of a lesson: prose that is cached, and questions that are rendered per request."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from office.blocks import CalloutBlock, ImageBlock, TextBlock


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=300, label=_("Answer"))
    is_right = blocks.BooleanBlock(required=False, label=_("This is the right answer"))
    feedback = blocks.CharBlock(
        required=False, max_length=500, label=_("What to say to somebody who chose it")
    )

    class Meta:
        label = _("Answer")


class QuestionBlock(blocks.StructBlock):
    """One question with one right answer, marked on the server."""

    prompt = blocks.RichTextBlock(features=["bold", "italic"], label=_("Question"))
    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=8, label=_("Answers"))

    class Meta:
        icon = "help"
        label = _("Question with one right answer")

    def clean(self, value):
        cleaned = super().clean(value)
        if sum(option["is_right"] for option in cleaned["options"]) != 1:
            words = _("Mark exactly one answer as right.")
            raise blocks.StructBlockValidationError(
                block_errors={"options": ValidationError(words)}
            )
        return cleaned


class LessonBlocks(blocks.StreamBlock):
    text = TextBlock()
    image = ImageBlock()
    callout = CalloutBlock()
    question = QuestionBlock()
