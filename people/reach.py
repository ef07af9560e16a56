"""How far the roles of one person reach on a day: for which courses, in which languages."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from people.models import Role, RoleHeld, User
from people.roles import RIGHTS, held_by


@dataclass(frozen=True)
class Reach:
    """Each role with its language ("" is every one) and its course (None is every one)."""

    held: tuple[tuple[str, str, UUID | None], ...]

    def roles(self, *, course: UUID | None, language: str = "") -> frozenset[Role]:
        """What the person is for that course, read in that language."""
        return frozenset(
            Role(role)
            for role, spoken, key in self.held
            if key in (None, course) and spoken in ("", language)
        )

    def courses(self, roles: Collection[str], *, whole: bool = False) -> frozenset[UUID] | None:
        """The courses for which one of these roles is held; None where it is every course.

        `whole`: in all their languages, so a role for one language counts for nothing.
        """
        held = ((spoken, key) for role, spoken, key in self.held if role in roles)
        keys = {key for spoken, key in held if not (whole and spoken)}
        return None if None in keys else frozenset(key for key in keys if key)


def courses_for(
    person: User, verb: str, kind: str, *, whole: bool = False
) -> frozenset[UUID] | None:
    """For which courses one of their roles of today allows it; None: for every course."""
    allowed = RIGHTS.get((verb, kind), frozenset())
    return reach(person, person.day()).courses(allowed, whole=whole)


def reach(person: User, on: date) -> Reach:
    """One statement; none where the request has noted it."""
    return Reach(held_by(person, on))


def holders(
    roles: Collection[str], *, course: UUID | None, language: str = "", on: date
) -> QuerySet[User]:
    """Whoever holds one of these roles for that course, read in that language."""
    held = RoleHeld.objects.on(on).filter(role__in=roles)
    held = held.filter(Q(course=None) | Q(course=course))
    if language:
        held = held.filter(Q(language="") | Q(language=language))
    return User.objects.filter(pk__in=held.values("person"), is_active=True).order_by("pk")
