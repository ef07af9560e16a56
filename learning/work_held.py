"""How the work is held: measures of the work itself, for those who lead, of the whole organisation.

Minutes of supervision held and owed, how many people had what was agreed with them, and how many
took a break. Never by team, never a name, and nothing where it would be of fewer than five people:
who is well and who is not is nobody's figure (docs/private-room.md).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from office.few import LEAST
from people import api as people
from people.api import User
from supervision import api as supervision
from supervision.api import Owing

DAY = timedelta(days=1)
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Month:
    """`had` of `agreed` people had by `last` what was agreed with them. Whole minutes.

    All are None where fewer than five people have an agreement.
    """

    first: date
    last: date
    held: int | None = None
    owed: int | None = None
    had: int | None = None
    agreed: int | None = None


@dataclass(frozen=True)
class Held:
    """Of the whole organisation. `away` people took a break within a year; None: too few to say."""

    months: list[Month]
    away: int | None


def of_organisation(*, on: date) -> Held:
    """The month that is over, and this one so far. A fixed number of statements."""
    this = on.replace(day=1)
    last = (this - DAY).replace(day=1)
    return Held([_month(last, this - DAY), _month(this, on)], _away(on))


def _everybody():
    return User.objects.filter(is_active=True, retired_at=None)


def _month(first: date, last: date) -> Month:
    by_person = _by_person(supervision.owed_to(_everybody(), on=last))
    if len(by_person) < LEAST:
        return Month(first, last)
    totals = supervision.totals_of(_everybody(), first=first, last=last)
    return Month(
        first,
        last,
        held=totals.given,
        owed=totals.owed,
        had=sum(not any(each.now.short for each in theirs) for theirs in by_person.values()),
        agreed=len(by_person),
    )


def _by_person(rows: Iterable[Owing]) -> dict[int, list[Owing]]:
    found = defaultdict(list)
    for row in rows:
        found[row.supervisee.pk].append(row)
    return found


def _away(on: date) -> int | None:
    """Who was on a break on some day of the last twelve months; not who is to be."""
    since = on - A_YEAR
    taken = [
        person
        for person, breaks in people.breaks_of(_everybody()).items()
        if any(first <= on and (last is None or last >= since) for first, last in breaks)
    ]
    return len(taken) if len(taken) >= LEAST else None
