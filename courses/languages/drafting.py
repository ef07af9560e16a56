"""The draft of a translated page, from the words there are. It never publishes.

Not `create_or_update_translation` for a page that exists: that writes the new words into the live
row at once, whatever it is told of publishing. A new page gets its parents first, each as a page of
its own and not live: wagtail-localize would put live copies in the other language there.
"""

from wagtail.models import Locale, Page
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.segments.ingest import ingest_segments


def source_of(page: Page) -> TranslationSource:
    """The page's texts as they are now; the page is read anew, because publishing wrote a copy."""
    fresh = page.specific_class.objects.get(pk=page.pk)
    return TranslationSource.update_or_create_from_instance(fresh)[0]


def save(source: TranslationSource, locale: Locale, *, by) -> Page:
    """Write the draft, parents first. A page that was an alias becomes one of its own."""
    fresh = TranslationSource.objects.get(pk=source.pk)
    there = Page.objects.filter(translation_key=source.object_id, locale=locale).first()
    if there is None:
        _see_to_parent(fresh, locale, by=by)
    if there is None or there.alias_of_id:
        page, _is_new = fresh.create_or_update_translation(
            locale, user=by, publish=False, fallback=True
        )
        return page
    original, page = fresh.as_instance(), there.specific.get_latest_revision_as_object()
    copy_synchronised_fields(original, page)
    segments = fresh._get_segments_for_translation(locale, fallback=True)
    ingest_segments(original, page, fresh.locale, locale, segments)
    page.save_revision(user=by, changed=True, clean=False)
    return page


def _see_to_parent(source: TranslationSource, locale: Locale, *, by) -> None:
    above = source.get_source_instance().get_parent().specific
    is_there = Page.objects.filter(translation_key=above.translation_key, locale=locale).exists()
    if is_there:
        return
    own = source_of(above)
    Translation.objects.get_or_create(source=own, target_locale=locale)
    save(own, locale, by=by)
