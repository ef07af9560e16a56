"""Why somebody is judged anew: rows that the sweep settles."""

from datetime import date, datetime, time

from office import due

EVIDENCE = "evidence"  # a person's record has changed, or a day has come; the key is the person
SCHEME = "certification.scheme"  # a rule has changed; the key is the scheme


def evidence_changed(person, *, at: datetime | None = None) -> None:
    due.add(EVIDENCE, key=person.pk, at=at)


def scheme_changed(scheme, *, at: datetime | None = None) -> None:
    due.add(SCHEME, key=scheme.pk, at=at)


def changes_on(person, day: date) -> None:
    """Judge this person anew when that day begins where they are."""
    midnight = datetime.combine(day, time.min, tzinfo=person.zone)
    due.add(EVIDENCE, key=person.pk, at=midnight)
