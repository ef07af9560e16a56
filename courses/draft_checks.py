"""The newest draft of a page as the rules of `courses.quality` read it, in its own language.

Asks a constant number of statements, whatever the page holds. What is not translated yet is left
out: it is in another language, and the table of languages says so.
"""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _
from wagtail.documents.models import Document
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from courses import quality
from courses.models import CoursePage, LessonPage, Wording
from courses.models.pages import COURSE_PATH
from courses.quality import Entry, Finding, Part, Sheet
from courses.quality.links import LINK, target
from office.clips import Track
from office.named_values import names_in, without_value

FIELDS = ("title", "summary", "intro", "guide", "note", "short_text", "what_changed")
STREAMS = ("body", "bank")
PLAIN_READER, USUAL_READER = 10, 12
TABLES = {"page": Page.objects.filter(live=True), "document": Document.objects}


def of(page: Page) -> list[Finding]:
    """What one could mend in the newest draft of this page."""
    sheet = sheet_of(page)
    return [*findings_of(sheet), *_without_value(sheet)]


def _without_value(sheet: Sheet) -> list[Finding]:
    """Named values that this site has no words for; one statement where any is named."""
    stands = [(name, each.place) for _part, each in sheet.said() for name in names_in(each.words)]
    places = dict(reversed(stands))  # where each stands first
    said = _("%(name)s has no value yet. Learners read plain words in its place.")
    return [
        Finding(places[name], "value", said % {"name": f"{{{name}}}"})
        for name in without_value(name for name, _place in stands)
    ]


def findings_of(sheet: Sheet) -> list[Finding]:
    return quality.findings(sheet, lists_for(sheet.language))


def lists_for(language: str) -> quality.Lists:
    """What ships, with what this site says of it."""
    rows = Wording.objects.filter(language=language).order_by("pk")
    entries = [Entry(row.term, row.why, row.instead, row.is_used) for row in rows]
    return quality.shipped(language).changed(entries)


def sheet_of(page: Page) -> Sheet:
    translation = _translation_of(page)
    draft = (
        translation.source.get_ephemeral_translated_instance(page.locale, fallback=True)
        if translation
        else page.get_latest_revision_as_object()
    )
    parts = _parts(draft)
    pairs, missing = _texts(translation) if translation else ((), frozenset())
    if missing:
        parts = tuple(_without(part, missing) for part in parts)
    return Sheet(
        language=page.locale.language_code,
        parts=parts,
        is_lesson=isinstance(draft, LessonPage),
        is_translation=not page.is_source(),
        has_note=bool(getattr(draft, "note", "")),
        minutes=getattr(draft, "minutes", None),
        reader=_reader(page),
        pairs=pairs,
        lost=_lost(parts),
    )


def _translation_of(page: Page) -> Translation | None:
    """Where the words stand that were translated and not published yet."""
    kept = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    )
    return kept.select_related("source", "source__locale", "target_locale").first()


def _parts(draft: Page) -> tuple[Part, ...]:
    parts = [quality.plain_part(name, getattr(draft, name, "") or "") for name in FIELDS]
    if getattr(draft, "short_picture_id", None):
        parts.append(quality.picture_part(draft.short_alt))
    raw = {name: list(getattr(draft, name).get_prep_value()) for name in _streams(draft)}
    facts = _captions(raw)
    for name, blocks in raw.items():
        parts += quality.of_stream(name, blocks, facts)
    return tuple(part for part in parts if part.said or part.value)


def _streams(draft: Page) -> list[str]:
    return [name for name in STREAMS if hasattr(draft, name)]


def _captions(raw: dict[str, list]) -> dict[str, dict]:
    """The languages in which a film has captions, by the place of its block."""
    clips = {
        f"{name}.{block.get('id', '')}": block["value"].get("clip")
        for name, blocks in raw.items()
        for block in blocks
        if block["type"] in ("audio", "video")
    }
    rows = Track.objects.filter(clip__in={pk for pk in clips.values() if pk})
    has = set(rows.values_list("clip", "language")) if clips else set()
    return {
        place: {"captions": frozenset(language for clip, language in has if clip == pk)}
        for place, pk in clips.items()
    }


def _texts(translation: Translation):
    """Source and translation of each text with its place, and the places that lack one."""
    source = translation.source
    rows = StringTranslation.objects.filter(
        locale=translation.target_locale, context__object_id=source.object_id
    )
    done = {(row.translation_of_id, row.context_id): row.data for row in rows}
    pairs, missing = [], set()
    for segment in source.stringsegment_set.select_related("string", "context").order_by("order"):
        words = done.get((segment.string_id, segment.context_id))
        if words is None:
            missing.add(segment.context.path)
        else:
            pairs.append((segment.context.path, segment.string.data, words))
    return tuple(pairs), frozenset(missing)


def _without(part: Part, missing: frozenset[str]) -> Part:
    return replace(part, said=tuple(each for each in part.said if each.place not in missing))


def _reader(page: Page) -> int:
    course = CoursePage.objects.filter(path=page.path[:COURSE_PATH]).first()
    if course is None:
        return USUAL_READER
    return course.level or (PLAIN_READER if course.is_plain else USUAL_READER)


def _lost(parts: Iterable[Part]) -> frozenset[tuple[str, str]]:
    """Links within the site whose page or document is not there (any more)."""
    texts = (said.words for part in parts for said in part.said if said.is_rich)
    leads = {target(attributes) for text in texts for attributes, _inner in LINK.findall(text)}
    lost: set[tuple[str, str]] = set()
    for kind, rows in TABLES.items():
        asked = {pk for each, pk in leads if each == kind and pk.isdecimal() and len(pk) < 10}
        there = {str(pk) for pk in rows.filter(pk__in=asked).values_list("pk", flat=True)}
        lost |= {(kind, pk) for pk in asked - there}
    return frozenset(lost)
