"""Schemes as they are kept, and as the rules read them.

A version is published once and never changes; what is newer is another version. There is at most
one draft of a scheme.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db import transaction

from certification import causes, names, rules
from certification.models import Scheme, SchemeVersion
from office import audit

BETWEEN = re.compile(r"^---(?=\s|$)", re.MULTILINE)
KEPT = 256  # rules read at once; a site has a few dozen


class AlreadyPublished(Exception):
    """This version is published with other words; what is newer needs another number."""

    def __init__(self, number: int):
        super().__init__(number)
        self.number = number


class NotTheNext(Exception):
    """Versions are numbered in their order: `number` comes after those that there are."""

    def __init__(self, number: int):
        super().__init__(number)
        self.number = number


@dataclass(frozen=True)
class Loaded:
    """What `load` did; `is_new` where anything changed."""

    scheme: Scheme
    versions: tuple[int, ...]
    is_new: bool


# --- reading
def rules_of(schemes: Iterable[Scheme]) -> dict[int, rules.scheme.Scheme]:
    """By key, as published. One statement. A scheme without a published version is left out."""
    wanted = {scheme.pk: scheme for scheme in schemes}
    texts: dict[int, list[str]] = {}
    rows = SchemeVersion.objects.filter(scheme__in=list(wanted)).exclude(published_at=None)
    for pk, text in rows.order_by("scheme", "number").values_list("scheme", "text"):
        texts.setdefault(pk, []).append(text)
    return {pk: read(tuple(each)) for pk, each in texts.items()}


def rule_of(scheme: Scheme, *, with_draft: bool = False) -> rules.scheme.Scheme | None:
    """None while nothing of it is published (or, `with_draft`, written)."""
    rows = scheme.versions.order_by("number")
    texts = rows if with_draft else rows.exclude(published_at=None)
    found = tuple(texts.values_list("text", flat=True))
    return read(found) if found else None


@lru_cache(maxsize=KEPT)
def read(texts: tuple[str, ...]) -> rules.scheme.Scheme:
    """The versions of one scheme, in their order. Raises Refused."""
    return rules.scheme_in("\n---\n".join(texts))


def documents_in(text: str) -> list[str]:
    """The YAML documents of a file, without those that hold nothing."""
    return [each.strip() + "\n" for each in BETWEEN.split(text) if each.strip()]


# --- writing
@transaction.atomic
def load(text: str, *, by, at: datetime) -> Loaded:
    """Publish each version in the text that is not there yet; the same again changes nothing.

    Raises Refused, AlreadyPublished, NotTheNext.
    """
    found, texts = rules.scheme_in(text), version_texts(text)
    for version in found.versions:
        names.check(version)
    scheme, _made = Scheme.objects.get_or_create(slug=found.slug)
    Scheme.objects.select_for_update().get(pk=scheme.pk)
    there = dict(scheme.versions.exclude(published_at=None).values_list("number", "text"))
    is_new = False
    for version in found.versions:
        if version.number in there:
            _check_same(version.number, texts[version.number], there[version.number])
        else:
            _publish(scheme, version, texts[version.number], by=by, at=at)
            is_new = True
    return Loaded(scheme, tuple(each.number for each in found.versions), is_new)


def version_texts(text: str) -> dict[int, str]:
    """The text of each version by its number; worked cases may stand beside them."""
    found = {}
    for each in documents_in(text):
        value = next(rules.documents(each), None)
        if isinstance(value, dict) and "scheme" in value:
            found[value["version"]] = each
    return found


def _check_same(number: int, text: str, there: str) -> None:
    if text.strip() != there.strip():
        raise AlreadyPublished(number)


def _publish(scheme: Scheme, version, text: str, *, by, at: datetime) -> None:
    last = scheme.versions.exclude(published_at=None).order_by("-number").first()
    if last and version.number <= last.number:
        raise NotTheNext(version.number)
    scheme.versions.filter(published_at=None, number=version.number).delete()
    SchemeVersion.objects.create(
        scheme=scheme,
        number=version.number,
        text=text,
        titles=dict(version.title),
        effective_from=version.effective_from,
        written_by=by,
        written_at=at,
        published_by=by,
        published_at=at,
    )
    note_published(scheme, version.number, by=by, at=at)


def note_published(scheme: Scheme, number: int, *, by, at: datetime) -> None:
    """Everybody on its path is judged anew; who published it is kept."""
    audit.note(
        "published scheme",
        by=by,
        object_kind="certification.scheme",
        object_key=f"{scheme.pk}:{number}",
        at=at,
    )
    causes.scheme_changed(scheme, at=at)


# --- words
def title_of(scheme: Scheme, titles: dict, language: str) -> str:
    """In this language, else in English, else in any, else the slug."""
    own = titles.get(language) or titles.get("en")  # a database may keep keys in another order
    return own or next(iter(titles.values()), scheme.slug)


def titles_of(schemes: Iterable[Scheme], language: str) -> dict[int, str]:
    """Of the newest published version of each. One statement."""
    found = {scheme.pk: scheme for scheme in schemes}
    rows = SchemeVersion.objects.filter(scheme__in=list(found)).exclude(published_at=None)
    titles = dict(rows.order_by("number").values_list("scheme", "titles"))
    return {pk: title_of(scheme, titles.get(pk, {}), language) for pk, scheme in found.items()}


def effective(scheme: Scheme, on: date) -> SchemeVersion | None:
    """The published version that holds on that day."""
    rows = scheme.versions.exclude(published_at=None).filter(effective_from__lte=on)
    return rows.order_by("-number").first()
