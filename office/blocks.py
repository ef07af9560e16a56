"""The blocks that every long text may be made of."""

from django.core.exceptions import ValidationError
from django.db import models
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from office import block_samples as samples
from office.at_hand import PictureChooser
from office.pictures import Picture
from office.shown import Shown

SAMPLE = 0  # no picture of the site has this number
PROSE = ["h2", "h3", "bold", "italic", "ul", "ol", "link"]


class Tone(models.TextChoices):
    NOTE = "note", _("Good to know")
    CARE = "care", _("Take care of yourself")
    TRY = "try", _("Try it")
    IMPORTANT = "important", _("Important")
    TAKE = "take", _("Take with you")


def refused(**words) -> blocks.StructBlockValidationError:
    """What is wrong, beside the fields that it is about."""
    errors = {name: ValidationError(each) for name, each in words.items()}
    return blocks.StructBlockValidationError(block_errors=errors)


class TextBlock(blocks.RichTextBlock):
    """Headings, paragraphs, lists, links."""

    def __init__(self, **kwargs):
        super().__init__(features=PROSE, **kwargs)

    def get_preview_value(self):
        return self.normalize(samples.text())

    class Meta:
        template = "courses/blocks/text.html"
        icon = "pilcrow"
        label = _("Text")


class CalloutBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(choices=Tone.choices, default=Tone.NOTE, label=_("Tone"))
    title = blocks.CharBlock(required=False, max_length=120, label=_("Title"))
    text = blocks.RichTextBlock(features=["bold", "italic", "ul", "ol", "link"], label=_("Text"))

    def get_preview_value(self):
        return self.normalize(samples.callout())

    class Meta:
        template = "courses/blocks/callout.html"
        icon = "info-circle"
        label = _("Callout")


class PictureBlock(blocks.StructBlock):
    """What shows a picture of the site in a lesson. The address comes from whoever renders it: it
    depends on the course. A picture that was removed leaves its words."""

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        picture = value["image"]
        place = picture and (parent_context or {}).get("shown", {}).get(picture.pk)
        return context | {"value": {**value, **(vars(place) if place else {})}}

    def get_preview_context(self, value, parent_context=None):
        context = super().get_preview_context(value, parent_context)
        return context | {"shown": {SAMPLE: Shown(static("img/sample.svg"), 720, 400)}}


class ImageBlock(PictureBlock):
    image = PictureChooser(label=_("Image"))
    decorative = blocks.BooleanBlock(
        required=False,
        default=False,
        label=_("It only decorates"),
        help_text=_("Then nobody misses it who cannot see it, and it needs no words."),
    )
    alt = blocks.CharBlock(
        required=False,
        max_length=300,
        label=_("Words for people who cannot see it"),
        help_text=_("Say what the picture shows and why it is here."),
    )
    caption = blocks.CharBlock(required=False, max_length=200, label=_("Caption"))

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["decorative"]:
            cleaned["alt"] = ""
        elif not self.is_deferred_validation and not cleaned["alt"].strip():
            raise refused(alt=_("Say what the picture shows, or mark it as decoration."))
        return cleaned

    def get_preview_value(self):
        return self.normalize({"image": Picture(pk=SAMPLE)} | samples.image())

    class Meta:
        template = "courses/blocks/image.html"
        icon = "image"
        label = _("Image")
