"""Who sees what of this room (`who sees what`): every page, export and search begins here.

The two see everything between them; whoever coordinates the supervisee reads of an agreement and
of a line what `Wide` holds, and nothing else; all others see nothing. A right ends at midnight,
where the person lives who has it, after the last day of the agreement; what was between two people
while it held stays readable to them.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from people import api as people
from people.api import User
from supervision.models import Agreement, Line, Session, wide


@dataclass(frozen=True)
class Wide:
    """What others than the two may read of a line. `kind` is one of the four wide ones."""

    day: date
    minutes: int
    kind: str
    state: str


def supervises(by: User, person: User, *, on: date) -> bool:
    """Whether a live agreement makes `by` this person's supervisor on that day."""
    return Agreement.objects.between(by, person).on(on).exists()


def supervisees_of(by: User, *, on: date) -> QuerySet[User]:
    live = Agreement.objects.filter(supervisor=by).on(on)
    return User.objects.filter(pk__in=live.values("supervisee")).order_by("chosen_name", "pk")


def supervisors_of(person: User, *, on: date) -> QuerySet[User]:
    live = Agreement.objects.filter(supervisee=person).on(on)
    return User.objects.filter(pk__in=live.values("supervisor")).order_by("chosen_name", "pk")


def agreements(by: User) -> QuerySet[Agreement]:
    """Those that this person is one of the two of, also when they are over."""
    return Agreement.objects.filter(Q(supervisor=by) | Q(supervisee=by))


def agreements_coordinated(by: User, *, on: date) -> QuerySet[Agreement]:
    """Those of people whom `by` coordinates; never of themselves."""
    return Agreement.objects.filter(supervisee__in=people.coordinated_by(by, on))


def sessions(by: User) -> QuerySet[Session]:
    """What this person held, or was one of; in force."""
    mine = Q(supervisor=by) | Q(lines__supervisee=by)
    return Session.objects.in_force().filter(mine).distinct()


def lines(by: User) -> QuerySet[Line]:
    """Their own, and those of the sessions that they held; in force."""
    mine = Q(supervisee=by) | Q(session__supervisor=by)
    return Line.objects.in_force().filter(mine)


def lines_coordinated(by: User, *, on: date) -> QuerySet[Line]:
    """Of people whom `by` coordinates: show nothing of them but what `as_wide` gives."""
    return Line.objects.in_force().filter(supervisee__in=people.coordinated_by(by, on))


def as_wide(line: Line, heads: int) -> Wide:
    """`heads`: how many supervisees were there. `line.session` is loaded."""
    return Wide(line.counted_on, line.minutes, wide(line.session.kind, heads), line.state)
