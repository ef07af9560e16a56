"""Words that stand in many places of the courses and are changed once: {emergency-number}.

A placeholder is a name between braces: Markdown, the editor and PO files leave it as it is. Where a
text is drawn it becomes the organisation's own words, set apart for either direction of writing; a
reader never meets braces (rejected: a snippet block, which cannot stand within a sentence).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import quote

from django.conf import settings
from django.db import models, transaction
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office import audit, organisation

ORGANISATION = "organisation-name"  # never kept here: the organisation has a page of its own
WELL_KNOWN = {
    ORGANISATION: gettext_lazy("the organisation"),
    "emergency-number": gettext_lazy("the emergency number"),
    "whom-to-tell": gettext_lazy("the person in charge"),
    "office-address": gettext_lazy("the address of the office"),
    "office-phone": gettext_lazy("the telephone of the office"),
    # what the courses that ship ask for; until a site says it, the sentence around it stays true
    "night-phone": gettext_lazy("a number that your team gives you"),
    "crisis-line": gettext_lazy("the number of a helpline near you"),
    "gift-limit": gettext_lazy("the amount that our rules name"),
    "mentoring-time": gettext_lazy("the time that you agree on"),
    "supervision-rhythm": gettext_lazy("as often as you agree"),
    "housing-adviser": gettext_lazy("your team tells you"),
    "benefits-adviser": gettext_lazy("your team tells you"),
    "health-clinic": gettext_lazy("your team tells you"),
}
LONGEST = 200
NAME = re.compile(r"[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,39}\Z")
PLACEHOLDER = re.compile(r"\{\s?([A-Za-z][\w-]{0,39})\s?\}", re.ASCII)
TAG = re.compile(r"(<[^<>]*>)")
ADDRESS = re.compile(r'\bhref="[^"]*"')
ISOLATED = "\u2068{}\u2069"  # as <bdi>, where there can be no element


class NamedValue(models.Model):
    """One name with the organisation's words for it, in each language that has any.

    Personal data: a work contact, where the organisation names one; courses publish it. Kept until
    the organisation changes it.
    """

    name = models.CharField(max_length=40, unique=True)
    label = models.CharField(max_length=80, blank=True)  # also what a text says without a value
    texts = models.JSONField(default=dict, blank=True)  # {language: words}

    def __str__(self):
        return self.name


@dataclass(frozen=True)
class Said:
    """`lang` is the language of the words; `is_missing` where they only stand in for a value."""

    words: str
    lang: str
    is_missing: bool = False


class Book:
    """The values as they are now, asked for at the first placeholder and not before.

    Of a draft, what has no value is marked for its writers.
    """

    def __init__(self, *, is_draft: bool = False):
        self.is_draft = is_draft

    @cached_property
    def _rows(self) -> dict[str, NamedValue]:
        return {row.name: row for row in NamedValue.objects.all()}

    @cached_property
    def _first(self) -> str:
        return organisation.first_language()

    @cached_property
    def _organisation(self) -> str:
        """Not as this process remembers it, which may be a moment old."""
        row = organisation.Organisation.objects.order_by("pk").values_list("name", flat=True)
        return row.first() or organisation.NOBODY_YET.name

    def said(self, name: str, language: str) -> Said:
        """In that language, else the site's first, else any; else plain words in its place."""
        if name == ORGANISATION:
            return Said(self._organisation, "")
        row = self._rows.get(name)
        texts = row.texts if row else {}
        for code in (language, language.partition("-")[0], self._first, *sorted(texts)):
            if texts.get(code):
                return Said(texts[code], code)
        return Said(self._stand_in(name, row, language), "", is_missing=True)

    def _stand_in(self, name: str, row: NamedValue | None, language: str) -> str:
        if row and row.label:
            return row.label
        with translation.override(language or None):
            return str(WELL_KNOWN.get(name, name.replace("-", " ")))

    def fill(self, text: str, language: str) -> str:
        """The same text with words for its placeholders; what is safe HTML stays that."""
        if "{" not in text:
            return text
        if not isinstance(text, SafeString):
            return PLACEHOLDER.sub(lambda found: self._plain(found, language), text)
        pieces = TAG.split(text)  # every second one is a tag
        filled = (
            self._tag(piece, language)
            if place % 2
            else PLACEHOLDER.sub(lambda found: self._html(found, language), piece)
            for place, piece in enumerate(pieces)
        )
        return mark_safe("".join(filled))  # noqa: S308  what is put in is escaped

    def _plain(self, found: re.Match, language: str) -> str:
        said = self.said(name_in(found), language)
        if said.is_missing and self.is_draft:
            return ISOLATED.format(f"{said.words} [{found[0]}: {_('no value yet')}]")
        return ISOLATED.format(said.words)

    def _tag(self, tag: str, language: str) -> str:
        tag = ADDRESS.sub(lambda href: self._address(href[0], language), tag)
        return PLACEHOLDER.sub(lambda found: escape(self._plain(found, language)), tag)

    def _address(self, href: str, language: str) -> str:
        """For a number to ring: a link holds neither spaces nor signs that set words apart."""

        def said(found: re.Match) -> str:
            words = self.said(name_in(found), language).words
            return quote("".join(words.split()), safe="+")

        return PLACEHOLDER.sub(said, href)

    def _html(self, found: re.Match, language: str) -> str:
        said = self.said(name_in(found), language)
        if said.is_missing and self.is_draft:
            words = _("no value yet")
            return format_html("<mark><bdi>{}</bdi> [{}: {}]</mark>", said.words, found[0], words)
        if said.lang and said.lang != language:
            return format_html('<bdi lang="{}">{}</bdi>', said.lang, said.words)
        return format_html("<bdi>{}</bdi>", said.words)


def name_in(found: re.Match) -> str:
    """A writer's capital or underscore is forgiven."""
    return found[1].lower().replace("_", "-").strip("-")


def names_in(text: str) -> list[str]:
    """Each once, in order."""
    return list(dict.fromkeys(name_in(found) for found in PLACEHOLDER.finditer(text)))


def without_value(names: Iterable[str]) -> list[str]:
    """Those of the names that a reader would see plain words for; one statement, or none."""
    wanted = [name for name in dict.fromkeys(names) if name != ORGANISATION]
    if not wanted:
        return []
    rows = NamedValue.objects.filter(name__in=wanted)
    known = {row.name for row in rows if any(row.texts.values())}
    return [name for name in wanted if name not in known]


@transaction.atomic
def keep(name: str, *, label: str, texts: Mapping[str, str], by, at: datetime | None = None):
    """What the name stands for from now on; languages left empty fall back to the first one."""
    said = {code: words.strip() for code, words in texts.items() if words.strip()}
    row, _is_new = NamedValue.objects.update_or_create(
        name=name, defaults={"label": label.strip(), "texts": said}
    )
    audit.note("kept value", by=by, object_kind="named value", object_key=name, at=at)
    return row


@transaction.atomic
def remove(name: str, *, by, at: datetime | None = None) -> None:
    """Texts that name it show plain words again."""
    for row in NamedValue.objects.filter(name=name):
        row.delete()  # one by one: whoever draws texts is told of each
        audit.note("removed value", by=by, object_kind="named value", object_key=name, at=at)


@dataclass(frozen=True)
class Row:
    """For a list: every name there is, kept or only well known."""

    name: str
    label: str
    texts: dict[str, str]
    is_set: bool

    @property
    def placeholder(self) -> str:
        return f"{{{self.name}}}"


def rows() -> list[Row]:
    kept = {row.name: row for row in NamedValue.objects.order_by("name")}
    names = dict.fromkeys([*(n for n in WELL_KNOWN if n != ORGANISATION), *kept])
    return [_row(name, kept.get(name)) for name in names]


def row_of(name: str) -> Row | None:
    kept = NamedValue.objects.filter(name=name).first()
    known = name in WELL_KNOWN and name != ORGANISATION
    return _row(name, kept) if kept or known else None


def _row(name: str, kept: NamedValue | None) -> Row:
    label = kept.label if kept else ""
    said = kept.texts if kept else {}
    texts = {code: said[code] for code in settings.ALL_LANGUAGES if code in said} | said
    return Row(name, label or str(WELL_KNOWN.get(name, "")), texts, bool(texts))
