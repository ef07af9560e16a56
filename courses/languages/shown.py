"""What readers of a translation are told of a change: no request, no person.

A change of meaning leaves the translation and puts the source's words beside it. For a matter of
safety the source's words stand in its place. Of a change of wording nothing is said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from django.utils import translation
from django.utils.html import format_html, mark_safe
from wagtail.rich_text import expand_db_html

from courses.models.change import Change, Severity

KIND = "changed"
RICH = ("intro", "guide")
LATER = ' loading="lazy"'
Severities = Mapping[str, str]  # by block, as `Change.block`; no wording
NONE: Severities = {}


@dataclass(frozen=True)
class Changed:
    """Stands before the part it tells of. `html` are the source's words, in `lang`; empty where
    they are shown anyway."""

    severity: str
    lang: str
    html: str = ""
    kind: str = KIND

    @property
    def fetched_at_once(self) -> "Changed":
        """As `Prose.fetched_at_once`: opened or not, no log tells."""
        return replace(self, html=mark_safe(self.html.replace(LATER, "")))  # noqa: S308

    @property
    def is_safety(self) -> bool:
        return self.severity == Severity.SAFETY

    @cached_property
    def direction(self) -> str:
        return "rtl" if translation.get_language_info(self.lang)["bidi"] else "ltr"


def severities(keys: Iterable[UUID], languages: Iterable[str]) -> dict[tuple[UUID, str], dict]:
    """By page key and language. One statement, and none without a language to ask for."""
    languages = list(languages)
    if not languages:
        return {}
    rows = Change.objects.filter(page_key__in=list(keys), language__in=languages)
    found: dict[tuple[UUID, str], dict] = {}
    for key, language, block, severity in rows.exclude(severity=Severity.WORDING).values_list(
        "page_key", "language", "block", "severity"
    ):
        found.setdefault((key, language), {})[block] = severity
    return found


def below(changes: Severities, field: str) -> tuple[tuple[str, str], ...]:
    """Of the blocks of one field: id and severity."""
    start = f"{field}."
    found = ((b.removeprefix(start), s) for b, s in changes.items() if b.startswith(start))
    return tuple(sorted(found))


def put_in_place(page, source, changes: Severities) -> None:
    """Fields that must not be read in an old translation get the source's words, for this reading.

    What has the source's words is taken to be in its language, so nothing else need know.
    """
    for name, severity in changes.items():
        if severity == Severity.SAFETY and "." not in name and hasattr(source, name):
            setattr(page, name, getattr(source, name))


def of_fields(source, shown, changes: Severities) -> dict[str, Changed]:
    """By name of the field: what to tell beside a title, a summary and the like."""
    found = {}
    for name, severity in changes.items():
        if "." in name or not getattr(source, name, None):
            continue
        words = getattr(source, name)
        if severity == Severity.SAFETY:
            found[name] = Changed(severity, source.language)
        elif words != getattr(shown, name):
            found[name] = Changed(severity, source.language, _html(name, words))
    return found


def _html(name: str, words: str) -> str:
    if name in RICH:
        return mark_safe(expand_db_html(words))  # noqa: S308  cleaned when saved
    return format_html("<p>{}</p>", words)
