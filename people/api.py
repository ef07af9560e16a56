"""The front door of this room: what neighbours may hold."""

from datetime import date, datetime

from people import invitations, parked, tidy
from people.account_forms import language_name, language_within
from people.appointing import DoesNotFit
from people.breaks import of_people as breaks_of
from people.breaks import to_tell as breaks_to_tell
from people.calling import NoSuchRole, role_called
from people.closing import ACCOUNT_CLOSED
from people.coordinating import coordinated_by, coordinators_of, members_between
from people.devices import is_shared, what_to_clear
from people.factor_secrets import reseal as reseal_factors
from people.founding import AlreadyFounded, Founder, found
from people.groups import derive_groups, lay_course, lay_groups
from people.invitations import (
    AlreadyHere,
    LanguageNotOpen,
    NameTaken,
    invite,
    link_of,
    words_of,
)
from people.labels import label_of
from people.leaving import EXPORT_WORDS, export_person, holdings, retire_person
from people.letting_in import let_in
from people.looking import people as people_seen_by
from people.looking import teams_of as teams_seen_by
from people.mail import look_up as look_up_notices
from people.mail import write as write_notice
from people.models import Role, RoleHeld, Team, User
from people.models.role import NEEDS_SECOND_FACTOR, OPENS_CMS, SUPERVISES
from people.paper import printed
from people.reach import Reach, courses_for, holders, reach
from people.recovery import close_notes, is_closed, open_by_other_party
from people.roles import (
    GROUPS_DUE,
    EndsBeforeItBegins,
    LastAdministrator,
    end_role,
    give_role,
    has_administrator,
    is_last_administrator,
    may,
    may_everywhere,
    note_roles,
    opens_cms,
    roles_of,
    settle_groups,
)
from people.state import staffed
from people.teams import keep_team
from people.verbs import VERBS
from people.waiting import mail_trouble, waiting_for

__all__ = [
    "ACCOUNT_CLOSED",
    "EXPORT_WORDS",
    "NEEDS_SECOND_FACTOR",
    "SUPERVISES",
    "VERBS",
    "AlreadyFounded",
    "AlreadyHere",
    "DoesNotFit",
    "EndsBeforeItBegins",
    "Founder",
    "LanguageNotOpen",
    "LastAdministrator",
    "NameTaken",
    "NoSuchRole",
    "Reach",
    "Role",
    "RoleHeld",
    "Team",
    "User",
    "breaks_of",
    "breaks_to_tell",
    "close_notes",
    "cms_roles",
    "coordinated_by",
    "coordinators_of",
    "courses_for",
    "derive_groups",
    "end_role",
    "export_person",
    "found",
    "give_role",
    "has_administrator",
    "holders",
    "holdings",
    "invite",
    "is_closed",
    "is_last_administrator",
    "is_shared",
    "label_of",
    "language_name",
    "language_within",
    "lay_course",
    "lay_groups",
    "let_in",
    "link_of",
    "look_up_notices",
    "mail_trouble",
    "may",
    "may_everywhere",
    "may_open_cms",
    "members_between",
    "open_by_other_party",
    "people_seen_by",
    "person_by_name",
    "printed",
    "reach",
    "reseal_factors",
    "retire_person",
    "role_called",
    "roles_of",
    "settle",
    "staffed",
    "team_called",
    "teams_seen_by",
    "waiting_for",
    "what_to_clear",
    "words_of",
    "write_notice",
]


def person_by_name(sign_in_or_email: str) -> User | None:
    """Who signs in with this name or address; None where nobody does."""
    return User.objects.signs_in_with(sign_in_or_email).first()


def team_called(name: str) -> tuple[Team, bool]:
    """The team of that name, however it is written, made if there is none; and whether it was."""
    same = next((t for t in Team.objects.all() if t.name.casefold() == name.casefold()), None)
    return (same, False) if same else (keep_team(Team(name=name), by=None), True)


def may_open_cms(user, on: date | None = None) -> bool:
    """Whether a role of that day (theirs, by default) opens the editors' part. One query."""
    return user.is_authenticated and opens_cms(user, on or user.day())


def cms_roles(user) -> frozenset[Role]:
    """Those of their roles that open the editors' part. One query, for the whole request."""
    return note_roles(user) & OPENS_CMS


def settle(kind: str, key: str, *, at: datetime) -> bool:
    """Whether that kind is this room's; if so, it is done."""
    if kind == parked.DUE:
        parked.drop_old(at=at)
    elif kind == tidy.DUE:
        tidy.tidy(at=at)
    elif kind == invitations.TIDY_DUE:
        invitations.tidy(at)
    elif kind == GROUPS_DUE:
        _settle_groups(key, at=at)
    else:
        return False
    return True


def _settle_groups(key: str, *, at: datetime) -> None:
    person = User.objects.filter(pk=key).first()
    if person:
        settle_groups(person, at=at)
