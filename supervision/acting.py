"""Who speaks for the supervisor's side of two people, on a day.

Months, and what was said against a line, are for whoever has a live agreement: a former supervisor
reads their old lines and may still say yes or not quite to those that wait for them; no more.
"""

from datetime import date

from people.api import User
from supervision.models import Agreement, Handing


def acts_for(by: User, supervisor: User, supervisee: User, *, on: date) -> bool:
    """Whether `by` closes and reopens months of these two, and answers for the supervisor.

    A successor, to whom their shared record was handed with a yes, opens a month again, too.
    """
    if supervisees_live(by, {supervisee.pk}, on=on) == set():
        return False
    return by.pk == supervisor.pk or _succeeds(by, supervisor, supervisee, on=on)


def _succeeds(by: User, supervisor: User, supervisee: User, *, on: date) -> bool:
    handed = Handing.objects.in_force(on).filter(successor=by)
    return handed.filter(key__supervisor=supervisor, key__supervisee=supervisee).exists()


def supervisees_live(by: User, keys: set[int], *, on: date) -> set[int]:
    """Of these people those whom `by` supervises on that day. One statement."""
    live = Agreement.objects.filter(supervisor=by, supervisee__in=keys).on(on)
    return set(live.values_list("supervisee_id", flat=True))
