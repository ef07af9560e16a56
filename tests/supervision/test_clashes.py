"""Two entries for the same time: neither counts until somebody decided, and what stands, stands."""

from datetime import timedelta

import pytest

from learning import sweep
from office.models import Notice
from supervision import answering, limits, locking, sessions
from supervision.models import LineState
from tests.supervision.conftest import BEGAN, NOW, agree, later, meeting

QUARTER = timedelta(minutes=15)


def state(session):
    return session.lines.get().state


def keep(wished, by):
    return sessions.log(wished, by=by, at=NOW, keep_clashes=True)


@pytest.fixture
def one(bo, ana, pair):
    return keep(meeting(bo, ana), bo)


def test_what_is_chosen_is_asked_from_that_day_on(bo, ana, one):
    two = keep(meeting(bo, ana, start=BEGAN + QUARTER), bo)
    sessions.decide(two, by=bo, at=later(days=40))
    sweep.run(now=later(days=42))
    assert state(two) == LineState.OPEN and not ana.notices.exists()
    sweep.run(now=later(days=43))
    assert Notice.objects.filter(to=ana, kind=answering.ASKED).count() == 1
    sweep.run(now=later(days=70))
    assert state(two) == LineState.BY_SUPERVISOR


def test_what_both_confirmed_does_not_give_way(bo, ana, one):
    answering.confirm(one.lines.get(), by=ana, at=NOW)
    two = keep(meeting(bo, ana, start=BEGAN + QUARTER), bo)
    with pytest.raises(limits.Overlaps) as refused:
        sessions.decide(two, by=bo, at=NOW)
    assert refused.value.other.key == one.pk
    assert (state(one), state(two)) == (LineState.CONFIRMED, LineState.CLASHING)
    sessions.take_back(two, by=bo, at=NOW)


def test_nor_does_what_another_supervisor_wrote(bo, cy, ana, one):
    agree(cy, ana)
    other = keep(meeting(cy, ana, start=BEGAN + QUARTER), cy)
    for mine, by in ((one, bo), (other, cy)):
        with pytest.raises(limits.Overlaps):
            sessions.decide(mine, by=by, at=NOW)
    sessions.take_back(one, by=bo, at=NOW)
    sessions.decide(other, by=cy, at=NOW)
    assert state(other) == LineState.OPEN


def test_in_a_closed_month_nothing_is_decided(bo, ana, one):
    two = keep(meeting(bo, ana, start=BEGAN + QUARTER), bo)
    locking.close(ana, NOW.date(), by=bo, at=later(days=15))
    with pytest.raises(locking.MonthClosed):
        sessions.decide(two, by=bo, at=later(days=15))


def test_to_see_what_else_was_then_takes_one_look(bo, ana, one, django_assert_num_queries):
    two = keep(meeting(bo, ana, start=BEGAN + QUARTER), bo)
    with django_assert_num_queries(2):  # who was there, and what they did
        assert [each.key for each in sessions.at_the_same_time(two)] == [one.pk]
