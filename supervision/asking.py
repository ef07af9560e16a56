"""A supervisor asks somebody whom they do not know here yet, by a name that they must know.

It tells the asker nothing: not whether there is such a person, not that they said no. So nobody can
find out by it who is here. Whoever said no is not asked again by the same supervisor, and whoever
has not answered yet is asked nothing more.
"""

from collections.abc import Iterable
from datetime import datetime

from people import api as people
from people.api import User
from supervision import agreeing
from supervision.models import Agreement, AgreementState

MOST = 10  # names at once


def ask(names: Iterable[str], terms: agreeing.Terms, *, by: User, at: datetime) -> None:
    """A sign-in name or address, or a chosen name that only one person has. Raises BadDays."""
    agreeing.check_days(terms)
    for name in list(names)[:MOST]:
        found = _called(name)
        if found and not _is_left_alone(found, by):
            try:
                agreeing.agree(by, found, terms, by=by, at=at)
            except (agreeing.Already, agreeing.NotTheirs):
                continue


def _called(name: str) -> User | None:
    name = name.strip()
    found = people.person_by_name(name) if name else None
    if found or not name:
        return found
    named = User.objects.filter(chosen_name=name, is_active=True, retired_at=None)[:2]
    return named[0] if len(named) == 1 else None


def _is_left_alone(person: User, supervisor: User) -> bool:
    between = Agreement.objects.between(supervisor, person)
    return between.exclude(state=AgreementState.AGREED).exists()
