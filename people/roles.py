"""Roles with dates: given, ended, asked about. Each change is audited and reaches the groups."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from office import audit, due
from people.groups import derive_groups
from people.models import Role, RoleHeld, Team, User
from people.models.role import OPENS_CMS, TEAM_BOUND, WRITES_PAGES

GROUPS_DUE = "people.groups"
WRITES = frozenset({Role.CONTENT_EDITOR, Role.PUBLISHER})

# Who may do what. What is not listed is refused. Of a person or a team, a coordinator of some
# teams may only what concerns these; whose learner it must be is asked by the room that owns the
# object.
RIGHTS: dict[tuple[str, str], frozenset[Role]] = {
    ("open", "cms"): frozenset(OPENS_CMS),
    ("give", "role"): frozenset({Role.ADMINISTRATOR}),
    ("invite", "person"): frozenset({Role.ADMINISTRATOR}),
    ("reset", "person"): frozenset({Role.ADMINISTRATOR}),
    ("recover", "person"): frozenset({Role.ADMINISTRATOR}),
    ("close", "person"): frozenset({Role.ADMINISTRATOR}),
    ("see", "person"): frozenset({Role.ADMINISTRATOR, Role.COORDINATOR}),
    ("see", "team"): frozenset({Role.ADMINISTRATOR, Role.COORDINATOR}),
    ("change", "team"): frozenset({Role.ADMINISTRATOR}),
    ("see", "mail"): frozenset({Role.ADMINISTRATOR}),
    ("change", "organisation"): frozenset({Role.ADMINISTRATOR}),
    ("keep", "support"): frozenset({Role.ADMINISTRATOR, Role.COORDINATOR}),
    ("keep", "instrument"): frozenset({Role.ADMINISTRATOR, Role.COORDINATOR}),
    ("assign", "course"): frozenset({Role.COORDINATOR}),
    ("assign", "person"): frozenset({Role.COORDINATOR}),
    ("assign", "team"): frozenset({Role.COORDINATOR}),
    ("confirm", "talk"): frozenset({Role.COORDINATOR}),
    ("see", "overview"): frozenset({Role.COORDINATOR}),
    ("keep", "scheme"): frozenset({Role.COORDINATOR}),
    ("keep", "workplace"): frozenset({Role.ADMINISTRATOR, Role.COORDINATOR}),
    ("write", "page"): frozenset({Role.CONTENT_EDITOR}),
    ("translate", "page"): frozenset({Role.TRANSLATOR}),
    ("see", "feedback"): frozenset({Role.CONTENT_EDITOR, Role.TRANSLATOR, Role.REVIEWER}),
    ("answer", "feedback"): frozenset({Role.CONTENT_EDITOR}),
    ("add", "activity"): frozenset({Role.CONTENT_EDITOR, Role.TRANSLATOR, Role.ADMINISTRATOR}),
    ("bring", "library"): frozenset({Role.ADMINISTRATOR}),
    ("judge", "library"): frozenset({Role.ADMINISTRATOR}),
    ("publish", "page"): frozenset({Role.PUBLISHER}),
    ("review", "page"): frozenset({Role.REVIEWER}),
    ("keep", "review"): frozenset({Role.PUBLISHER, Role.ADMINISTRATOR}),
    ("keep", "named value"): frozenset({*WRITES, Role.ADMINISTRATOR}),
    ("take in", "course"): WRITES,
    ("see", "translations"): frozenset(WRITES_PAGES),
}


class EndsBeforeItBegins(Exception):
    """The last day of a role lies before its first."""


class NotAllowed(Exception):
    """None of the person's roles allows it today."""


class LastAdministrator(Exception):
    """Without this person nobody could invite, or give a role, any more."""


def give_role(
    person: User,
    role: Role,
    *,
    by: User | None,
    team: Team | None = None,
    language: str = "",
    course: UUID | None = None,
    from_day: date,
    until_day: date | None = None,
    at: datetime | None = None,
) -> RoleHeld:
    """Give a role from one day to another, both included. Asking twice gives back the first."""
    if until_day and until_day < from_day:
        raise EndsBeforeItBegins
    at = at or timezone.now()
    with transaction.atomic():
        _lock(person)
        held, is_new = RoleHeld.objects.get_or_create(
            person=person,
            role=Role(role),
            team=team,
            language=language,
            course=course,
            from_day=from_day,
            until_day=until_day,
        )
        if is_new:
            _tell("gave role", held, by=by, at=at)
    return held


def end_role(
    held: RoleHeld, *, by: User | None, until_day: date, at: datetime | None = None
) -> None:
    """Let a role end after that day; a day that lies behind takes it away at once."""
    with transaction.atomic():
        _lock(held.person)
        held.until_day = until_day
        held.save(update_fields=["until_day"])
        _tell("ended role", held, by=by, at=at or timezone.now())


def roles_of(person: User, on: date) -> frozenset[Role]:
    """What this person is on that day."""
    return frozenset(Role(role) for role, _language, _course in held_by(person, on))


def held_by(person: User, on: date) -> tuple[tuple[str, str, UUID | None], ...]:
    """Each role of that day with its language and course. One statement, where none was noted."""
    if person.held_noted and person.held_noted[0] == on:
        return person.held_noted[1]
    held = RoleHeld.objects.on(on).filter(person=person)
    return tuple(held.values_list("role", "language", "course"))


def note_roles(person: User) -> frozenset[Role]:
    """What this person is today, kept on this very object: one request asks it once.

    The menu of the editor alone asks a dozen times what somebody may.
    """
    today = person.day()
    person.held_noted = (today, held_by(person, today))
    return roles_of(person, today)


def may(person: User, verb: str, thing: str | User | Team, on: date | None = None) -> bool:
    """Whether one of the person's roles of that day (theirs today, by default) allows it.

    `thing` is a kind, such as "role", or the very person or team that it is about.
    """
    allowed = RIGHTS.get((verb, _kind_of(thing)), frozenset())
    on = on or person.day()
    if isinstance(thing, str):
        return not roles_of(person, on).isdisjoint(allowed)
    held = RoleHeld.objects.on(on).filter(person=person, role__in=allowed)
    teams = _teams_of(thing, on)
    return held.filter(~Q(role__in=TEAM_BOUND) | Q(team=None) | Q(team__in=teams)).exists()


def may_everywhere(person: User, verb: str, kind: str, on: date) -> bool:
    """Whether a role of that day allows it for all teams alike."""
    allowed = RIGHTS.get((verb, kind), frozenset())
    held = RoleHeld.objects.on(on).filter(person=person, role__in=allowed)
    return held.filter(~Q(role__in=TEAM_BOUND) | Q(team=None)).exists()


def check_may(by: User | None, verb: str, thing: str | User | Team, at: datetime) -> None:
    """`None` is the operator, who stands at the machine itself."""
    if by is not None and not may(by, verb, thing, by.day(at)):
        raise NotAllowed


def _kind_of(thing: str | User | Team) -> str:
    return thing if isinstance(thing, str) else {User: "person", Team: "team"}[type(thing)]


def _teams_of(thing: User | Team, on: date) -> list[int]:
    if isinstance(thing, Team):
        return [thing.pk]
    held = RoleHeld.objects.on(on).filter(person=thing).exclude(team=None)
    return list(held.values_list("team_id", flat=True))


def has_administrator(on: date) -> bool:
    return RoleHeld.objects.on(on).filter(role=Role.ADMINISTRATOR).exists()


def is_last_administrator(person: User, on: date) -> bool:
    """Whether this person administers that day, and nobody else does. Asked in a transaction."""
    lock_administrators()
    held = RoleHeld.objects.on(on).filter(role=Role.ADMINISTRATOR)
    return set(held.values_list("person", flat=True)) == {person.pk}


def lock_administrators() -> None:
    """Two who leave at once, or end each other's role, come one after the other."""
    held = RoleHeld.objects.filter(role=Role.ADMINISTRATOR).order_by("pk")
    list(held.select_for_update().values_list("pk"))


def opens_cms(person: User, on: date) -> bool:
    return RoleHeld.objects.on(on).filter(person=person, role__in=OPENS_CMS).exists()


def settle_groups(person: User, *, at: datetime) -> None:
    """Bring the groups in line with this moment, and note when the next change is due."""
    today = person.day(at)
    derive_groups(person, today)
    due.add("evidence", key=person.pk, at=at)  # a qualification may belong to a role
    day = _next_change(person, today)
    if day:
        midnight = datetime.combine(day, time.min, tzinfo=person.zone)
        due.add(GROUPS_DUE, key=person.pk, at=midnight)


def _next_change(person: User, today: date) -> date | None:
    """The next day on which one of the person's roles begins, or has ended."""
    days = RoleHeld.objects.filter(person=person).values_list("from_day", "until_day")
    changes = [day for begin, end in days for day in (begin, end and end + timedelta(days=1))]
    return min((day for day in changes if day and day > today), default=None)


def _tell(verb: str, held: RoleHeld, *, by: User | None, at: datetime) -> None:
    roles = " ".join(sorted(roles_of(by, by.day(at)))) if by else ""
    audit.note(
        verb,
        by=by,
        object_kind="people.role",
        object_key=held.pk,
        about=held.person,
        roles=roles,
        at=at,
    )
    settle_groups(held.person, at=at)


def _lock(person: User) -> None:
    """Two changes to one person's roles come one after the other."""
    User.objects.select_for_update().get(pk=person.pk)
