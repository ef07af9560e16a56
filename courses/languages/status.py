"""How each block of a page stands in one language, for those who translate it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from courses.languages import changes, texts
from courses.languages.texts import Kept, Place, Text
from courses.models import Change, Severity


class State(TextChoices):
    CURRENT = "current", _("current")
    CHANGED = "changed", _("changed since")
    NEW = "new", _("never translated")


@dataclass(frozen=True)
class Line:
    """One string: the source's words, what there is of them, and its path in wagtail-localize.

    `translation` is empty where nothing stands; `is_own` says that it was made of these words.
    """

    source: str
    translation: str
    context: str
    is_own: bool


@dataclass(frozen=True)
class Block:
    """`severity`, `since` and `old` are those of the change; none where it is not `changed`."""

    block: str
    state: State
    strings: tuple[Line, ...]
    severity: Severity | None = None
    since: datetime | None = None
    old: str = ""

    @property
    def may_be_confirmed(self) -> bool:
        """Somebody may say that the old words still fit, where old words stand."""
        return self.state == State.CHANGED and all(line.translation for line in self.strings)


def of_page(source_page, language: str) -> list[Block]:
    """In the order of the page. Three statements, however many blocks; none of it new."""
    key = source_page.translation_key
    found = texts.of_page(key, source_page.locale_id)
    there = texts.kept([key], language).get(key, {}).get(language, {})
    rows = {block: row for (_key, block), row in changes.of([key], language).items()}
    return list(_blocks(found or texts.of_draft(source_page), there, rows))


def _blocks(found: list[Text], there: dict[Place, Kept], rows: dict) -> Iterator[Block]:
    for block, strings in texts.in_blocks(found).items():
        state, lines = state_of(strings, there, rows.get(block)), tuple(_lines(strings, there))
        row = rows.get(block) if state == State.CHANGED else None
        if row:
            yield Block(block, state, lines, Severity(row.severity), row.since, row.old)
        else:
            yield Block(block, state, lines)


def state_of(strings: list[Text], there: dict[Place, Kept], row: Change | None) -> State:
    """A row may stand a little longer than its cause: until the new words are public."""
    if texts.are_own(strings, there):
        return State.CURRENT
    is_carried = any(text.place in there and not there[text.place].is_own for text in strings)
    return State.CHANGED if row or is_carried else State.NEW


def _lines(strings: list[Text], there: dict[Place, Kept]) -> Iterator[Line]:
    for text in strings:
        known = there.get(text.place)
        yield Line(text.data, known.data if known else "", text.path, bool(known and known.is_own))
