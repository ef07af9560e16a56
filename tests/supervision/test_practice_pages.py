"""The week in one line, on a page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import Role
from supervision.models import Practice, PracticeCategory, PracticeState
from supervision.weeks import monday_of
from tests.conftest import come_in, person

WEEK = reverse("supervision:practice")
CONFIRM = reverse("supervision:practice_confirm")


@pytest.fixture
def monday(ana):
    return monday_of(ana.day())


def box(monday, code="direct"):
    return f"week-{code}-{monday:%d}"


def fill(client, monday, hours="7:30", **more):
    return client.post(f"{WEEK}?week={monday}", {box(monday): hours, **more}, follow=True)


def test_a_week_is_kept_and_shown_again(client, ana, bo, pair, monday):
    come_in(client, ana)
    page = fill(client, monday)
    assert "It is kept." in page.text
    assert 'value="7:30"' in page.text
    assert Practice.objects.get().supervisor == bo


@pytest.mark.parametrize("hours", ["7:99", "many", "-1", "9999"])
def test_what_is_no_hours_comes_back_with_words(client, ana, monday, hours):
    come_in(client, ana)
    page = fill(client, monday, hours)
    assert "Write hours such as 7:30 or 7.5." in page.text
    assert hours in page.text
    assert not Practice.objects.exists()


def test_more_hours_than_days_have_comes_back_with_words(client, ana, monday):
    come_in(client, ana)
    assert "more hours than the days have" in fill(client, monday, "200").text


@pytest.mark.parametrize("week", ["2999-01-01", "x", ""])
def test_a_week_that_is_none_is_this_week(client, ana, monday, week):
    come_in(client, ana)
    assert box(monday) in client.get(WEEK, {"week": week}).text


def test_a_visitor_is_asked_to_sign_in(client, db):
    assert client.get(WEEK).status_code == 302


def test_a_supervisor_confirms_what_waits(client, ana, bo, pair, monday):
    come_in(client, ana)
    fill(client, monday)
    come_in(client, bo)
    page = client.get(CONFIRM)
    assert "7 hours 30 minutes" in page.text
    row = Practice.objects.get()
    done = client.post(
        reverse("supervision:practice_confirmed", args=[ana.pk]), {"row": row.pk}, follow=True
    )
    assert "1 figure is confirmed." in done.text
    assert Practice.objects.get().state == PracticeState.ATTESTED


def test_what_was_changed_meanwhile_is_not_confirmed_unseen(client, ana, bo, pair, monday):
    come_in(client, ana)
    fill(client, monday)
    gone = Practice.objects.get().pk
    fill(client, monday, "0")
    come_in(client, bo)
    address = reverse("supervision:practice_confirmed", args=[ana.pk])
    assert "changed meanwhile" in client.post(address, {"row": gone}, follow=True).text


def test_for_whoever_supervises_nobody_there_is_nothing_to_confirm(client, ana, cy, pair):
    for who in (ana, cy):
        come_in(client, who)
        assert client.get(CONFIRM).status_code == 404


def test_another_supervisor_takes_nothing_back(client, ana, bo, cy, pair, monday):
    come_in(client, ana)
    fill(client, monday)
    Practice.objects.update(state=PracticeState.ATTESTED, attested_by=bo)
    address = reverse("supervision:practice_take_back", args=[Practice.objects.get().pk])
    come_in(client, cy)
    assert client.post(address, {"reason": "x"}).status_code == 404
    come_in(client, bo)
    assert client.post(address, {"reason": "A mistake"}).status_code == 302
    assert Practice.objects.get().state == PracticeState.LOGGED


def test_totals_are_for_coordinators(client, ana, bo, kit, pair, monday):
    come_in(client, ana)
    fill(client, monday)
    address = reverse("supervision:practice_totals")
    assert client.get(address).status_code == 404
    come_in(client, kit)
    assert "7 hours 30 minutes" in client.get(address).text


def test_the_organisations_own_categories_take_the_place_of_ours(client, ana, monday):
    PracticeCategory.objects.create(code="phone", names={"en": "On the telephone"})
    come_in(client, ana)
    page = client.get(WEEK)
    assert "On the telephone" in page.text
    assert "Direct support" not in page.text


def cost_of(client):
    with CaptureQueriesContext(connection) as seen:
        client.get(CONFIRM)
    return len(seen)


def test_the_cost_does_not_grow_with_rows(client, ana, bo, pair, monday):
    come_in(client, ana)
    fill(client, monday)
    come_in(client, bo)
    few = cost_of(client)
    for n in range(5):
        other = person(f"one-{n}", Role.TRAINEE)
        Practice.objects.create(
            person=other, from_day=monday, until_day=monday, category="direct", minutes=60,
            supervisor=bo, logged_at=ana.date_joined,
        )  # fmt: skip
    assert cost_of(client) == few
