"""Paths begun, completed, renewed and lapsed in a time, and learning done elsewhere, in sums."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from certification import ends
from certification.models import Award, AwardKind, AwardState, DocumentState, Elsewhere, Path
from people.api import User

PUT_OFF = timedelta(days=4 * 366)
AT_ONCE = 1000


@dataclass(frozen=True)
class Totals:
    begun: int
    completed: int
    renewed: int
    lapsed: int
    elsewhere: dict[str, int]  # minutes by how it was taught


def totals_of(people: QuerySet[User], *, first: date, last: date) -> Totals:
    """Of these people, from one day to another, in their own zones. A fixed number of
    statements for each thousand awards."""
    begun = Path.objects.filter(person__in=people, joined_on__range=(first, last)).count()
    full = Award.objects.filter(person__in=people, kind=AwardKind.FULL)
    granted = full.filter(granted_on__range=(first, last)).exclude(state=AwardState.REVOKED)
    granted = granted.exclude(_only_anew())
    cycles = Counter(granted.values_list("cycle", flat=True))
    known = Elsewhere.objects.filter(person__in=people, state=DocumentState.CHECKED)
    known = known.filter(completed_on__range=(first, last))
    minutes = known.values("delivery").annotate(all=Sum("minutes")).values_list("delivery", "all")
    return Totals(
        begun=begun,
        completed=cycles[1],
        renewed=cycles.total() - cycles[1],
        lapsed=_lapsed(full, first, last),
        elsewhere=dict(minutes.order_by()),
    )


def _only_anew() -> Q:
    """Granted once more, on the same grounds: the newer row stands for both."""
    same = {"replaced_by__scheme": F("scheme"), "replaced_by__cycle": F("cycle")}
    return Q(state=AwardState.REPLACED, **same)


def _lapsed(full: QuerySet[Award], first: date, last: date) -> int:
    """Their last day came, with more time and breaks counted in, and none that follows is there.

    One whose own last day was up to four years before may have been put off until now.
    """
    rows = full.filter(state=AwardState.VALID, valid_until__range=(first - PUT_OFF, last))
    pairs = set()
    for some in _batches(rows.select_related("person", "scheme")):
        days = ends.last_days(some, on=last)
        ended = (row for row in some if first <= days[row.pk] <= last)
        pairs |= {(row.person_id, row.scheme_id, row.cycle) for row in ended}
    if not pairs:
        return 0
    later = full.filter(state=AwardState.VALID, person__in={person for person, *_ in pairs})
    followed = {
        (person, scheme, cycle - 1)
        for person, scheme, cycle in later.values_list("person", "scheme", "cycle")
    }
    return len(pairs - followed)


def _batches(rows: QuerySet[Award]) -> Iterator[list[Award]]:
    rows, after = rows.defer("grounds").order_by("pk"), UUID(int=0)
    while some := list(rows.filter(pk__gt=after)[:AT_ONCE]):
        yield some
        after = some[-1].pk
