"""Whom somebody may look up, with what each is on that day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from office.models import Entry
from people import tell
from people.labels import label_of
from people.models import Role, RoleHeld, Team, User

LOOKED = "looked at"


class State(models.TextChoices):
    HERE = "here", _("Here")
    CLOSED = "closed", _("Closed")


@dataclass(frozen=True)
class Line:
    """One person in the list; roles and teams as words."""

    person: User
    roles: list[str]
    teams: list[str]

    @property
    def state(self) -> State:
        return State.HERE if self.person.is_active else State.CLOSED


def sees_everybody(by: User, on: date) -> bool:
    held = RoleHeld.objects.on(on).filter(person=by)
    everywhere = Q(role=Role.ADMINISTRATOR) | Q(role=Role.COORDINATOR, team=None)
    return held.filter(everywhere).exists()


def teams_of(by: User, on: date) -> QuerySet[Team]:
    """All teams, or those that `by` coordinates."""
    teams = Team.objects.order_by("name")
    if sees_everybody(by, on):
        return teams
    mine = RoleHeld.objects.on(on).filter(person=by, role=Role.COORDINATOR)
    return teams.filter(pk__in=mine.values("team"))


def people(
    by: User, on: date, *, name: str = "", team: Team | None = None, role: str = ""
) -> QuerySet[User]:
    found = User.objects.visible_to(by, on).filter(retired_at=None)
    for word in name.split():
        found = found.filter(_called(word))
    if team or role:
        held = _held_in_sight(by, on)
        held = held.filter(team=team) if team else held
        held = held.filter(role=role) if role else held
        found = found.filter(pk__in=held.values("person"))
    return found.order_by("chosen_name", "pk")


def _called(word: str) -> Q:
    """SQLite knows capitals of ASCII only, so the usual spellings are asked for."""
    spellings = {word, word.lower(), word.upper(), word.capitalize()}
    asked = Q()
    for spelling in spellings:
        asked |= Q(chosen_name__icontains=spelling)
    return asked


def lines(persons: Iterable[User], by: User, on: date) -> list[Line]:
    """Three statements, however many people; a coordinator reads of their own teams only."""
    persons = list(persons)
    held = _held_in_sight(by, on).filter(person__in=persons).select_related("team")
    roles, teams = defaultdict(list), defaultdict(list)
    for one in held.order_by("pk"):
        roles[one.person_id].append(label_of(one.role))
        if one.team:
            teams[one.person_id].append(one.team.name)
    return [Line(p, _once(roles[p.pk]), _once(teams[p.pk])) for p in persons]


def _once(words: list[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _held_in_sight(by: User, on: date) -> QuerySet[RoleHeld]:
    return in_sight(RoleHeld.objects.on(on), by, on)


def in_sight(held: QuerySet[RoleHeld], by: User, on: date) -> QuerySet[RoleHeld]:
    """Without what somebody does in teams that `by` has nothing to do with."""
    if sees_everybody(by, on):
        return held
    return held.filter(Q(team=None) | Q(team__in=teams_of(by, on)))


def note_look(by: User, about: User, *, at: datetime) -> None:
    """Once a day, so that the person can read who looked and the list stays readable."""
    if by == about:
        return
    midnight = datetime.combine(by.day(at), time.min, tzinfo=by.zone)
    looked = Entry.objects.filter(actor=by, about=about, verb=LOOKED, at__gte=midnight)
    if not looked.exists():
        tell.note(LOOKED, by=by, about=about, kind="people.user", key=about.pk, at=at)
