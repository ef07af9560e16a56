"""Who sees what of this room (`who sees what`): every page, export and search begins here.

The two see everything between them; whoever coordinates the supervisee reads of an agreement and
of a line what `Wide` holds, and nothing else; all others see nothing. A right ends at midnight,
where the person lives who has it, after the last day of the agreement; of what was between two
people the supervisor then reads day, minutes and state, and no more of what it was about.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from people import api as people
from people.api import SUPERVISES, RoleHeld, User
from supervision.models import Agreement, AgreementState, Line, Session, wide


@dataclass(frozen=True)
class Wide:
    """What others than the two may read of a line. `kind` is one of the four wide ones."""

    day: date
    minutes: int
    kind: str
    state: str


def supervises(by: User, person: User, *, on: date) -> bool:
    """Whether a live agreement makes `by`, who has the role, their supervisor on that day."""
    return _in_force(on).between(by, person).exists()


def supervisees_of(by: User, *, on: date) -> QuerySet[User]:
    live = _in_force(on).filter(supervisor=by)
    return User.objects.filter(pk__in=live.values("supervisee")).order_by("chosen_name", "pk")


def supervisors_of(person: User, *, on: date) -> QuerySet[User]:
    live = _in_force(on).filter(supervisee=person)
    return User.objects.filter(pk__in=live.values("supervisor")).order_by("chosen_name", "pk")


def has_the_role(person: User, on: date) -> bool:
    """A role that ended yesterday opens nothing today, whatever is agreed."""
    return bool(people.roles_of(person, on) & SUPERVISES)


def _in_force(on: date):
    """Live agreements whose supervisor is one on that day."""
    held = RoleHeld.objects.on(on).filter(role__in=SUPERVISES)
    return Agreement.objects.on(on).filter(supervisor__in=held.values("person"))


def agreements(by: User) -> QuerySet[Agreement]:
    """Agreed ones that this person is one of the two of, also when they are over."""
    return Agreement.objects.agreed().filter(Q(supervisor=by) | Q(supervisee=by))


def agreements_coordinated(by: User, *, on: date) -> QuerySet[Agreement]:
    """Agreed ones of people whom `by` coordinates; never of themselves."""
    return Agreement.objects.agreed().filter(supervisee__in=people.coordinated_by(by, on))


def agreed_between(by: User, *, on: date) -> Iterator[tuple[UUID, str, str]]:
    """Keys of the agreements that `by` coordinates and that hold `on`: by whom, and with whom."""
    rows = agreements_coordinated(by, on=on).on(on).select_related("supervisor", "supervisee")
    for row in rows.order_by("supervisee__chosen_name", "supervisor__chosen_name", "pk"):
        yield row.pk, row.supervisor.name, row.supervisee.name


def known_to(by: User) -> QuerySet[User]:
    """Whom this person supervises, did, or will: those whom they may call by name."""
    mine = Agreement.objects.agreed().filter(supervisor=by)
    found = User.objects.filter(pk__in=mine.values("supervisee"), retired_at=None)
    return found.order_by("chosen_name", "pk")


def proposals_for(by: User, *, on: date) -> QuerySet[Agreement]:
    """What this person may say yes or no to: for themselves, or for people they coordinate."""
    asked = Agreement.objects.filter(state=AgreementState.PROPOSED).exclude(supervisor=by)
    return asked.filter(Q(supervisee=by) | Q(supervisee__in=people.coordinated_by(by, on)))


def proposals_by(by: User) -> QuerySet[Agreement]:
    """What this person asked of people they know. Of a stranger it tells nothing until a yes."""
    asked = Agreement.objects.filter(state=AgreementState.PROPOSED, supervisor=by)
    return asked.filter(supervisee__in=known_to(by))


def readable_agreements(by: User, *, on: date) -> QuerySet[Agreement]:
    """Those whose page opens for this person, whatever their state."""
    coordinated = Q(supervisee__in=people.coordinated_by(by, on))
    return Agreement.objects.filter(told_to(by) | coordinated)


def told_to(person: User) -> Q:
    """Of agreements, those of which one of the two may know."""
    agreed = Q(supervisor=person, state=AgreementState.AGREED)
    return Q(supervisee=person) | agreed | Q(supervisor=person, supervisee__in=known_to(person))


def sessions(by: User) -> QuerySet[Session]:
    """What this person held, or was one of; in force."""
    mine = Q(supervisor=by) | Q(lines__supervisee=by)
    return Session.objects.in_force().filter(mine).distinct()


def in_detail(session: Session, by: User, *, on: date) -> bool:
    """Whether they read more of it than day, minutes, wide kind and state: it was their own time,
    or they held it and supervise somebody of it on that day.
    """
    theirs = Q(supervisee=by)
    if by.pk == session.supervisor_id:
        theirs |= Q(supervisee__in=supervisees_of(by, on=on))
    return session.lines.in_force().filter(theirs).exists()


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
