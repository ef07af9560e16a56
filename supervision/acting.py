"""Who speaks for the supervisor's side of two people, on a day.

Months, and what was said against a line, are for whoever has a live agreement: a former supervisor
reads their old lines and may still say yes or not quite to those that wait for them; no more.
"""

from datetime import date

from people.api import User
from supervision.models import Agreement


def acts_for(by: User, supervisor: User, supervisee: User, *, on: date) -> bool:
    """Whether `by` closes and reopens months of these two, and answers for the supervisor."""
    return by.pk == supervisor.pk and supervisees_live(by, {supervisee.pk}, on=on) != set()


def supervisees_live(by: User, keys: set[int], *, on: date) -> set[int]:
    """Of these people those whom `by` supervises on that day. One statement."""
    live = Agreement.objects.filter(supervisor=by, supervisee__in=keys).on(on)
    return set(live.values_list("supervisee_id", flat=True))
