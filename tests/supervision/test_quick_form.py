"""A session written down with a few taps: kept at once, in words when it can't be."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from supervision import handing, locking, sessions
from supervision.log_form import ended_about, kind_of
from supervision.meeting import There
from supervision.models import Kind, Line, LineState, Note, Session, Topic
from supervision.notes import read, write_shared
from tests.conftest import come_in, person
from tests.supervision.conftest import NOW, agree, meeting

LOG = "/en/supervision/log/"


@pytest.fixture
def as_bo(client, bo):
    return come_in(client, bo)


def said(*there, **more):
    """The form as it is sent; `day` and `clock` make it “started at”."""
    start = {"length": "60", "when": "at" if "day" in more else "now"}
    rest = {"held": "held", "mode": "in_person", "there": [each.pk for each in there]}
    return {"uuid": uuid.uuid4(), **start, **rest, **more}


def yesterday(clock="10:00"):
    return {"day": (timezone.now() - timedelta(days=1)).date().isoformat(), "clock": clock}


def minutes_of(session):
    return dict(session.lines.values_list("supervisee__sign_in_name", "minutes"))


def test_the_form_begins_with_the_group_that_is_due_and_all_there(as_bo, group):
    page = as_bo.get(LOG)
    assert page.context["form"]["there"].value() == [each.pk for each in group]
    assert page.text.count('name="there"') == page.text.count('name="there" value=') == 5


def test_save_keeps_it_at_once_with_whoever_was_there(as_bo, group):
    answer = as_bo.post(LOG + "?group=Thursdays", said(*group[1:], length="45"), follow=True)
    session = Session.objects.get()
    assert sorted(minutes_of(session).values()) == [0, 45, 45, 45, 45]
    assert session.kind == Kind.GROUP
    assert "45 minutes with Thursdays." in answer.text and "Undo" in answer.text


def test_part_attendance_is_one_number_more(as_bo, group):
    part = {f"part_{group[0].pk}": 20}
    as_bo.post(LOG + "?group=Thursdays", said(*group, **part))
    assert minutes_of(Session.objects.get())["member-0"] == 20


@pytest.mark.parametrize(
    ("heads", "kind"), [(1, Kind.INDIVIDUAL), (2, Kind.TRIADIC), (3, Kind.GROUP)]
)
def test_the_kind_is_that_of_the_heads(bo, heads, kind):
    there = [There(bo, 60)] * heads + [There(bo, 0)]
    assert kind_of("", there) == kind
    assert kind_of("debrief", there) == Kind.DEBRIEF


def test_sent_twice_is_one(as_bo, ana, pair):
    form = said(ana)
    as_bo.post(LOG, form)
    as_bo.post(LOG, form)
    assert Session.objects.count() == 1


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
    st.integers(1, 720),
)
def test_what_ended_about_now_never_ends_later_nor_long_before(at, minutes):
    end = ended_about(at, minutes) + timedelta(minutes=minutes)
    assert timedelta(0) <= at - end < timedelta(minutes=5)


class TestWhatCantBe:
    """comes back in words, and keeps what was typed."""

    def refused(self, client, **more):
        page = client.post(LOG, more)
        assert page.status_code == 200 and Session.objects.count() == more.get("known", 0)
        return page

    def test_lies_ahead(self, as_bo, ana, pair):
        day = (timezone.now() + timedelta(days=2)).date().isoformat()
        page = self.refused(as_bo, **said(ana, day=day, clock="10:00", next_on="2030-01-01"))
        assert "This lies ahead" in page.text and "2030-01-01" in page.text

    def test_takes_over_twelve_hours(self, as_bo, ana, pair):
        page = self.refused(as_bo, **said(ana, length="other", other="721"))
        assert page.context["form"].errors.keys() == {"other"}

    def test_a_part_is_longer_than_the_whole(self, as_bo, ana, pair):
        page = self.refused(as_bo, **said(ana, **{f"part_{ana.pk}": 61}))
        assert "longer than the session took" in page.text

    def test_an_hour_that_does_not_exist(self, as_bo, bo, ana, pair):
        bo.time_zone = "Europe/Madrid"
        bo.save()
        page = self.refused(as_bo, **said(ana, day="2026-03-29", clock="02:30"))
        assert "The next was 03:00." in page.text

    def test_nobody_is_chosen(self, as_bo, ana, pair):
        assert "Nobody is chosen." in self.refused(as_bo, **said()).text

    def test_nothing_but_a_number_is_asked_again(self, as_bo, ana, pair):
        page = self.refused(as_bo, **said(ana, length="other"))
        assert "Say how many minutes it took." in page.text

    def test_a_closed_month(self, as_bo, bo, ana, pair):
        day = (timezone.now().replace(day=1) - timedelta(days=3)).date()
        locking.close(ana, day, by=bo, at=timezone.now())
        page = self.refused(as_bo, **said(ana, day=day.isoformat(), clock="10:00"))
        assert "This month is closed." in page.text

    def test_at_the_same_time_says_with_which(self, as_bo, ana, pair):
        as_bo.post(LOG, said(ana, **yesterday()))
        page = as_bo.post(LOG, said(ana, **yesterday("10:30")))
        assert "At the same time as the session with Ana" in page.text
        assert "10:00" in page.text

    def test_another_supervisors_session_is_not_told_of(self, as_bo, cy, ana, pair):
        agree(cy, ana)
        start = timezone.now() - timedelta(hours=1)
        sessions.log(meeting(cy, ana, start=start, minutes=50), by=cy, at=timezone.now())
        page = as_bo.post(LOG, said(ana))
        assert "at the same time as another session" in page.text
        assert "Cy" not in page.text


def test_called_off_and_missed_are_kept_without_minutes(as_bo, bo, ana, pair):
    as_bo.post(LOG, said(ana, held="cancelled", called_off_by=ana.pk))
    session = Session.objects.get()
    assert (session.minutes, session.called_off_by) == (0, ana)
    assert session.lines.get().state == LineState.NOTED


def test_what_lies_below_the_fold_is_kept(as_bo, ana, pair):
    topic = Topic.objects.create(name="Boundaries")
    more = {"topics": [topic.pk], "presented": [ana.pk], "is_observed": "on", "language": "es"}
    as_bo.post(LOG, said(ana, mode="video", kind="consultation", next_on="2027-01-10", **more))
    session = Session.objects.get()
    assert (session.mode, session.kind, session.language) == ("video", "consultation", "es")
    assert session.topics == [str(topic.pk)] and session.is_observed
    assert session.lines.get().presented
    assert "You had agreed on 10 January 2027" in as_bo.get(LOG).text


def test_another_persons_agreement_is_not_there(as_bo, cy, ana, pair):
    other = agree(cy, ana)
    assert as_bo.get(f"{LOG}?with={other.pk}").status_code == 404
    assert as_bo.get(f"{LOG}?with=nonsense").status_code == 404
    assert as_bo.get(f"{LOG}?group=Thursdays").status_code == 404


def test_a_person_of_somebody_else_cant_be_put_in(as_bo, cy, ana, luz, pair):
    agree(cy, luz)
    assert as_bo.post(LOG, said(ana, luz)).status_code == 200
    assert not Line.objects.filter(supervisee=luz).exists()


def test_a_supervisee_writes_their_own_time_and_the_supervisor_is_asked(client, bo, ana, pair):
    come_in(client, ana).post(LOG, said(supervisor=bo.pk))
    line = Line.objects.get()
    assert (line.supervisee, line.awaits, line.minutes) == (ana, "supervisor", 60)


def test_a_supervisee_says_that_it_was_in_a_group(client, bo, ana, pair):
    come_in(client, ana).post(LOG, said(supervisor=bo.pk, kind="group"))
    assert Session.objects.get().kind == Kind.GROUP


def test_with_nobody_agreed_it_says_so(client, luz):
    assert "Nothing is agreed yet" in come_in(client, luz).get(LOG).text
    assert client.post(LOG, said()).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, db):
    assert client.get(reverse("supervision:log")).status_code == 302


def test_the_same_again_begins_as_that_one_was(as_bo, ana, pair):
    as_bo.post(LOG, said(ana, length="other", other="75", **yesterday()))
    page = as_bo.get(f"{LOG}?again={Session.objects.get().pk}")
    assert page.context["form"]["other"].value() == 75
    assert page.context["form"]["when"].value() == "now"


@pytest.mark.parametrize("many", [2, 20])
def test_what_the_form_costs_does_not_grow(as_bo, bo, many, django_assert_max_num_queries):
    for n in range(many):
        agree(bo, person(f"person-{n}"), kind=Kind.GROUP, group=f"group {n % 3}")
    as_bo.get(LOG)
    with django_assert_max_num_queries(14):
        as_bo.get(LOG)


def test_it_is_the_same_form_in_each_language(as_bo, group):
    for language in ("en", "es", "fr", "ar"):
        assert as_bo.get(f"/{language}/supervision/log/").text.count('name="there"') == 5


def test_a_few_words_below_the_fold_become_the_shared_record(as_bo, bo, ana, pair):
    as_bo.post(LOG, said(ana, note="We spoke about rest."), follow=True)
    note = Note.objects.get()
    assert read(note, by=ana, at=timezone.now()).text == "We spoke about rest."


def test_beside_those_words_stands_who_can_open_them_and_what_they_may_tell(as_bo, ana, pair):
    page = as_bo.get(LOG).text
    assert "Our policy forbids it." in page and "data-identifiers-form" in page
    kept = as_bo.post(LOG, said(ana, note="Call 0170 1234567 today"), follow=True)
    assert "It may hold a telephone number." in kept.text and Note.objects.count() == 1


def test_that_words_could_not_be_kept_is_said(as_bo, bo, cy, ana, pair):
    agree(cy, ana)
    (record,) = write_shared(sessions.log(meeting(bo, ana), by=bo, at=NOW), "Before", by=bo, at=NOW)
    handing.answer(handing.propose(record.key, cy, by=bo, at=NOW), yes=True, by=ana, at=NOW)
    kept = as_bo.post(LOG, said(ana, note="We spoke about rest."), follow=True)
    assert "The session is kept, the note is not." in kept.text
    assert Session.objects.count() == 2 and Note.objects.count() == 1


def test_hours_never_wait_for_words_that_can_not_be_kept(as_bo, bo, ana, pair):
    gone = said(ana, note="He did not come.", held="missed")
    as_bo.post(LOG, gone, follow=True)
    assert Session.objects.get().minutes == 0
