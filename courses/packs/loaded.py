"""What an import did, and the small questions that it asks of a sheet, a page and a language."""

import hashlib
import json
from dataclasses import dataclass, field

from wagtail.models import Locale, Page

from courses.models import LessonPage
from courses.packs.messages import Message
from courses.packs.pages import Sheet

NEW, CHANGED, SAME, LEFT = "new", "changed", "unchanged", "left as it is here"


@dataclass
class Loaded:
    """What an import did. `pages` says it of each page, `remarks` is for a person to read."""

    pack: str
    title: str
    pages: dict[str, str] = field(default_factory=dict)
    live: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def has_changes(self) -> bool:
        return bool({NEW, CHANGED} & set(self.pages.values()))


@dataclass(frozen=True)
class Tongue:
    """One language of the pack that the site has too."""

    locale: Locale
    words: dict[Message, str]
    is_complete: bool
    comments: dict[Message, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.locale.language_code


def turn_of(sheet: Sheet, leads: set) -> int:
    """What another lesson leads to is written before that one; all else in the pack's order."""
    if not leads or sheet.model is not LessonPage:
        return 0
    return 1 if sheet.key in leads else 2


def is_withdrawn(page: Page) -> bool:
    """It was public once: somebody took it away, and an import must not bring it back."""
    return not page.live and page.first_published_at is not None


def said_of(sheet: Sheet, marks: dict[str, str]) -> list:
    """All that the pack says of one page in its source language, files by their content."""
    children = [str(key) for key in sheet.children]
    said = [sheet.fields, children, [marks.get(name, name) for name in sheet.files]]
    return [*said, str(sheet.way_round)] if sheet.way_round else said


def digest_of(said: list) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
