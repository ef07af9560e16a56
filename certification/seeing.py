"""Who sees what of this room (`who sees what`): every page and every list begins here.

A person sees all of their own. Whoever coordinates them, and a supervisor of theirs where the rule
has lines about supervision, sees the reduced tree; nobody else sees anything.
"""

from datetime import date

from django.db.models import Q, QuerySet

from certification import schemes
from certification.models import Standing
from certification.rules.requirements import counts_of
from people.api import SUPERVISES, Role, coordinated_by, roles_of
from supervision import api as supervision

ASKED = {Role.COORDINATOR, *SUPERVISES}


def standings(by, *, on: date) -> QuerySet[Standing]:
    """Of those whom `by` coordinates or supervises; a supervisor's still need `may_read`."""
    supervised = supervision.supervisees_of(by, on=on).values("pk")
    coordinated = coordinated_by(by, on).values("pk")
    return Standing.objects.filter(Q(person__in=coordinated) | Q(person__in=supervised))


def coordinates(by, person, *, on: date) -> bool:
    return coordinated_by(by, on).filter(pk=person.pk).exists()


def is_asked(by) -> bool:
    """Whether others may need something of this person: supervisors and coordinators."""
    return bool(ASKED & roles_of(by, by.day()))


def may_read(by, row: Standing, *, on: date) -> bool:
    """A supervisor reads of rules that ask for supervision only."""
    return coordinates(by, row.person, on=on) or asks_for_supervision(row.scheme)


def asks_for_supervision(scheme) -> bool:
    rule = schemes.rule_of(scheme)
    if rule is None:
        return False
    asked = (rule.current.requires, rule.current.renewal.requires)
    counts = (count for each in asked if each for count in counts_of(each))
    return any(count.selector.kind == "supervision" for count in counts)
