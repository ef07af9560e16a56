"""What an editor says of the changes of a page before they are published, and what we suggest."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail_localize.models import StringTranslation, TranslationSource

from courses.languages import texts
from courses.languages.suggesting import suggest
from courses.models import Declared, Severity
from courses.models.change import graver
from office import audit
from office.blocks import Tone

DECLARED = "declared changes"
WARNING = frozenset({Tone.CARE, Tone.IMPORTANT})
BODIES = ("body", "bank")


@dataclass(frozen=True)
class Said:
    """What holds for the next publication. Of a block that nobody spoke of, the graver one."""

    severities: Mapping[str, str]
    overall: str
    warnings: frozenset[str]  # blocks
    language: str

    def of(self, block: str, old: str, new: str) -> Severity:
        if said := self.severities.get(block):
            return Severity(said)
        is_grave = block in self.warnings
        suggested = suggest(old, new, language=self.language, is_grave=is_grave)
        return graver(suggested, self.overall) if self.overall else suggested


@dataclass(frozen=True)
class Pending:
    """A block that the next publication changes, in plain text, and what we would call it."""

    block: str
    old: str
    new: str
    suggested: Severity


def pending(page, draft=None) -> list[Pending]:
    """The blocks, translated into some language, in which the newest draft says something else.

    `draft` is the page as it would be published, where the caller has it in hand.
    """
    source = TranslationSource.objects.get_for_instance_or_none(page)
    if source is None or source.locale_id != page.locale_id:
        return []
    draft = draft or page.get_latest_revision_as_object()
    known = texts.in_blocks(texts.of_page(page.translation_key, page.locale_id))
    new = texts.in_blocks(texts.of_draft(draft))
    differing = [
        block
        for block, strings in new.items()
        if block in known and _said(strings) != _said(known[block])
    ]
    translated = _translated(page) if differing else set()
    said = _as_suggested(draft)
    found = []
    for block in differing:
        if block in translated:
            old, now = texts.plain(known[block]), texts.plain(new[block])
            found.append(Pending(block, old, now, said.of(block, old, now)))
    return found


def is_translated(page) -> bool:
    """Whether it is a source that somebody began to translate."""
    source = TranslationSource.objects.get_for_instance_or_none(page)
    is_source = source is not None and source.locale_id == page.locale_id
    return is_source and source.translations.exists()


def _said(strings: Iterable[texts.Text]) -> list[tuple[str, str]]:
    return sorted((text.path, text.data) for text in strings)


def _translated(page) -> set[str]:
    rows = StringTranslation.objects.filter(context__object_id=page.translation_key)
    paths = rows.values_list("context__path", flat=True).distinct()
    return {texts.block_of(path) for path in paths}


def _as_suggested(page) -> Said:
    return Said({}, "", _warnings(page), page.locale.language_code)


def _warnings(page) -> frozenset[str]:
    """Blocks that are there to warn."""
    streams = [(name, getattr(page, name, None)) for name in BODIES]
    return frozenset(
        f"{name}.{raw['id']}"
        for name, stream in streams
        for raw in (stream.raw_data if stream else ())
        if raw["type"] == "callout" and raw["value"].get("tone") in WARNING
    )


# --- the editor's word
@transaction.atomic
def declare(
    page,
    severities: Mapping[str, str],
    overall: str = "",
    *,
    by,
    at: datetime,
    about: Iterable[Pending] | None = None,
) -> None:
    """Keep it for the next publication of the page. A later word takes an earlier one's place.

    `about` are the changes spoken of, where the caller has them in hand. `overall` holds for those
    of them that `severities` does not name; for what is edited later, the graver one holds.
    """
    changes = pending(page) if about is None else list(about)
    overall = Severity(overall).value if overall else ""
    wanted = {each.block: overall for each in changes if overall}
    wanted |= {block: Severity(severity).value for block, severity in severities.items()}
    values = {"severities": wanted, "overall": overall, "digest": digest(changes)}
    Declared.objects.update_or_create(page_key=page.translation_key, defaults=values)
    audit.note(DECLARED, by=by, object_kind="courses.page", object_key=page.translation_key, at=at)


def is_declared(page, changes: Iterable[Pending]) -> bool:
    """Whether it was said of these very changes; what was edited again since is asked again."""
    rows = Declared.objects.filter(page_key=page.translation_key)
    return rows.values_list("digest", flat=True).first() == digest(changes)


def declared(page) -> Declared | None:
    return Declared.objects.filter(page_key=page.translation_key).first()


def digest(changes: Iterable[Pending]) -> str:
    said = [[each.block, each.new] for each in changes]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def taken(page, severities: Mapping[str, str] | None = None, overall: str = "") -> Said:
    """What holds for the publication that is under way, and for no other one."""
    row = declared(page)
    if row:
        row.delete()
    if severities is None:
        severities, overall = (row.severities, overall or row.overall) if row else ({}, overall)
    return Said(severities, overall, _warnings(page), page.locale.language_code)
