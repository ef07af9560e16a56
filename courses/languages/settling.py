"""When a change is over in one language: translated anew and public, or said still to fit."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, TranslationSource

from courses.editions import draw_for
from courses.languages import summary, texts
from courses.languages.texts import CARRIED, Kept, Place, Text
from courses.models import Change
from office import audit

CONFIRMED = "confirmed translation"


class NothingKept(Exception):
    """No old words stand for some string of the block: it must be translated."""


def settled(page_key: UUID, language: str) -> bool:
    """Take away the rows of what is translated anew; whether there were any.

    Where the translated page is live, a row stands until these words are: learners must not meet
    the old ones without a notice. To be called by whoever writes translations in bulk.
    """
    summary.soon(page_key)
    rows = Change.objects.filter(page_key=page_key, language=language)
    known = dict(rows.values_list("block", "pk"))
    if not known:
        return False
    there = texts.kept([page_key], language).get(page_key, {}).get(language, {})
    blocks, since = texts.in_blocks(_texts_of(page_key)), _shown_since(page_key, language)
    over = [pk for block, pk in known.items() if _is_over(blocks.get(block, []), there, since)]
    if not over:
        return False
    Change.objects.filter(pk__in=over).delete()
    draw_for(page_key)
    return True


def _texts_of(page_key: UUID) -> list[Text]:
    """Of the page in the language that it was written in."""
    sources = TranslationSource.objects.filter(object_id=page_key).order_by("pk")
    known = texts.of_sources(sources.values_list("pk", flat=True)[:1])
    return next(iter(known.values()), [])


def _shown_since(page_key: UUID, language: str) -> datetime | None:
    """Until when words had to be there to be on the live page; None where none is live."""
    live = Page.objects.filter(
        translation_key=page_key, locale__language_code=language, live=True, alias_of=None
    )
    page = live.values("last_published_at", "live_revision__created_at").first()
    return page and (page["live_revision__created_at"] or page["last_published_at"])


def _is_over(strings: list[Text], there: dict[Place, Kept], since: datetime | None) -> bool:
    if not texts.are_own(strings, there):
        return False
    return since is None or all(there[text.place].at <= since for text in strings)


@transaction.atomic
def confirm(page_key: UUID, language: str, block: str, *, by, at: datetime | None = None) -> None:
    """Somebody says that the old translation of this block still fits. Twice is as once.

    Raises NothingKept where some of it has no words in that language.
    """
    strings = [text for text in _texts_of(page_key) if text.block == block]
    there = texts.kept([page_key], language).get(page_key, {}).get(language, {})
    if not strings or any(text.place not in there for text in strings):
        raise NothingKept(block)
    carried = [there[text.place].pk for text in strings if not there[text.place].is_own]
    rows = StringTranslation.objects.filter(pk__in=carried, tool_name=CARRIED)
    if rows.update(tool_name="", last_translated_by=by):
        where = block if "." in block else f"{page_key}.{block}"
        key = f"{where} {language}"
        audit.note(CONFIRMED, by=by, object_kind="courses.change", object_key=key, at=at)
    settled(page_key, language)
