"""What the tests of papers share: some sealed hours, and a proof of them."""

from datetime import date, timedelta

from supervision import sessions
from supervision.answering import confirm
from supervision.papers import taking
from tests.supervision.conftest import BEGAN, NOW, meeting

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def sealed(supervisor, supervisee, *, times=1, minutes=60, **more):
    """Sessions of the last days, confirmed by both; gives back their lines."""
    found = []
    for n in range(times):
        start = BEGAN - timedelta(days=n)
        held = meeting(supervisor, supervisee, start=start, minutes=minutes, **more)
        line = sessions.log(held, by=supervisor, at=NOW).lines.get()
        found.append(confirm(line, by=supervisee, at=NOW))
    return found


def asked(person, *, by=None, name="", **more):
    return taking.Asked(person, by or person, *YEAR, name=name or person.name, **more)


def proof_of(person, **more):
    return taking.as_proof(asked(person, **more), at=NOW)
