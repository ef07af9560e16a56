"""With whom it most likely was, so that the quick form begins as it will be saved."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision import api, presets, sessions
from supervision.models import Kind
from supervision.presets import Offer
from tests.conftest import person
from tests.supervision.conftest import BEGAN, NOW, agree, later, meeting

MADRID = ZoneInfo("Europe/Madrid")
FRIDAY = datetime(2026, 6, 19, 16, 10, tzinfo=MADRID)


def offer(key, **more):
    return Offer(key=key, people=(), agreements=(), **more)


def test_the_group_whose_day_is_today_comes_first():
    offers = [offer("Mondays", weekday=0), offer("Fridays", weekday=4), offer("any")]
    assert presets.due_now(offers, FRIDAY).key == "Fridays"


def test_of_two_today_the_one_that_just_ended():
    offers = [
        offer("morning", weekday=4, starts=time(9)),
        offer("afternoon", weekday=4, starts=time(15)),
    ]
    assert presets.due_now(offers, FRIDAY).key == "afternoon"


def test_whoever_today_was_agreed_on_with_comes_before_the_usual_day():
    offers = [offer("Fridays", weekday=4), offer("Luz", agreed_on=FRIDAY.date())]
    assert presets.due_now(offers, FRIDAY).key == "Luz"


def test_else_whoever_waited_longest():
    offers = [
        offer("lately", last=FRIDAY - timedelta(days=2)),
        offer("long ago", last=FRIDAY - timedelta(days=20)),
    ]
    assert presets.due_now(offers, FRIDAY).key == "long ago"


def test_who_was_seen_today_is_not_due_again():
    offers = [offer("Fridays", weekday=4, last=FRIDAY - timedelta(hours=3)), offer("other")]
    assert presets.due_now(offers, FRIDAY).key == "other"


def test_nobody_is_due_where_nobody_is():
    assert presets.due_now([], FRIDAY) is None


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_the_rows_changes_nothing(keys):
    assert presets.due_now([offer(key) for key in keys], FRIDAY).key == "a"


def test_the_usual_start_is_offered_once_it_is_well_over():
    usual = offer("Fridays", weekday=4, starts=time(14))
    assert presets.usual_start(usual, 60, FRIDAY) == time(14)
    assert presets.usual_start(usual, 120, FRIDAY) is None
    assert presets.usual_start(offer("any", starts=time(9)), 60, FRIDAY) is None


def test_a_standing_group_is_one_offer(bo, ana, group, pair):
    found = presets.offers(bo, at=NOW)
    assert [len(each.people) for each in found] == [5, 1]
    assert found[0].group == "Thursdays"


def test_length_and_way_are_those_of_the_last_time(bo, ana, pair):
    sessions.log(meeting(bo, ana, minutes=45, mode="video"), by=bo, at=NOW)
    usual = presets.usual(bo, presets.offers(bo, at=NOW)[0])
    assert (usual.minutes, usual.mode) == (45, "video")


def test_the_next_date_that_was_agreed_on_makes_somebody_due(bo, ana, luz, pair):
    agree(bo, luz)
    day = date(2026, 6, 21)
    sessions.log(meeting(bo, luz, start=BEGAN - timedelta(days=40)), by=bo, at=NOW)
    sessions.log(meeting(bo, ana, next_on=day), by=bo, at=NOW)
    at = later(days=2)
    assert presets.due_now(presets.offers(bo, at=at), at).people == (ana,)


@pytest.mark.parametrize("many", [1, 12])
def test_what_it_costs_does_not_grow_with_people(bo, many, django_assert_num_queries):
    for n in range(many):
        agree(bo, person(f"person-{n}"), kind=Kind.GROUP, group=f"group {n % 3}")
    with django_assert_num_queries(3):
        presets.offers(bo, at=NOW)


def test_today_leads_only_a_supervisor_to_the_form(bo, ana, pair):
    assert "/en/supervision/log/" in [s.url for s in api.waiting_for(bo, on=NOW.date())]
    assert "/en/supervision/log/" not in [s.url for s in api.waiting_for(ana, on=NOW.date())]
