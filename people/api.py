"""The front door of this room: what neighbours may hold."""

from datetime import date, datetime

from office.notices import Notice, NoWords, Words
from people.groups import derive_groups, lay_groups
from people.leaving import EXPORT_WORDS, export_person, holdings, retire_person
from people.models import Role, RoleHeld, Team, User
from people.models.role import NEEDS_SECOND_FACTOR
from people.models.user import as_sign_in_name
from people.roles import (
    GROUPS_DUE,
    EndsBeforeItBegins,
    LastAdministrator,
    end_role,
    give_role,
    is_last_administrator,
    may,
    opens_cms,
    roles_of,
    settle_groups,
)
from people.verbs import VERBS

__all__ = [
    "EXPORT_WORDS",
    "NEEDS_SECOND_FACTOR",
    "VERBS",
    "EndsBeforeItBegins",
    "LastAdministrator",
    "Role",
    "RoleHeld",
    "Team",
    "User",
    "derive_groups",
    "end_role",
    "export_person",
    "give_role",
    "holdings",
    "is_last_administrator",
    "lay_groups",
    "may",
    "may_open_cms",
    "person_by_name",
    "retire_person",
    "roles_of",
    "settle",
    "write_notice",
]


def person_by_name(sign_in_or_email: str) -> User | None:
    """Who signs in with this name or address; None where nobody does."""
    if "@" in sign_in_or_email:
        return User.objects.filter(email=sign_in_or_email.strip().lower()).first()
    return User.objects.filter(sign_in_name=as_sign_in_name(sign_in_or_email)).first()


def may_open_cms(user, on: date | None = None) -> bool:
    """Whether a role of that day (theirs, by default) opens the editors' part. One query."""
    return user.is_authenticated and opens_cms(user, on or user.day())


def settle(kind: str, key: str, *, at: datetime) -> bool:
    """Whether that kind is this room's; if so, it is done."""
    if kind != GROUPS_DUE:
        return False
    person = User.objects.filter(pk=key).first()
    if person:
        settle_groups(person, at=at)
    return True


def write_notice(notice: Notice) -> Words:
    """This room has nothing to tell anybody yet."""
    raise NoWords(notice.kind)
