"""The front door of this room: what neighbours may hold."""

from datetime import date, datetime

from office.notices import Notice, NoWords, Words
from people.groups import derive_groups, lay_groups
from people.models import Role, RoleHeld, Team, User
from people.models.role import NEEDS_SECOND_FACTOR
from people.roles import (
    GROUPS_DUE,
    EndsBeforeItBegins,
    end_role,
    give_role,
    may,
    opens_cms,
    roles_of,
    settle_groups,
)

__all__ = [
    "NEEDS_SECOND_FACTOR",
    "EndsBeforeItBegins",
    "Role",
    "RoleHeld",
    "Team",
    "User",
    "derive_groups",
    "end_role",
    "give_role",
    "lay_groups",
    "may",
    "may_open_cms",
    "person_by_name",
    "roles_of",
    "settle",
    "write_notice",
]


def person_by_name(sign_in_or_email: str) -> User | None:
    """Who signs in with this name or address; None where nobody does."""
    return User.objects.signs_in_with(sign_in_or_email).first()


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
