"""By which random name a person is sealed."""

from collections.abc import Iterable
from uuid import UUID

from supervision.models import Party


def names_of(people: Iterable) -> dict[int, UUID]:
    """Their names by primary key, made where they are missing. At most three statements."""
    keys = {person.pk for person in people}
    known = _known(keys)
    missing = keys - known.keys()
    if missing:
        new = [Party(person_id=key) for key in sorted(missing)]
        Party.objects.bulk_create(new, ignore_conflicts=True)
        known = _known(keys)
    return known


def name_of_site() -> UUID:
    """The organisation's own; one row without a person."""
    row = Party.objects.filter(person=None).order_by("pk").first()
    return (row or Party.objects.create(person=None)).uuid


def _known(keys: Iterable[int]) -> dict[int, UUID]:
    rows = Party.objects.filter(person__in=keys)
    return dict(rows.values_list("person_id", "uuid"))
