"""A published source brought into its translations: what changed, and which old words still stand.

Strings are compared per block before and after wagtail-localize reads the page. Those that are
gone and those that came at one place are paired in their order. Where the counts differ nothing
says which belongs to which: then the new ones stand in the source's words, as declared.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from courses.editions import draw_new_edition
from courses.languages import declaring, drafting, held_back, texts
from courses.languages.texts import CARRIED, Blocks, Kept, Place, Text
from courses.models import Change, Severity
from courses.models.change import graver

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Turn:
    """What one publication made of one block."""

    block: str
    before: list[Text]
    after: list[Text]
    severity: str

    def pairs(self) -> Iterator[tuple[Text, Text]]:
        """Gone and new at one place, in order."""
        for path in dict.fromkeys(text.path for text in self.after):
            old = [text for text in self.before if text.path == path]
            new = [text for text in self.after if text.path == path]
            gone, came = _without(old, new), _without(new, old)
            if len(gone) == len(came):
                yield from zip(gone, came, strict=True)


def bring(
    page,
    *,
    at: datetime,
    severities: Mapping[str, str] | None = None,
    overall: str = "",
    save: bool = True,
) -> bool:
    """Bring what the published `page` says into its translations; whether it has any.

    `severities` are by block. Without them it is as an editor declared, else as suggested. With
    `save` the translated pages that are live are published anew, and none goes live by it.
    """
    source = TranslationSource.objects.get_for_instance_or_none(page)
    if source is None or source.locale_id != page.locale_id:
        return False
    with transaction.atomic():
        source = TranslationSource.objects.select_for_update().get(pk=source.pk)  # one at a time
        before = _blocks(source)
        source.update_from_db()
        after, said = _blocks(source), declaring.taken(page, severities, overall)
        turns = list(_turns(before, after, said))
        key = page.translation_key
        gone = Change.objects.filter(page_key=key, block__in=before.keys() - after.keys()).delete()
        if _compare(key, turns, at=at) or gone[0]:
            draw_new_edition(page)
    if save:
        _save_live(page, source, before, turns)
    return True


def _blocks(source: TranslationSource) -> Blocks:
    return texts.in_blocks(texts.of_page(source.object_id, source.locale_id))


def _turns(before: Blocks, after: Blocks, said: declaring.Said) -> Iterator[Turn]:
    for block, strings in after.items():
        known = before.get(block)
        if known and sorted(t.place for t in known) != sorted(t.place for t in strings):
            severity = said.of(block, texts.plain(known), texts.plain(strings))
            yield Turn(block, known, strings, severity)


def _without(strings: list[Text], others: list[Text]) -> list[Text]:
    known = {text.place for text in others}
    return [text for text in strings if text.place not in known]


def _compare(key: UUID, turns: list[Turn], *, at: datetime) -> bool:
    """Carry what may be carried and keep the rows; whether there was anything to do."""
    if not turns:
        return False
    known = {(row.language, row.block): row for row in Change.objects.filter(page_key=key)}
    locales = dict(Locale.objects.values_list("language_code", "pk"))
    ledger = _Ledger(key, at)
    for language, there in texts.kept([key]).get(key, {}).items():
        for turn in turns:
            row = known.get((language, turn.block))
            ledger.note(turn, language, locales[language], there, row)
    return ledger.write()


@dataclass
class _Ledger:
    """What is to be written for all languages: one statement for each kind of it."""

    key: UUID
    at: datetime
    carried: dict[tuple, StringTranslation] = field(default_factory=dict)
    dropped: list[int] = field(default_factory=list)
    rows: list[Change] = field(default_factory=list)
    over: list[int] = field(default_factory=list)

    def note(
        self,
        turn: Turn,
        language: str,
        locale: int,
        there: dict[Place, Kept],
        row: Change | None,
    ) -> None:
        if row is None and not any(text.place in there for text in turn.before):
            return  # never translated: nothing is older than it should be
        severity = graver(turn.severity, row.severity if row else "")
        if severity == Severity.SAFETY:
            self._drop(turn, there)
        else:
            self._carry(turn, locale, there)
        if not texts.are_own(turn.after, there):
            self.rows.append(self._row(turn, language, severity))
        elif row:
            self.over.append(row.pk)

    def _drop(self, turn: Turn, there: dict[Place, Kept]) -> None:
        """What was carried before stands no longer."""
        known = [there[text.place] for text in turn.after if text.place in there]
        self.dropped += [each.pk for each in known if not each.is_own]

    def _carry(self, turn: Turn, locale: int, there: dict[Place, Kept]) -> None:
        for old, new in turn.pairs():
            if old.place in there and new.place not in there:
                words = there[old.place].data
                if texts.fits(words, new.data):
                    self.carried[locale, new.place] = _carried(new, locale, words)

    def _row(self, turn: Turn, language: str, severity: str) -> Change:
        return Change(
            page_key=self.key,
            language=language,
            block=turn.block,
            severity=severity,
            since=self.at,
            old=texts.plain(turn.before),
        )

    def write(self) -> bool:
        """Where a row stands already it keeps its words and its day, which are the oldest."""
        StringTranslation.objects.bulk_create(self.carried.values(), ignore_conflicts=True)
        StringTranslation.objects.filter(pk__in=self.dropped).delete()
        Change.objects.filter(pk__in=self.over).delete()
        Change.objects.bulk_create(
            self.rows,
            update_conflicts=True,
            unique_fields=["page_key", "language", "block"],
            update_fields=["severity"],
        )
        return bool(self.over or self.rows)


def _carried(new: Text, locale: int, words: str) -> StringTranslation:
    context, string = new.place
    return StringTranslation(
        context_id=context,
        translation_of_id=string,
        locale_id=locale,
        data=words,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        tool_name=CARRIED,
    )


def _save_live(page, source: TranslationSource, before: Blocks, turns: list[Turn]) -> None:
    """Read anew: a translation that still holds the source as it was publishes that."""
    twins = page.get_translations().filter(live=True, alias_of=None)
    live = {twin.locale_id: twin for twin in twins.select_related("live_revision")}
    kept_in_step = Translation.objects.filter(source=source, enabled=True, target_locale__in=live)
    strings = [text for block in before.values() for text in block]
    for translation in kept_in_step:
        _save(translation, live[translation.target_locale_id], strings, turns)


def catch_up(twin) -> None:
    """Bring the source into a translation that was published from an older draft."""
    if twin.live_revision is None:
        return
    behind = Translation.objects.filter(
        source__object_id=twin.translation_key,
        source__last_updated_at__gt=twin.live_revision.created_at,
        target_locale=twin.locale_id,
        enabled=True,
    )
    for translation in behind.select_related("source"):
        strings = texts.of_page(twin.translation_key, translation.source.locale_id)
        _save(translation, twin, strings, [])


@transaction.atomic
def _save(translation: Translation, twin, before: list[Text], turns: list[Turn]) -> None:
    """What a translator saved since it went live still waits, and stands in the draft again."""
    replaced = {
        new.place: old.place
        for turn in turns
        if turn.severity != Severity.SAFETY
        for old, new in turn.pairs()
    }
    held = held_back.hold(twin, before, replaced)
    try:
        translation.save_target(publish=True)
    except ValidationError:  # one language must not keep the others from what changed
        logger.exception("Page %s was not brought into %s", twin.pk, translation.pk)
    held.give_back()
    if held.rows and twin.has_unpublished_changes:
        source, locale = translation.source, translation.target_locale
        transaction.on_commit(lambda: drafting.save(source, locale, by=None))
