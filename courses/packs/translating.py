"""A page of a pack in another language, by the segments that editors see.

Not `Translation.save_target`: it publishes on commit, outside the import's transaction, so that a
crash in between would leave a course half published.
"""

from collections.abc import Callable

from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from courses.packs.messages import Message
from courses.packs.pages import Sheet

TOOL = "course pack"  # what a person translates here has another name, and is kept


def source_of(page: Page) -> TranslationSource:
    """The page's texts as they are now; the page is read anew, because publishing wrote a copy."""
    fresh = page.specific_class.objects.get(pk=page.pk)
    return TranslationSource.update_or_create_from_instance(fresh)[0]


def put(source: TranslationSource, sheet: Sheet, locale: Locale, words: dict[Message, str]) -> int:
    """Fill the segments from a catalogue; returns how many texts of people here were kept."""
    known = {
        (row.translation_of_id, row.context_id): row
        for row in StringTranslation.objects.filter(
            locale=locale, context__object_id=source.object_id
        )
    }
    new, changed, kept = {}, [], 0
    for segment in source.stringsegment_set.select_related("string", "context"):
        place = sheet.places.get(segment.context.path, "")
        data = words.get(Message(place, segment.string.data))
        key = (segment.string_id, segment.context_id)
        row = known.get(key)
        if data is None or (row and row.data == data):
            continue
        if row is None:
            new[key] = _row(segment, locale, data)
        elif row.tool_name == TOOL:
            row.data, row.has_error, row.updated_at = data, False, timezone.now()
            changed.append(row)
        else:
            kept += 1
    StringTranslation.objects.bulk_create(new.values())
    StringTranslation.objects.bulk_update(changed, ["data", "has_error", "updated_at"])
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


def save(source: TranslationSource, locale: Locale, *, may_go_live: bool) -> Page | None:
    """Write the page, live if it is live or may go live; None where a person took it over here."""
    translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
    if not translation.enabled:
        return None
    page, _ = source.create_or_update_translation(locale, publish=False, fallback=True)
    if may_go_live or page.live:
        page.latest_revision.publish()
    return page


def refresh_others(source: TranslationSource, *, known: Callable[[Locale], bool]) -> None:
    """Bring the new structure into live languages that the pack does not have."""
    for translation in source.translations.filter(enabled=True).select_related("target_locale"):
        locale = translation.target_locale
        pages = Page.objects.filter(translation_key=source.object_id, locale=locale, live=True)
        if not known(locale) and pages.exists():
            save(source, locale, may_go_live=False)
