"""The blocks that every long text may be made of."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

PROSE = ["h2", "h3", "bold", "italic", "ul", "ol", "link"]


class Tone(models.TextChoices):
    NOTE = "note", _("Good to know")
    CARE = "care", _("Take care of yourself")
    TRY = "try", _("Try it")


class TextBlock(blocks.RichTextBlock):
    """Headings, paragraphs, lists, links."""

    def __init__(self, **kwargs):
        super().__init__(features=PROSE, **kwargs)

    class Meta:
        template = "courses/blocks/text.html"
        icon = "pilcrow"
        label = _("Text")


class CalloutBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(choices=Tone.choices, default=Tone.NOTE, label=_("Tone"))
    title = blocks.CharBlock(required=False, max_length=120, label=_("Title"))
    text = blocks.RichTextBlock(features=["bold", "italic", "ul", "ol", "link"], label=_("Text"))

    class Meta:
        template = "courses/blocks/callout.html"
        icon = "info-circle"
        label = _("Callout")


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        max_length=300,
        label=_("Words for people who cannot see it"),
        help_text=_("Say what the picture shows and why it is here."),
    )
    caption = blocks.CharBlock(required=False, max_length=200, label=_("Caption"))

    def get_context(self, value, parent_context=None):
        """The address comes from whoever renders the lesson: it depends on the course.

        A picture that was removed leaves its words.
        """
        context = super().get_context(value, parent_context)
        picture = value["image"]
        place = picture and (parent_context or {}).get("shown", {}).get(picture.pk)
        words = {"alt": value["alt"], "caption": value["caption"]}
        return context | {"value": words | (vars(place) if place else {})}

    class Meta:
        template = "courses/blocks/image.html"
        icon = "image"
        label = _("Image")
