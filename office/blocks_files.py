"""Blocks around one file: a drawing with its labels, and something to download."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.documents.models import Document

from office import block_samples as samples
from office.at_hand import DocumentChooser, PictureChooser
from office.blocks import SAMPLE, PictureBlock, refused
from office.downloads import KINDS, Offered
from office.pictures import Picture

DRAWINGS = [
    ("bench", _("A bench")),
    ("cup", _("A cup")),
    ("door", _("A door")),
    ("key", _("A key")),
    ("lamp", _("A lamp")),
    ("letter", pgettext_lazy("a drawing", "A letter")),
    ("path", _("A path")),
    ("shelf", _("A shelf")),
    ("signpost", _("A signpost")),
    ("window", _("A window")),
]
MOST_LABELS = 12


class LabelBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=120, label=_("Label"))

    class Meta:
        label = _("Label")


class FigureBlock(PictureBlock):
    """A drawing: one of ours, or an SVG of the site with numbers in it and their words below.

    Words stand beside the drawing, not in it, so that they translate, wrap and are read aloud.
    """

    drawing = blocks.ChoiceBlock(choices=DRAWINGS, required=False, label=_("One of our drawings"))
    image = PictureChooser(required=False, label=_("Or a drawing of your own (SVG)"))
    alt = blocks.CharBlock(
        max_length=300,
        label=_("Words for people who cannot see it"),
        help_text=_("Say what the picture shows and why it is here."),
    )
    caption = blocks.CharBlock(required=False, max_length=200, label=_("Caption"))
    labels = blocks.ListBlock(
        LabelBlock(),
        default=[],
        max_num=MOST_LABELS,
        label=_("Labels"),
        help_text=_("The first is for number 1 in the drawing, and so on."),
    )

    def clean(self, value):
        cleaned = super().clean(value)
        if not self.is_deferred_validation and bool(cleaned["drawing"]) == bool(cleaned["image"]):
            raise refused(drawing=_("Choose one of our drawings, or one of your own."))
        if cleaned["image"] and not cleaned["image"].is_svg():
            raise refused(image=_("A figure is a drawing (SVG). Use the image block for photos."))
        return cleaned

    def get_preview_value(self):
        return self.normalize({"image": Picture(pk=SAMPLE)} | samples.figure())

    class Meta:
        template = "courses/blocks/figure.html"
        icon = "pick"
        label = _("Drawing with labels")


class DownloadBlock(blocks.StructBlock):
    """A file, offered at an address of the course; one that was removed leaves its title."""

    document = DocumentChooser(
        label=_("File"),
        help_text=_("Files can hold names in their properties. Take them out first."),
    )
    title = blocks.CharBlock(max_length=120, label=_("What it is"))

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        document = value["document"]
        place = document and (parent_context or {}).get("offered", {}).get(document.pk)
        return context | {"value": {"title": value["title"], **(vars(place) if place else {})}}

    def get_preview_value(self):
        return self.normalize({"document": Document(pk=SAMPLE)} | samples.download())

    def get_preview_context(self, value, parent_context=None):
        context = super().get_preview_context(value, parent_context)
        return context | {"offered": {SAMPLE: Offered("#", KINDS["pdf"].words, 120 * 1024)}}

    class Meta:
        template = "courses/blocks/download.html"
        icon = "download"
        label = _("Download")
