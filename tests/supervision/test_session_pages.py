"""One session, the month's list and calendar, and the words that are offered."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from people.models import Role
from supervision import sessions
from supervision.answering import confirm
from supervision.models import Agreement, Kind, LineState, Session, Topic
from supervision.telling import write_notice
from supervision.tomorrow import NOTE_WAITS
from tests.conftest import come_in, person
from tests.supervision.conftest import agree, meeting
from tests.supervision.test_quick_form import said, yesterday

ALL = "/en/supervision/sessions/"


def at(session):
    return f"{ALL}{session.pk}/"


@pytest.fixture
def met(bo, ana, pair):
    start = timezone.now() - timedelta(hours=3)
    return sessions.log(meeting(bo, ana, start=start), by=bo, at=timezone.now())


@pytest.fixture
def met_group(bo, group):
    start = timezone.now() - timedelta(hours=3)
    parts = [sessions.There(each, 37 + n, presented=n == 1) for n, each in enumerate(group)]
    return sessions.log(meeting(bo, there=parts, start=start), by=bo, at=timezone.now())


def test_both_read_everything_between_them(client, bo, ana, met):
    for who in (bo, ana):
        page = come_in(client, who).get(at(met)).text
        assert "60 minutes" in page and "Individual" in page


def test_nobody_else_finds_it(client, cy, luz, met):
    sam, kit = person("sam", Role.ADMINISTRATOR), person("kit", Role.COORDINATOR)
    for who in (cy, luz, sam, kit):
        come_in(client, who)
        assert client.get(at(met)).status_code == 404
        assert client.get(at(met) + "edit/").status_code == 404
        assert client.post(at(met) + "take-back/").status_code == 404
        assert client.post(at(met) + "remind/").status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, met):
    assert client.get(at(met)).status_code == client.get(ALL).status_code == 302


def test_in_a_group_each_reads_their_own_time_and_the_names(client, group, met_group):
    page = come_in(client, group[0]).get(at(met_group)).text
    assert "37 minutes" in page and "Member-1" in page
    assert "38 minutes" not in page and "spoke about their work" not in page


def test_where_it_stands_is_said_in_words(client, bo, ana, met):
    come_in(client, bo)
    assert "Waits for Ana." in client.get(at(met)).text
    confirm(met.lines.get(), by=ana, at=timezone.now())
    assert "Confirmed by both, sealed by this site." in client.get(at(met)).text


def test_who_supervised_once_reads_day_minutes_and_state_alone(client, bo, ana, pair):
    topic = Topic.objects.create(name="Working with interpreters")
    told = {"kind": Kind.DEBRIEF, "is_observed": True, "topics": (str(topic.pk),)}
    there = (sessions.There(ana, 60, presented=True),)
    start = timezone.now() - timedelta(days=3)
    new = meeting(bo, there=there, start=start, next_on=start.date(), **told)
    session = sessions.log(new, by=bo, at=timezone.now())
    words = ("After an incident", "observed", "interpreters", "Next date", "In person", "spoke")
    before = come_in(client, bo).get(at(session)).text
    assert [word for word in words if word not in before] == []
    Agreement.objects.update(until_day=timezone.now().date() - timedelta(days=1))
    after = client.get(at(session)).text
    assert [word for word in words if word in after] == []
    assert "60 minutes" in after and "Individual" in after
    for address in (f"{at(session)}edit/", f"/en/supervision/log/?again={session.pk}"):
        assert client.get(address).status_code == 404
    hers = come_in(client, ana).get(at(session)).text
    assert "interpreters" in hers and "After an incident" in hers


def test_what_was_missed_can_be_disputed_from_its_page(client, bo, ana, pair):
    gone = meeting(bo, there=(sessions.There(ana, 0),), minutes=0, held="missed")
    session = sessions.log(gone, by=bo, at=timezone.now())
    line = session.lines.get()
    way = f"/en/supervision/answers/{line.pk}/"
    assert way not in come_in(client, bo).get(at(session)).text
    assert way in come_in(client, ana).get(at(session)).text
    client.post(way, {"reason": "other"})
    line.refresh_from_db()
    assert line.state == LineState.DISPUTED


def test_outside_an_agreement_it_says_why_it_does_not_count(client, bo, luz):
    agree(bo, luz, until_day=(timezone.now() - timedelta(days=9)).date())
    start = timezone.now() - timedelta(hours=3)
    session = sessions.log(meeting(bo, luz, start=start), by=bo, at=timezone.now())
    assert "It is kept, but not counted." in come_in(client, bo).get(at(session)).text


def test_undo_takes_it_back(client, bo, met):
    come_in(client, bo).post(at(met) + "take-back/")
    assert client.get(at(met)).status_code == 404
    assert met.lines.get().state == LineState.TAKEN_BACK


def test_what_somebody_answered_is_not_taken_back(client, bo, ana, met):
    confirm(met.lines.get(), by=ana, at=timezone.now())
    page = come_in(client, bo).post(at(met) + "take-back/", follow=True)
    assert "Somebody answered already." in page.text
    assert met.lines.get().state == LineState.CONFIRMED


def test_a_supervisee_changes_nothing_that_the_supervisor_wrote(client, ana, met):
    come_in(client, ana)
    assert client.get(at(met) + "edit/").status_code == 404
    assert client.post(at(met) + "take-back/").status_code == 404


def test_until_it_is_confirmed_it_is_changed_without_a_reason(client, bo, ana, met):
    come_in(client, bo)
    assert "Why it changes" not in client.get(at(met) + "edit/").text
    form = said(ana, length="45", **yesterday())
    page = client.post(at(met) + "edit/", form, follow=True)
    assert "45 minutes" in page.text
    assert client.post(at(met) + "edit/", form).status_code == 302  # sent twice
    assert Session.objects.in_force().count() == 1


def test_once_confirmed_it_needs_a_reason_that_both_read(client, bo, ana, met):
    confirm(met.lines.get(), by=ana, at=timezone.now())
    come_in(client, bo)
    form = said(ana, length="45", **yesterday())
    page = client.post(at(met) + "edit/", form | {"reason": " "})
    assert page.context["form"].errors.keys() == {"reason"}
    client.post(at(met) + "edit/", form | {"uuid": uuid.uuid4(), "reason": "We began late."})
    page = come_in(client, ana).get(at(met), follow=True)
    assert "We began late." in page.text and "45 minutes" in page.text


def test_tomorrow_at_nine_one_is_reminded_once_in_neutral_words(client, bo, met):
    bo.time_zone = "America/Lima"
    bo.save()
    come_in(client, bo)
    for _ in range(2):
        client.post(at(met) + "remind/")
    notice = bo.notices.get(kind=NOTE_WAITS)
    local = notice.send_at.astimezone(bo.zone)
    assert (local.hour, local.date()) == (9, bo.day() + timedelta(days=1))
    words = write_notice(notice)
    assert "Ana" not in words.subject + words.body


def test_the_month_lists_what_one_held_and_had(client, bo, ana, cy, met):
    for who in (bo, ana):
        assert str(met.pk) in come_in(client, who).get(ALL).text
    assert str(met.pk) not in come_in(client, cy).get(ALL).text


def test_the_list_narrows_to_one_person(client, bo, ana, luz, met):
    agree(bo, luz)
    start = timezone.now() - timedelta(hours=5)
    other = sessions.log(meeting(bo, luz, start=start), by=bo, at=timezone.now())
    month = f"?month={start:%Y-%m}&with={luz.pk}"
    page = come_in(client, bo).get(ALL + month).text
    assert str(other.pk) in page and str(met.pk) not in page


def test_the_calendar_holds_the_same(client, bo, met):
    month = f"?as=calendar&month={met.started_at:%Y-%m}"
    page = come_in(client, bo).get(ALL + month).text
    assert '<table class="calendar"' in page and str(met.pk) in page


def test_a_month_that_is_none_is_this_one(client, bo, met):
    assert come_in(client, bo).get(ALL + "?month=2026-13&with=x").status_code == 200


@pytest.mark.parametrize("many", [1, 8])
def test_what_a_month_costs_does_not_grow(
    client, bo, ana, pair, many, django_assert_max_num_queries
):
    for n in range(many):
        start = timezone.now() - timedelta(hours=2 * n + 2)
        sessions.log(meeting(bo, ana, start=start), by=bo, at=timezone.now())
    come_in(client, bo).get(ALL)
    with django_assert_max_num_queries(14):
        client.get(ALL + "?as=calendar")


class TestTopics:
    TOPICS = ALL + "topics/"

    def test_are_kept_by_who_looks_after_everybody(self, client, db):
        come_in(client, person("kit", Role.COORDINATOR))
        client.post(self.TOPICS, {"name": "Boundaries", "kind": "topic", "name_es": "Límites"})
        topic = Topic.objects.get()
        assert topic.in_language("es") == "Límites" and topic.in_language("fr") == "Boundaries"

    def test_are_found_by_nobody_else(self, client, bo, ana):
        for who in (bo, ana):
            assert come_in(client, who).get(self.TOPICS).status_code == 404

    def test_renamed_they_stay_in_what_chose_them(self, client, bo, ana, pair):
        topic = Topic.objects.create(name="Limits")
        start = timezone.now() - timedelta(hours=3)
        chosen = meeting(bo, ana, start=start, topics=(str(topic.pk),))
        session = sessions.log(chosen, by=bo, at=timezone.now())
        come_in(client, person("sam", Role.ADMINISTRATOR))
        change = {"name": "Boundaries", "kind": "topic", "is_archived": "on"}
        client.post(f"{self.TOPICS}{topic.pk}/", change)
        assert "Boundaries" in come_in(client, bo).get(at(session)).text
