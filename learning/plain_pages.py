"""Home and standard pages in other languages: published anew, their new texts can be translated.

Only that: live translations stay as they are until somebody publishes them. What courses do beside
it (severity, notices to readers) is for what people learn from.
"""

from wagtail.signals import page_published
from wagtail_localize.models import TranslationSource

from learning.models import HomePage, StandardPage


def connect() -> None:
    for kind in (HomePage, StandardPage):
        page_published.connect(renew_texts, sender=kind)


def renew_texts(instance, **kwargs) -> None:
    source = TranslationSource.objects.get_for_instance_or_none(instance)
    if source and source.locale_id == instance.locale_id:
        source.update_from_db()
