"""Sound and film in a lesson: a clip of the library, its title, and what is said in it as text.

The words are required before a lesson is published, and captions for a film; a draft may wait. A
clip stands in kept prose, so whoever changes it draws a new edition of the courses that play it.
"""

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from office.clips import Track

AUDIO, VIDEO = "audio", "video"
CLIPS = (AUDIO, VIDEO)
IN_WORDS = ["bold", "italic", "ul", "ol", "link"]
PREVIEW = {"title": "Coming in", "transcript": "<p>Somebody knocks, and waits.</p>"}


class ClipBlock(blocks.StructBlock):
    """`clip` comes in the kinds below. Where it is played depends on the course, and so comes from
    whoever renders the lesson, with the language of the words."""

    title = blocks.CharBlock(max_length=120, label=gettext_lazy("Title"))
    transcript = blocks.RichTextBlock(
        features=IN_WORDS,
        label=gettext_lazy("The words"),
        help_text=gettext_lazy("All that is said, and what can be heard or seen and matters."),
    )

    def get_context(self, value, parent_context=None):
        """A clip that was removed leaves its title and its words."""
        context = super().get_context(value, parent_context)
        parent, clip = parent_context or {}, value["clip"]
        lang = parent.get("words_lang") or translation.get_language()
        return context | {
            "clip": parent.get("clips", {}).get(clip.pk) if clip else None,
            "words_lang": lang,
            "words_direction": "rtl" if translation.get_language_info(lang)["bidi"] else "ltr",
        }

    class Meta:
        template = "courses/blocks/clip.html"
        preview_template = "courses/blocks/clip_preview.html"
        preview_value = {"clip": None, **PREVIEW}
        form_layout = ["clip", "title", "transcript"]


class AudioBlock(ClipBlock):
    clip = AudioChooserBlock(label=gettext_lazy("Sound"))

    class Meta:
        icon = "wagtailmedia-audio"
        label = gettext_lazy("Sound")


class VideoBlock(ClipBlock):
    clip = VideoChooserBlock(
        label=gettext_lazy("Film"),
        help_text=gettext_lazy("Its captions are kept in the library, beside the file."),
    )

    class Meta:
        icon = "wagtailmedia-video"
        label = gettext_lazy("Film")


def clips_of(body) -> list:
    """The clips of a body in the order of its blocks; None where one was removed."""
    return [block.value["clip"] for block in body if block.block_type in CLIPS]


def refuse_films_without_captions(body, *, language: str = "") -> None:
    """Before publishing: each film has captions, in this language if one is named.

    Raises what the editor shows beside each of them.
    """
    films = {
        place: block.value["clip"].pk
        for place, block in enumerate(body)
        if block.block_type == VIDEO and block.value["clip"]
    }
    tracks = Track.objects.filter(clip__in=set(films.values()))
    if language:
        tracks = tracks.filter(language=language)
    captioned = set(tracks.values_list("clip", flat=True)) if films else set()
    words = _("Give this film captions in the library first, in the language of the page.")
    refusal = StructBlockValidationError(block_errors={"clip": ValidationError(words)})
    refused = {place: refusal for place, clip in films.items() if clip not in captioned}
    if refused:
        raise StreamBlockValidationError(block_errors=refused)
