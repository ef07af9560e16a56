"""Whatever happens in whatever order: one live award a cycle, none twice, none changed later."""

from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certification import hands, settling
from certification.models import Award, AwardState
from office.models import Notice
from people.models import Break, Role
from tests.certification.conftest import at, on_path, publish, sign
from tests.conftest import person

pytestmark = pytest.mark.django_db
NUMBERS = count(1)  # many histories in the one transaction of the test
FIRST = date(2026, 1, 1)
YEARLY = """validity: {lasts: {months: 12}, counted_from: old_expiry, breaks: stop}
renewal:
  opens: {days: 60}
  requires: {id: again, attestation: {statement: code-of-conduct, by: self, lasts: {months: 3}}}
  grace: {lasts: {days: 20}}
  late: {lasts: {days: 40}}
  extension: {times: 1, lasts: {months: 2}}
reminders: [30]"""
NEXT = st.sampled_from(("sign", "take back", "anew", "longer", "break", "nothing"))
HISTORIES = st.lists(st.tuples(st.integers(0, 200), NEXT), min_size=1, max_size=14)


class History:
    def __init__(self, number):
        self.learner = person(f"learner{number}")
        self.coordinator = person(f"coordinator{number}", Role.COORDINATOR)
        self.scheme = publish(f"yearly{number}", more=YEARLY)
        on_path(self.learner, self.scheme, day=FIRST.isoformat())
        self.day = FIRST

    def happens(self, days, what):
        self.day += timedelta(days=days)
        now = at(self.day.isoformat())
        newest = Award.objects.filter(person=self.learner).order_by("cycle", "granted_at").last()
        given = {"by": self.coordinator, "at": now}
        if what == "sign":
            sign(self.learner, self.day.isoformat())
        elif what == "break":
            last = self.day + timedelta(days=9)
            Break.objects.create(
                person=self.learner, from_day=self.day, until_day=last, written_at=now
            )
        elif newest:
            self._by_hand(what, newest, given)
        self.settle()

    def _by_hand(self, what, newest, given):
        try:
            if what == "take back":
                hands.revoke(newest, reason="A try.", **given)
            elif what == "anew":
                hands.reissue(newest, **given)
            elif what == "longer":
                hands.extend(newest, until=self.day + timedelta(days=30), **given)
        except (hands.AlreadyEnded, hands.NoMoreTime):
            pass

    def settle(self):
        settling.settle_person(str(self.learner.pk), at=at(self.day.isoformat()))

    @property
    def awards(self):
        rows = Award.objects.filter(person=self.learner).order_by("cycle", "granted_at")
        return list(rows.values("pk", "cycle", "state", "granted_on", "valid_until", "grounds"))


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(HISTORIES)
def test_any_history(history):
    told = History(next(NUMBERS))
    for days, what in history:
        before = told.awards
        told.happens(days, what)
        check(told, before)
    before = told.awards
    told.settle()
    assert told.awards == before, "settling once more changes nothing"


def check(told, before):
    live = [row for row in told.awards if row["state"] == AwardState.VALID]
    assert len({row["cycle"] for row in live}) == len(live), "one live award a cycle"
    cycles = sorted({row["cycle"] for row in told.awards})
    assert cycles == list(range(1, len(cycles) + 1)), "no cycle is left out"
    now = {row["pk"]: row for row in told.awards}
    for row in before:
        same = ("cycle", "granted_on", "valid_until", "grounds")
        assert {key: now[row["pk"]][key] for key in same} == {key: row[key] for key in same}
    granted = Notice.objects.filter(to=told.learner, kind="certification.granted")
    assert granted.count() == len(told.awards), "each was told once"
