"""Why somebody is judged anew: rows that the sweep settles."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from office import due

EVIDENCE = "evidence"  # a person's record has changed, or a day has come; the key is the person
SCHEME = "certification.scheme"  # a rule has changed; the key is the scheme


def evidence_changed(person, *, at: datetime | None = None) -> None:
    due.add(EVIDENCE, key=person.pk, at=at)


def scheme_changed(scheme, *, at: datetime | None = None) -> None:
    due.add(SCHEME, key=scheme.pk, at=at)


def midnight(person, day: date) -> datetime:
    """When that day begins where they are."""
    return datetime.combine(day, time.min, tzinfo=person.zone).astimezone(UTC)


def changes_at(people: Iterable[int], moment: datetime) -> None:
    """Judge these people anew then; people by primary key."""
    due.add_many(EVIDENCE, keys=sorted(people), at=moment)
