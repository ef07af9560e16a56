"""Paths begun, completed, renewed and lapsed in a time, and learning done elsewhere, in sums."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from certification.models import Award, AwardKind, AwardState, DocumentState, Elsewhere, Path
from people.api import User


@dataclass(frozen=True)
class Totals:
    begun: int
    completed: int
    renewed: int
    lapsed: int
    elsewhere: dict[str, int]  # minutes by how it was taught


def totals_of(people: QuerySet[User], *, first: date, last: date) -> Totals:
    """Of these people, from one day to another, in their own zones. Four statements."""
    begun = Path.objects.filter(person__in=people, joined_on__range=(first, last)).count()
    full = Award.objects.filter(person__in=people, kind=AwardKind.FULL)
    granted = full.filter(granted_on__range=(first, last)).exclude(state=AwardState.REPLACED)
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


def _lapsed(full: QuerySet[Award], first: date, last: date) -> int:
    """Their last day came, and none that follows had been granted."""
    ended = full.filter(state=AwardState.VALID, valid_until__range=(first, last))
    pairs = set(ended.values_list("person", "scheme", "cycle"))
    if not pairs:
        return 0
    later = full.filter(state=AwardState.VALID, person__in={person for person, *_ in pairs})
    followed = {
        (person, scheme, cycle - 1)
        for person, scheme, cycle in later.values_list("person", "scheme", "cycle")
    }
    return len(pairs - followed)
