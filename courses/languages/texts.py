"""The strings of a page as wagtail-localize keeps them, and what there is of them by language."""

import html
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.utils.html import strip_tags
from wagtail_localize.models import StringSegment, StringTranslation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue, validate_translation_links

CARRIED = "carried"  # the `tool_name` of an old translation that stands at new words

Place = tuple[int, int]  # context and string


class Text(NamedTuple):
    """One string of a page. `data` is as kept: inline HTML, escaped."""

    place: Place
    path: str
    data: str

    @property
    def block(self) -> str:
        return block_of(self.path)


class Kept(NamedTuple):
    """What there is of one string in one language, and whether it was made of these words."""

    pk: int
    data: str
    is_own: bool
    at: datetime


Blocks = dict[str, list[Text]]
Languages = dict[str, dict[Place, Kept]]  # by code


def block_of(path: str) -> str:
    """The first two parts: "title", "body.<uuid>"."""
    return ".".join(path.split(".")[:2])


def plain(texts: Iterable[Text]) -> str:
    """One line for each string, without tags."""
    return "\n".join(plain_text(text.data) for text in texts)


def plain_text(data: str) -> str:
    return html.unescape(strip_tags(data.replace("<br/>", " ").replace("<br>", " ")))


def in_blocks(texts: Iterable[Text]) -> Blocks:
    found: Blocks = {}
    for text in texts:
        found.setdefault(text.block, []).append(text)
    return found


def of_sources(ids: Iterable[int]) -> dict[int, list[Text]]:
    """The strings of each `TranslationSource`, in their order. One statement."""
    rows = StringSegment.objects.filter(source__in=list(ids)).order_by("source_id", "order", "pk")
    found: dict[int, list[Text]] = {}
    for source, context, string, path, data in rows.values_list(
        "source_id", "context_id", "string_id", "context__path", "string__data"
    ):
        found.setdefault(source, []).append(Text((context, string), path, data))
    return found


def of_page(page_key: UUID, locale_id: int) -> list[Text]:
    """The strings of one page as it was last published in that language. One statement."""
    return _read(StringSegment.objects.filter(source__object_id=page_key, source__locale=locale_id))


def _read(segments) -> list[Text]:
    rows = segments.order_by("order", "pk").values_list(
        "context_id", "string_id", "context__path", "string__data"
    )
    return [Text((context, string), path, data) for context, string, path, data in rows]


def of_draft(page) -> list[Text]:
    """The strings of a page as it is in memory; they have no place yet."""
    found = [each for each in extract_segments(page) if isinstance(each, StringSegmentValue)]
    found.sort(key=lambda each: each.order)
    return [Text((0, 0), each.path, each.string.data) for each in found]


def kept(page_keys: Iterable[UUID], language: str = "") -> dict[UUID, Languages]:
    """All that was ever translated of these pages and is sound, by page and language."""
    rows = StringTranslation.objects.filter(
        context__object_id__in=list(page_keys), has_error=False
    ).order_by("pk")
    if language:
        rows = rows.filter(locale__language_code=language)
    found: dict[UUID, Languages] = {}
    for key, code, context, string, pk, data, tool, at in rows.values_list(
        "context__object_id",
        "locale__language_code",
        "context_id",
        "translation_of_id",
        "pk",
        "data",
        "tool_name",
        "updated_at",
    ).iterator():
        each = Kept(pk, data, tool != CARRIED, at)
        found.setdefault(key, {}).setdefault(code, {})[context, string] = each
    return found


def are_own(texts: Iterable[Text], there: dict[Place, Kept]) -> bool:
    """Whether each of them was translated from these very words."""
    return all(text.place in there and there[text.place].is_own for text in texts)


def fits(words: str, source: str) -> bool:
    """Whether wagtail-localize shows them: no link in them that the source does not have."""
    try:
        StringValue.from_translated_html(words)
        validate_translation_links(source, words)
    except ValueError:
        return False
    return True
