"""The people somebody supervises, at a glance; and each of them for themselves."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import Role, RoleHeld, Team
from supervision.models import Agreement, Kind, Line, LineState, Session
from tests.conftest import come_in, person
from tests.people.factories import LONG_AGO
from tests.supervision.conftest import agree

WEEKS = 5 * 52
MOST_QUERIES = 15


def open_page(client, name, who, *args):
    come_in(client, who)
    return client.get(reverse(f"supervision:{name}", args=args))


def met_weekly(supervisor, people, *, weeks):
    """Each of them has an hour a week, also this week, for so many weeks."""
    now = timezone.now()
    since = now.date() - timedelta(weeks=weeks)
    agreed = [agree(supervisor, each, since=since, minutes=240, every_days=7) for each in people]
    moments = [(each, now - timedelta(weeks=n)) for n in range(weeks) for each in agreed]
    sessions = Session.objects.bulk_create(_session(each, at) for each, at in moments)
    Line.objects.bulk_create(map(_line, moments, sessions))


def _session(agreement, at):
    by = agreement.supervisor
    told = {"supervisor": by, "logged_by": by, "logged_at": at, "started_at": at, "zone": "UTC"}
    return Session(minutes=60, kind=agreement.kind, **told)


def _line(moment, session):
    agreement, at = moment
    return Line(
        session=session,
        supervisee=agreement.supervisee,
        agreement=agreement,
        counted_on=at.date(),
        minutes=60,
        state=LineState.CONFIRMED,
        submitted_at=at,
        state_at=at,
    )


class TestCaseload:
    def test_each_stands_in_words_with_a_bar_and_in_a_table(self, client, bo, ana):
        agree(bo, ana, minutes=90)
        page = open_page(client, "people", bo).text
        assert "We owe 90 minutes by" in page
        assert "Time is owed to 1 person." in page
        assert "owed-bar__held" in page and "The same as a table" in page

    def test_sixty_people_and_five_years_cost_no_more_than_a_page(
        self, client, bo, django_assert_max_num_queries
    ):
        people = [person(f"p{n}") for n in range(60)]
        met_weekly(bo, people, weeks=WEEKS)
        come_in(client, bo)
        with django_assert_max_num_queries(MOST_QUERIES):
            page = client.get(reverse("supervision:people"))
        assert page.text.count('class="owed"') == 60

    def test_one_person_costs_as_much_as_twenty(self, client, bo, django_assert_num_queries):
        met_weekly(bo, [person("first")], weeks=2)
        come_in(client, bo)
        client.get(reverse("supervision:people"))
        with CaptureQueriesContext(connection) as one:
            client.get(reverse("supervision:people"))
        met_weekly(bo, [person(f"p{n}") for n in range(20)], weeks=30)
        with django_assert_num_queries(len(one)):
            client.get(reverse("supervision:people"))

    def test_a_supervisor_before_the_first_agreement_reads_what_will_be_here(self, client, bo):
        assert "Once you supervise somebody" in open_page(client, "people", bo).text

    def test_for_whoever_supervises_nobody_it_is_not_there(self, client, ana, pair):
        assert open_page(client, "people", ana).status_code == 404

    @pytest.mark.parametrize("name", ["people", "owed", "owed_all", "feed_settings"])
    def test_a_visitor_is_asked_to_sign_in(self, client, db, name):
        assert client.get(reverse(f"supervision:{name}")).status_code == 302


class TestPerson:
    def test_their_supervisor_reads_what_is_owed_and_what_was(self, client, bo, ana):
        met_weekly(bo, [ana], weeks=30)
        page = open_page(client, "person", bo, ana.pk).text
        assert "Ana" in page and "of 240 minutes" in page and "The last session was today." in page

    def test_no_title_names_anybody(self, client, bo, ana, pair):
        title = open_page(client, "person", bo, ana.pk).text.split("</title>")[0]
        assert "Ana" not in title

    def test_another_supervisor_a_coordinator_and_they_themselves_have_no_such_page(
        self, client, ana, cy, kit, pair
    ):
        for who in (ana, cy, kit):
            assert open_page(client, "person", who, ana.pk).status_code == 404

    def test_it_ends_with_the_agreement(self, client, bo, ana, luz, pair):
        agree(bo, luz)
        yesterday = timezone.now().date() - timedelta(days=1)
        Agreement.objects.filter(pk=pair.pk).update(until_day=yesterday)
        assert open_page(client, "person", bo, ana.pk).status_code == 404


class TestOwn:
    def test_it_is_said_to_the_person_as_our_debt(self, client, bo, ana):
        agree(bo, ana, minutes=60)
        page = open_page(client, "owed", ana).text
        assert "We owe you 60 minutes by" in page and "Bo" in page

    def test_whoever_has_nothing_agreed_reads_what_will_be_here(self, client, ana):
        assert "Nothing is agreed yet" in open_page(client, "owed", ana).text


class TestCoordinator:
    def test_minutes_are_read_and_nothing_of_the_two(self, client, bo, ana, kit):
        agree(bo, ana, kind=Kind.DEBRIEF, group="Thursdays", minutes=60)
        page = open_page(client, "owed_all", kit).text
        assert "We owe 60 minutes by" in page and "Ana" in page
        assert "Thursdays" not in page and "After an incident" not in page

    def test_only_people_of_their_own_teams_are_there(self, client, bo, ana, luz, db):
        team = Team.objects.create(name="Harbour")
        lou = person("lou")
        RoleHeld.objects.create(person=lou, role=Role.COORDINATOR, team=team, from_day=LONG_AGO)
        RoleHeld.objects.filter(person=ana).update(team=team)
        agree(bo, ana)
        agree(bo, luz)
        page = open_page(client, "owed_all", lou).text
        assert "Ana" in page and "Luz" not in page

    def test_for_nobody_else_is_it_there(self, client, bo, sam, pair):
        for who in (bo, sam):
            assert open_page(client, "owed_all", who).status_code == 404
