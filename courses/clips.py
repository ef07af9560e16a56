"""Sound and film in a lesson: a clip of the library, its title, and what is said in it as text.

The words are required before a lesson is published, and captions for a film; a draft may wait. A
clip stands in kept prose, so whoever changes it draws a new edition of the courses that play it.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.rich_text import expand_db_html
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from office.clips import Track

TEMPLATE = "components/clip.html"
AUDIO, VIDEO = "audio", "video"
CLIPS = (AUDIO, VIDEO)
IN_WORDS = ["bold", "italic", "ul", "ol", "link"]
PREVIEW = {"title": "Coming in", "transcript": "<p>Somebody knocks, and waits.</p>"}


class ClipBlock(blocks.StructBlock):
    """The kinds below add `clip`. By itself a block shows words only: where a clip is played
    depends on the course, so `Standing` below renders it in a lesson."""

    title = blocks.CharBlock(max_length=120, label=gettext_lazy("Title"))
    transcript = blocks.RichTextBlock(
        features=IN_WORDS,
        label=gettext_lazy("The words"),
        help_text=gettext_lazy("All that is said, and what can be heard or seen and matters."),
    )

    def get_context(self, value, parent_context=None):
        words, lang = value["transcript"].source, translation.get_language()
        context = super().get_context(value, parent_context)
        return context | _shown(value["title"], words, lang=lang, clip=None)

    class Meta:
        template = TEMPLATE
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


def _shown(title: str, words: str, *, lang: str, clip) -> dict:
    """A clip that was removed leaves its title and its words."""
    return {
        "title": title,
        "clip": clip,
        "words": mark_safe(expand_db_html(words)),  # noqa: S308  cleaned when saved
        "words_lang": lang,
        "words_direction": "rtl" if translation.get_language_info(lang)["bidi"] else "ltr",
    }


@dataclass(frozen=True)
class Standing:
    """A clip's block as it is stored. Wagtail would look up the clips once for each kind of block;
    read so, one statement gets all of a lesson."""

    id: str
    block_type: str
    title: str
    transcript: str
    clip: int

    def render(self, context: dict) -> str:
        """`clips` are those to play, by pk; `words_lang` is the language of the transcript."""
        clip, lang = context["clips"].get(self.clip), context["words_lang"]
        shown = _shown(self.title, self.transcript, lang=lang, clip=clip)
        return render_to_string(TEMPLATE, shown)


def standing(raw: dict) -> Standing:
    """A clip's block of raw data."""
    return Standing(raw["id"], raw["type"], **{"clip": None} | raw["value"])


def clips_of(raw_blocks) -> list[int]:
    """The numbers of the clips of a body; some may have been removed."""
    clips = [raw["value"].get("clip") for raw in raw_blocks if raw["type"] in CLIPS]
    return [clip for clip in clips if clip]


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
