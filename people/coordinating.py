"""Who coordinates whom: by team and by day; a coordinator without a team coordinates everybody."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, Q, QuerySet

from people.models import Role, RoleHeld, Team, User


def coordinators_of(person: User, on: date) -> QuerySet[User]:
    """Those who coordinate a team of this person, and those of all teams; never they themselves."""
    teams = RoleHeld.objects.on(on).filter(person=person).exclude(team=None).values("team")
    held = RoleHeld.objects.on(on).filter(role=Role.COORDINATOR)
    held = held.filter(Q(team=None) | Q(team__in=teams))
    return User.objects.filter(pk__in=held.values("person")).exclude(pk=person.pk)


def coordinated_by(by: User, on: date) -> QuerySet[User]:
    """Those whom this person coordinates on that day; nobody where they coordinate nothing."""
    held = RoleHeld.objects.on(on).filter(person=by, role=Role.COORDINATOR)
    people = User.objects.filter(is_active=True, retired_at=None).exclude(pk=by.pk)
    members = RoleHeld.objects.on(on).filter(team__in=held.values("team"))
    everybody = Q(Exists(held.filter(team=None)))
    return people.filter(everybody | Q(pk__in=members.values("person")))


def members_between(
    by: User, first: date, last: date, *, on: date, teams: Collection[Team] = ()
) -> QuerySet[User]:
    """Whoever was in these teams (none named: in all that `by` coordinates `on` that day) at some
    time from `first` to `last`; also those who left since. For totals, not for lists."""
    mine = RoleHeld.objects.on(on).filter(person=by, role=Role.COORDINATOR)
    held = RoleHeld.objects.filter(Q(until_day=None) | Q(until_day__gte=first), from_day__lte=last)
    held = held.filter(Q(Exists(mine.filter(team=None))) | Q(team__in=mine.values("team")))
    if teams:
        held = held.filter(team__in=teams)
    return User.objects.filter(pk__in=held.values("person"))
