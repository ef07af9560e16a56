"""A page of a pack in another language, by the segments that editors see.

Not `Translation.save_target`: it publishes on commit, outside the import's transaction, so that a
crash in between would leave a course half published.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping

from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from courses.languages import drafting, held_back, texts
from courses.languages.texts import CARRIED
from courses.packs.comparing import Difference, What
from courses.packs.messages import Message
from courses.packs.pages import Sheet

TOOL = "course pack"  # what a person translates here has another name, and is kept
OURS = (TOOL, CARRIED)


def mark(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def base_of(messages: Iterable[Message], tongue) -> list[list[str]]:
    """To keep: of each text its mark and that of its translation, and a translator's comment."""
    return [
        [mark(*message), mark(tongue.words.get(message, "")), tongue.comments.get(message, "")]
        for message in dict.fromkeys(messages)
    ]


def _was(base: list[list[str]]) -> dict[str, str]:
    return {row[0]: row[1] for row in base}


def _name(context: str, code: str) -> str:
    return f"{context}@{code}"


def differences(
    sheet: Sheet, messages: list[Message], tongue, base: list[list[str]], choices: Mapping[str, str]
) -> list[Difference]:
    """Of the texts of one page in one language: the catalogue's words and those here."""
    was, here = _was(base), _here(sheet, tongue.locale)
    found = []
    for message in dict.fromkeys(messages):
        theirs, (ours, tool) = tongue.words.get(message), here.get(message, (None, TOOL))
        if theirs is None and ours is None:
            continue
        is_theirs = tool in OURS or ours is None
        is_unchanged = was.get(mark(*message)) == mark(theirs or "")
        what = _what(ours, theirs, is_theirs=is_theirs, is_unchanged=is_unchanged)
        name = _name(message.context, tongue.code)
        usual = "theirs" if what == What.THEIRS else "ours"
        is_taken = what != What.SAME and choices.get(name, usual) == "theirs"
        found.append(
            Difference(
                sheet.path,
                message.context,
                name,
                what,
                ours,
                theirs,
                bool(base),
                tongue.code,
                is_taken,
            )
        )
    return found


def _what(ours, theirs, *, is_theirs: bool, is_unchanged: bool) -> What:
    if ours == theirs:
        return What.SAME
    if theirs is None:
        return What.OURS
    if is_theirs:
        return What.THEIRS
    return What.OURS if is_unchanged else What.BOTH


def _here(sheet: Sheet, locale: Locale) -> dict[Message, tuple[str, str]]:
    rows = StringTranslation.objects.filter(locale=locale, context__object_id=sheet.key)
    return {
        Message(sheet.places.get(path, ""), text): (data, tool)
        for path, text, data, tool in rows.values_list(
            "context__path", "translation_of__data", "data", "tool_name"
        )
    }


def source_of(page: Page) -> TranslationSource:
    """The page's texts as they are now; the page is read anew, because publishing wrote a copy."""
    fresh = page.specific_class.objects.get(pk=page.pk)
    return TranslationSource.update_or_create_from_instance(fresh)[0]


def put(
    source: TranslationSource,
    sheet: Sheet,
    tongue,
    *,
    base: list[list[str]],
    choices: Mapping[str, str],
) -> int:
    """Fill the segments from a catalogue; returns how many texts of people here were kept though
    the pack has another one now."""
    locale, words, was = tongue.locale, tongue.words, _was(base)
    known = {
        (row.translation_of_id, row.context_id): row
        for row in StringTranslation.objects.filter(
            locale=locale, context__object_id=source.object_id
        )
    }
    new, changed, kept = {}, [], 0
    for segment in source.stringsegment_set.select_related("string", "context"):
        place = sheet.places.get(segment.context.path, "")
        message = Message(place, segment.string.data)
        data = words.get(message)
        key = (segment.string_id, segment.context_id)
        row = known.get(key)
        if data is None or (row and row.data == data):
            continue
        if row is None:
            new[key] = _row(segment, locale, data)
        elif row.tool_name in OURS or choices.get(_name(place, tongue.code)) == "theirs":
            row.tool_name = TOOL
            row.data, row.has_error, row.updated_at = data, False, timezone.now()
            changed.append(row)
        elif was.get(mark(*message)) != mark(data):
            kept += 1
    StringTranslation.objects.bulk_create(new.values())
    StringTranslation.objects.bulk_update(changed, ["data", "has_error", "updated_at", "tool_name"])
    return kept


def _row(segment, locale: Locale, data: str) -> StringTranslation:
    return StringTranslation(
        translation_of=segment.string,
        context=segment.context,
        locale=locale,
        data=data,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        tool_name=TOOL,
    )


def save(
    source: TranslationSource, locale: Locale, *, may_go_live: bool, as_draft: bool = False
) -> Page | None:
    """Write the page, live if it is live or may go live; None where a person took it over here.

    `as_draft`: what is live stays as it is, and what came stands in a draft of it.
    """
    translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
    if not translation.enabled:
        return None
    there = Page.objects.filter(translation_key=source.object_id, locale=locale, live=True)
    twin = there.filter(alias_of=None).select_related("live_revision").first()
    if twin and as_draft:
        return drafting.save(source, locale, by=None)
    held = twin and _hold(source, twin)
    page, _ = source.create_or_update_translation(locale, publish=False, fallback=True)
    if may_go_live or page.live:
        page.latest_revision.publish()
    if held:
        held.give_back()
    return page


def _hold(source: TranslationSource, twin: Page) -> held_back.Held:
    """What was translated here and is not public yet does not become so by an import."""
    strings = texts.of_page(source.object_id, source.locale_id)
    return held_back.hold(twin, strings, {}, let_out=TOOL)


def refresh_others(source: TranslationSource, *, known: Callable[[Locale], bool]) -> None:
    """Bring the new structure into live languages that the pack does not have."""
    for translation in source.translations.filter(enabled=True).select_related("target_locale"):
        locale = translation.target_locale
        pages = Page.objects.filter(translation_key=source.object_id, locale=locale, live=True)
        if not known(locale) and pages.exists():
            save(source, locale, may_go_live=False)
