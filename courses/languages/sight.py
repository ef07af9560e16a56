"""Whose table it is: the courses that a person works on, and the languages they translate into."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from people import api as people
from people.api import Role

SEES = frozenset({Role.CONTENT_EDITOR, Role.TRANSLATOR, Role.PUBLISHER})


@dataclass(frozen=True)
class Sight:
    """None is every course. Without languages nobody asked for one in particular."""

    courses: frozenset[UUID] | None
    languages: frozenset[str]

    def of(self, rows: QuerySet) -> QuerySet:
        return rows if self.courses is None else rows.filter(course_key__in=self.courses)


def sight_of(person) -> Sight | None:
    """What this person sees of it today; None where they see nothing. One statement."""
    reach = people.reach(person, person.day())
    if not any(role in SEES for role, _language, _course in reach.held):
        return None
    theirs = {language for role, language, _course in reach.held if role == Role.TRANSLATOR}
    return Sight(reach.courses(SEES), frozenset() if "" in theirs else frozenset(theirs))
