"""That somebody's hours have changed: a row for whoever judges them, in the same transaction."""

from collections.abc import Iterable
from datetime import datetime

from office import due
from supervision.models import Agreement, Line

EVIDENCE = "evidence"  # the room above settles it; the key is the person


def changed(people: Iterable[int], *, at: datetime | None = None) -> None:
    """People by primary key; each once."""
    due.add_many(EVIDENCE, keys=sorted(set(people)), at=at)


def lines_changed(lines: Iterable[Line], *, at: datetime | None = None) -> None:
    changed((line.supervisee_id for line in lines), at=at)


def lines_by_key_changed(keys: Iterable, *, at: datetime | None = None) -> None:
    rows = Line.objects.filter(pk__in=list(keys))
    changed(rows.values_list("supervisee", flat=True), at=at)


def qualification_changed(holder, *, at: datetime | None = None) -> None:
    """Everybody whom the holder ever supervised."""
    rows = Agreement.objects.filter(supervisor=holder)
    changed(rows.values_list("supervisee", flat=True), at=at)
