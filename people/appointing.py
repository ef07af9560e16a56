"""Roles of people who are here: given and ended by those who may, and told to the person."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from office import notices
from people import courses_known, roles
from people.models import Role, RoleHeld, Team, User
from people.models.role import PER_COURSE

PER_LANGUAGE = {Role.TRANSLATOR}


class DoesNotFit(Exception):
    """No such role, or not one of a language or a course, or the site lacks the one or other."""


def check_fits(role: str, language: str, course: UUID | None = None) -> Role:
    """The role, if it is one and the language and the course go with it."""
    if role not in Role.values:
        raise DoesNotFit
    if language and (role not in PER_LANGUAGE or language not in dict(settings.LANGUAGES)):
        raise DoesNotFit
    if course and (role not in PER_COURSE or not courses_known.is_one(course)):
        raise DoesNotFit
    return Role(role)


def appoint(
    person: User,
    role: str,
    *,
    by: User | None,
    team: Team | None = None,
    language: str = "",
    course: UUID | None = None,
    from_day: date,
    until_day: date | None = None,
    at: datetime | None = None,
) -> RoleHeld:
    """Give somebody a role and tell them."""
    at = at or timezone.now()
    roles.check_may(by, "give", "role", at)
    with transaction.atomic():
        held = roles.give_role(
            person,
            check_fits(role, language, course),
            by=by,
            team=team,
            language=language,
            course=course,
            from_day=from_day,
            until_day=until_day,
            at=at,
        )
        _tell(held)
    return held


def dismiss(
    held: RoleHeld, *, by: User | None, until_day: date, at: datetime | None = None
) -> None:
    """End a role after that day and tell its person. The site keeps one administrator."""
    at = at or timezone.now()
    roles.check_may(by, "give", "role", at)
    with transaction.atomic():
        roles.lock_administrators()
        roles.end_role(held, by=by, until_day=until_day, at=at)
        check_one_is_left(held.role, until_day + timedelta(days=1))
        _tell(held)


def check_one_is_left(role: str, on: date) -> None:
    if role != Role.ADMINISTRATOR:
        return
    if not roles.has_administrator(on):
        raise roles.LastAdministrator


def _tell(held: RoleHeld) -> None:
    """Once for each end that it is given."""
    key = f"role:{held.pk}:{held.until_day or ''}"
    notices.add("people.role_changed", to=held.person, key=key, about=held.pk)
