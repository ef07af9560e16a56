"""Who else teaches, as rules name them: a class, and what they hold from when until when.

Whoever learned there is judged anew when this changes. `own` is the organisation itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from certification import causes
from certification.desks import mark_of
from certification.models import Elsewhere, Provider, Scheme, SchemeVersion
from certification.named import named_in
from certification.rules import documents
from office import audit

OWN = "own"


class WrittenMeanwhile(Exception):
    """Somebody else changed it since it was opened."""


@dataclass(frozen=True)
class Held:
    """`until` None: it has no end yet."""

    kind: str
    first: date
    until: date | None = None

    def as_kept(self) -> dict[str, str | None]:
        until = self.until.isoformat() if self.until else None
        return {"kind": self.kind, "from": self.first.isoformat(), "until": until}


@dataclass(frozen=True)
class Wanted:
    """What published rules ask of whoever teaches."""

    classes: list[str]
    held: list[str]


def held_by(row: Provider) -> list[Held]:
    return [_held(each) for each in row.holds]


def _held(value: dict) -> Held:
    until = value.get("until")
    last = date.fromisoformat(until) if until else None
    return Held(value["kind"], date.fromisoformat(value["from"]), last)


def seen(row: Provider | None) -> str:
    """A mark of what it says, to be given back when it is changed."""
    return mark_of(row and [row.name, row.rank, row.holds])


def wanted() -> Wanted:
    """One statement."""
    rows = SchemeVersion.objects.exclude(published_at=None).filter(scheme__archived_at=None)
    texts = rows.values_list("text", flat=True)
    found = [named_in(value) for text in texts for value in documents(text)]
    return Wanted(
        sorted({name for each in found for name in each.classes}),
        sorted({name for each in found for name in each.certified}),
    )


@transaction.atomic
def keep(
    slug: str,
    *,
    name: str,
    rank: str,
    holds: Iterable[Held],
    seen_before: str,
    by,
    at: datetime,
) -> Provider:
    """Made, or changed; the slug is for ever. Raises WrittenMeanwhile."""
    row = Provider.objects.select_for_update().filter(slug=slug).first()
    if seen(row) != seen_before:
        raise WrittenMeanwhile
    row = row or Provider(slug=slug)
    row.name, row.rank, row.holds = name, rank, [each.as_kept() for each in holds]
    row.save()
    audit.note(
        "kept provider",
        by=by,
        object_kind="certification.provider",
        object_key=row.pk,
        at=at,
    )
    _judge_anew(slug, at=at)
    return row


def _judge_anew(slug: str, *, at: datetime) -> None:
    if slug == OWN:  # everybody learns here
        for scheme in Scheme.objects.published():
            causes.scheme_changed(scheme, at=at)
        return
    there = Elsewhere.objects.filter(provider=slug)
    causes.changes_at(there.order_by().values_list("person", flat=True).distinct(), at)
