"""One's own calendar reads when one meets, by a secret link, and nothing else."""

from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from people import breaks
from supervision import feed
from supervision.api import export_person, holdings, retire_person
from supervision.models import Feed, Held, Kind, Line, LineState, Session
from supervision.planned import planned, weeks_between
from tests.conftest import come_in
from tests.supervision.conftest import agree
from tests.supervision.test_owing import held

AT = datetime(2026, 10, 12, 8, tzinfo=UTC)  # a Monday
THURSDAY = 3


@pytest.fixture
def weekly(bo, ana):
    bo.time_zone = "Europe/Madrid"
    bo.save()
    usual = {"weekday": THURSDAY, "starts": time(9), "lasts": 45, "every_days": 7}
    return agree(bo, ana, place="Room 4 by the harbour", **usual)


def starts(who, at=AT):
    return [each.starts for each in planned(who, at=at)]


def fetch(client, token):
    return client.get(reverse("supervision:calendar", args=[token]))


def events(response):
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


class TestPlanned:
    def test_the_usual_hour_for_eight_weeks_whatever_the_clocks_do(self, bo, ana, weekly):
        found = starts(ana)
        assert len(found) == 8 and found == starts(bo)
        assert (found[0].day, found[0].hour) == (15, 7)  # summer time in Madrid
        assert (found[2].day, found[2].hour) == (29, 8)  # the clocks went back on the 25th

    def test_an_hour_that_the_clocks_leave_out_is_the_next_that_exists(self, bo, ana, weekly):
        weekly.weekday, weekly.starts = 6, time(2, 30)
        weekly.save()
        sunday = starts(ana, at=datetime(2027, 3, 22, 8, tzinfo=UTC))[0]
        assert sunday == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)  # three o'clock there

    def test_it_ends_with_the_agreement(self, ana, weekly):
        weekly.until_day = date(2026, 10, 22)
        weekly.save()
        assert [each.day for each in starts(ana)] == [15, 22]

    def test_a_day_that_was_noted_stands_for_itself_and_the_rest_goes_on(self, ana, weekly):
        held(weekly, date(2026, 10, 8))
        Session.objects.update(next_on=date(2026, 10, 20))
        days = [each.day for each in planned(ana, at=AT)]
        assert days[:3] == [date(2026, 10, 20), date(2026, 10, 29), date(2026, 11, 5)]

    def test_without_a_usual_hour_only_the_day_is_known(self, bo, ana):
        held(agree(bo, ana), date(2026, 10, 8))
        Session.objects.update(next_on=date(2026, 10, 20))
        (one,) = planned(ana, at=AT)
        assert (one.day, one.starts) == (date(2026, 10, 20), None)

    def test_what_was_called_off_is_not_there(self, ana, weekly):
        held(weekly, date(2026, 10, 15), state=LineState.NOTED, minutes=1)
        Session.objects.update(held=Held.CANCELLED, minutes=0)
        Line.objects.update(minutes=0)
        assert starts(ana)[0].day == 22

    def test_nobody_meets_at_the_usual_hour_while_one_is_on_a_break(self, bo, ana, weekly):
        breaks.add(ana, first=date(2026, 10, 14), last=date(2026, 10, 25), at=AT)
        assert [each.day for each in starts(bo)][:2] == [29, 5] and len(starts(ana)) == 6

    def test_a_group_is_one_meeting_to_whoever_holds_it(self, bo, ana, luz):
        usual = {"weekday": THURSDAY, "starts": time(9), "every_days": 7}
        for each in (ana, luz):
            agree(bo, each, kind=Kind.GROUP, group="Thursdays", **usual)
        assert len(starts(bo)) == len(starts(luz)) == 8

    @pytest.mark.parametrize(
        ("terms", "weeks"),
        [
            ({"every_days": 14}, 2),
            ({"every_days": 3}, 1),
            ({"minutes": 60, "lasts": 60}, 4),
            ({"minutes": 90, "lasts": 60}, 2),
            ({"minutes": 240, "lasts": 60}, 1),
            ({"minutes": 60, "per": "iso_week"}, 1),
            ({"minutes": 180, "lasts": 60, "per": "quarter"}, 4),
        ],
    )
    def test_how_often_follows_from_what_was_agreed(self, bo, ana, terms, weeks):
        assert weeks_between(agree(bo, ana, **terms)) == weeks

    def test_it_costs_the_same_with_more_people(self, bo, weekly, group, django_assert_num_queries):
        with django_assert_num_queries(5):
            planned(bo, at=AT)


class TestLink:
    def test_a_calendar_reads_it_without_signing_in(self, client, ana, weekly):
        response = fetch(client, feed.make(by=ana, with_place=False, at=AT))
        assert response["Content-Type"].startswith("text/calendar")
        assert "private" in response["Cache-Control"]
        first = events(response)[0]
        assert first["DTSTART"].dt.utcoffset() == timedelta(0)
        assert first["DTEND"].dt - first["DTSTART"].dt == timedelta(minutes=45)

    def test_there_is_no_name_in_it_and_no_place(self, client, ana, bo, weekly):
        body = fetch(client, feed.make(by=ana, with_place=False, at=AT)).text
        told = {line for line in body.splitlines() if line.startswith("SUMMARY")}
        assert told == {"SUMMARY:Meeting"}
        for word in ("Bo", "Ana", "harbour", str(weekly.pk), "upervis", "example"):
            assert word not in body

    def test_a_place_is_there_where_that_was_chosen(self, client, ana, weekly):
        response = fetch(client, feed.make(by=ana, with_place=True, at=AT))
        assert events(response)[0]["LOCATION"] == "Room 4 by the harbour"

    def test_the_same_meeting_is_known_again(self, client, ana, weekly):
        token = feed.make(by=ana, with_place=False, at=AT)
        once, twice = ([each["UID"] for each in events(fetch(client, token))] for _ in range(2))
        assert once == twice and len(set(once)) == len(once)

    def test_nobody_can_guess_it_and_the_token_is_not_kept(self, client, ana):
        token = feed.make(by=ana, with_place=False, at=AT)
        assert token not in str(Feed.objects.values())
        assert fetch(client, "guessed").status_code == 404
        assert fetch(client, Feed.objects.get().digest).status_code == 404

    def test_another_link_ends_the_first(self, client, ana):
        first = feed.make(by=ana, with_place=False, at=AT)
        feed.make(by=ana, with_place=False, at=AT)
        assert fetch(client, first).status_code == 404

    def test_with_the_account_it_closes(self, client, ana):
        token = feed.make(by=ana, with_place=False, at=AT)
        ana.is_active = False
        ana.save()
        assert fetch(client, token).status_code == 404

    def test_no_log_holds_it(self, client, ana):
        from learning.logs import clean  # noqa: PLC0415

        path = reverse("supervision:calendar", args=["tokentoken"])
        assert "tokentoken" not in clean(f"Not Found: {path}")


class TestPage:
    def test_it_is_made_shown_once_and_ended(self, client, ana, weekly):
        come_in(client, ana)
        made = client.post(reverse("supervision:feed_new")).text
        link = made.split('<p class="to-copy" dir="ltr">')[1].split("<")[0]
        assert events(client.get(urlsplit(link).path))
        assert link not in client.get(reverse("supervision:feed_settings")).text
        client.post(reverse("supervision:feed_end"))
        assert client.get(urlsplit(link).path).status_code == 404

    def test_the_place_is_a_choice(self, client, ana):
        come_in(client, ana)
        client.post(reverse("supervision:feed_new"), {"with_place": "on"})
        assert Feed.objects.get().with_place

    def test_looking_changes_nothing(self, client, ana):
        come_in(client, ana)
        for name in ("feed_new", "feed_end"):
            assert client.get(reverse(f"supervision:{name}")).status_code == 405


def test_it_is_told_handed_out_and_let_go(ana):
    feed.make(by=ana, with_place=True, at=AT)
    held_of = {each.kind: each.count for each in holdings(ana)}
    assert held_of["supervision.calendar"] == 1
    assert export_person(ana)["calendar_link"] == [{"made_at": AT, "with_place": True}]
    retire_person(ana, at=timezone.now())
    assert not Feed.objects.exists()
