"""Many at once: one entry is one session, and two decisions never cross."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from people.models import Role
from supervision import away, deciding, sessions
from supervision.models import Line, LineState, Session
from tests.conftest import person
from tests.supervision.conftest import BEGAN, NOW, agree
from tests.supervision.test_away import entry, seal, take_in
from tests.supervision.test_decide_page import HALF, log

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


@pytest.fixture
def pair():
    return agree(person("bo", Role.SUPERVISOR), person("ana", Role.TRAINEE))


def at_once(calls):
    def one(call):
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def test_an_entry_sent_many_times_at_once_is_one_session(pair):
    bo = pair.supervisor
    box = seal(entry(pair), bo, key=away.current_key(at=NOW))
    results = at_once([lambda: take_in(box, by=bo).result] * AT_ONCE)
    assert set(results) <= {"kept", "already"} and Session.objects.count() == 1


def test_of_two_decisions_at_once_one_is_made(pair):
    bo = pair.supervisor
    two = [log(bo, pair.supervisee, start=BEGAN + HALF * n) for n in range(2)]

    def keep(session):
        try:
            deciding.keep(session, by=bo, at=NOW)
        except (deciding.Stands, sessions.NotTheirs):
            return False
        return True

    made = at_once([lambda: keep(two[0]), lambda: keep(two[1])])
    assert sorted(made) == [False, True]
    states = sorted(Line.objects.values_list("state", flat=True))
    assert states == sorted([LineState.OPEN, LineState.TAKEN_BACK])
