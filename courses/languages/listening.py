"""What makes a change be over, or a summary old: a page published or gone, a string saved."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move
from wagtail_localize.models import StringTranslation

from courses.languages import carrying, summary, texts
from courses.languages.settling import settled
from courses.languages.texts import CARRIED
from courses.models.pages import KINDS


def connect() -> None:
    for kind in KINDS:
        page_published.connect(settle_what_is_public, sender=kind)
        page_published.connect(catch_up, sender=kind)
        page_unpublished.connect(sum_up, sender=kind)
        post_delete.connect(sum_up, sender=kind)
        post_page_move.connect(sum_up_below, sender=kind)
    post_save.connect(settle_what_was_saved, sender=StringTranslation)
    post_delete.connect(sum_up_string, sender=StringTranslation)


def settle_what_is_public(instance, **kwargs) -> None:
    settled(instance.translation_key, instance.locale.language_code)


def catch_up(instance, **kwargs) -> None:
    """It may have been read by others, or waited for its hour, while its source went on."""
    carrying.catch_up(instance)


def sum_up(instance, **kwargs) -> None:
    summary.soon(instance.translation_key)


def sum_up_below(instance, **kwargs) -> None:
    """It may be another course's now."""
    below = Page.objects.descendant_of(instance, inclusive=True)
    summary.soon(*below.values_list("translation_key", flat=True))


def settle_what_was_saved(instance, raw=False, **kwargs) -> None:
    """wagtail-localize marks what it cannot show only after this."""
    if raw or instance.context is None:
        return
    key = instance.context.object_id
    is_sound = not instance.has_error and texts.fits(instance.data, instance.translation_of.data)
    if instance.tool_name != CARRIED and is_sound:
        settled(key, instance.locale.language_code)
    else:
        summary.soon(key)


def sum_up_string(instance, **kwargs) -> None:
    if instance.context is not None:
        summary.soon(instance.context.object_id)
