"""What the outline learns of each lesson on its way, at no query of its own."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef

from courses.models import LessonReply


@dataclass(frozen=True)
class Known:
    """The short version with its language, the recording's file, whether people were answered."""

    short_text: str = ""
    short_lang: str = ""
    recording: str = ""
    recording_type: str = ""
    has_replies: bool = False


NOTHING = Known()
WITH_KNOWN = ("has_replies", "round_key")


def with_known(pages):
    """The same pages, with what `known_of` and `noted.note_of` need of those that are lessons."""
    replies = LessonReply.objects.filter(lesson_key=OuterRef("translation_key"), is_shown=True)
    round_key = F("lessonpage__way_round__translation_key")
    return pages.annotate(has_replies=Exists(replies), round_key=round_key)


def known_of(source, shown) -> Known:
    """Of the page that is shown; words that nobody translated are in the language of the source."""
    is_same = shown.short_text == source.short_text
    recording = getattr(shown, "recording", None)
    return Known(
        short_text=shown.short_text,
        short_lang=source.language if is_same else shown.language,
        recording=recording.file.name if recording else "",
        recording_type=recording.content_type if recording else "",
        has_replies=source.has_replies,
    )
