"""The words that people sign: the organisation's own, the shipped ones until it has written any.

Whoever signed keeps the words that they signed: a copy lies with each signature. So words may be
written anew at any time; nobody has signed the new ones by that.
"""

from dataclasses import dataclass
from datetime import date, datetime

import yaml
from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Min
from django.utils.translation import get_language

from certification.desks import mark_of
from certification.models import Attestation, Statement
from office import audit

SHIPPED = settings.ROOT / "content" / "statements"
MOST_VERSIONS = 50  # of words that were signed, on one page


class WrittenMeanwhile(Exception):
    """Somebody else wrote these words since they were opened."""


@dataclass(frozen=True)
class Version:
    """Words that were signed, by how many, and when first and last."""

    words: str
    language: str
    count: int
    first: date
    last: date


# --- reading
def words_of(code: str) -> Statement | None:
    """The organisation's words, else the shipped ones (not kept); None where there are none."""
    return Statement.objects.filter(code=code).first() or shipped(code)


def shipped(code: str) -> Statement | None:
    path = SHIPPED / f"{code}.yaml"
    if not code.replace("-", "").isalnum() or not path.is_file():
        return None
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Statement(code=code, titles=found["titles"], texts=found["texts"])


def shipped_codes() -> list[str]:
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def titles_of(codes) -> dict[str, str]:
    """In the language of the moment; a code that has no words stands for itself. One statement."""
    kept = {each.code: each for each in Statement.objects.filter(code__in=list(codes))}
    return {code: _title(kept.get(code) or shipped(code), code) for code in codes}


def _title(statement: Statement | None, code: str) -> str:
    return statement.title if statement else code.replace("-", " ").capitalize()


def text_in(statement: Statement, language: str | None = None) -> tuple[str, str]:
    """The words and the language they stand in: this one, else the first that there is."""
    language = language or get_language() or ""
    if statement.texts.get(language):
        return statement.texts[language], language
    return next(((text, each) for each, text in statement.texts.items() if text), ("", ""))


def seen(statement: Statement | None) -> str:
    """A mark of these words, to be given back when others are written in their place."""
    return mark_of(statement and [statement.titles, statement.texts])


def signed_versions(code: str) -> list[Version]:
    """Each wording that somebody signed and has not taken back, the newest first. No names."""
    rows = Attestation.objects.filter(statement=code, taken_back_at=None)
    found = rows.values("words", "language").annotate(
        count=Count("pk"), first=Min("day"), last=Max("day")
    )
    return [Version(**row) for row in found.order_by("-last", "language")[:MOST_VERSIONS]]


# --- writing
@transaction.atomic
def write(code: str, *, titles: dict, texts: dict, seen_before: str, by, at: datetime) -> Statement:
    """What was signed before keeps the words it was signed with. Raises WrittenMeanwhile."""
    Statement.objects.select_for_update().filter(code=code).first()
    if seen(words_of(code)) != seen_before:
        raise WrittenMeanwhile
    kept, _made = Statement.objects.update_or_create(
        code=code, defaults={"titles": titles, "texts": texts}
    )
    audit.note(
        "wrote statement",
        by=by,
        object_kind="certification.statement",
        object_key=kept.code,
        at=at,
    )
    return kept
