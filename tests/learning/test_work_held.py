"""How the work is held: of the whole organisation, without a name, and nothing of few people."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning import work_held
from people.models import Break, Role, RoleHeld, Team
from supervision import answering, sessions
from tests.conftest import come_in, person
from tests.supervision.conftest import agree, meeting

pytestmark = pytest.mark.django_db
PAGE = "/en/overview/held/"
ON = date(2026, 6, 10)
IN_MAY = datetime(2026, 5, 12, 9, tzinfo=UTC)


def supervised(bo, many, *, minutes=60, held=0):
    """So many people with an agreement since long; the first ones had what was agreed, in May."""
    people = [person(f"learner{n}", Role.TRAINEE) for n in range(many)]
    for n, each in enumerate(people):
        agree(bo, each, since=date(2026, 1, 1), minutes=minutes)
        if n < held:
            start = IN_MAY + timedelta(days=n)
            at = start + timedelta(hours=2)
            session = sessions.log(meeting(bo, each, start=start), by=bo, at=at)
            answering.confirm(session.lines.get(), by=each, at=at)
    return people


def away(people, first=date(2026, 2, 1), last=date(2026, 2, 9)):
    for each in people:
        Break.objects.create(person=each, from_day=first, until_day=last, written_at=IN_MAY)


def test_what_was_held_and_what_was_owed_in_the_month_that_is_over(bo):
    supervised(bo, 6, held=4)
    may, june = work_held.of_organisation(on=ON).months
    assert (may.first, may.last) == (date(2026, 5, 1), date(2026, 5, 31))
    assert (may.held, may.owed) == (4 * 60, 6 * 60)
    assert (may.had, may.agreed) == (4, 6)
    assert (june.first, june.last, june.held) == (date(2026, 6, 1), ON, 0)


def test_of_fewer_than_five_people_nothing_is_told(bo):
    supervised(bo, 4, held=4)
    may = work_held.of_organisation(on=ON).months[0]
    assert (may.held, may.owed, may.had, may.agreed) == (None, None, None, None)


def test_somebody_with_two_agreements_counts_once_and_needs_both(bo, cy):
    first = supervised(bo, 5, held=5)[0]
    agree(cy, first, since=date(2026, 1, 1), minutes=60)
    may = work_held.of_organisation(on=ON).months[0]
    assert (may.had, may.agreed) == (4, 5)


def test_whoever_left_is_not_counted(bo):
    gone = supervised(bo, 6)[0]
    gone.is_active = False
    gone.save()
    assert work_held.of_organisation(on=ON).months[0].agreed == 5


def test_breaks_of_a_year_are_counted_by_people_and_not_below_five(bo):
    people = supervised(bo, 6)
    away(people[:4])
    assert work_held.of_organisation(on=ON).away is None
    away(people[:1], date(2026, 4, 1), date(2026, 4, 2))
    assert work_held.of_organisation(on=ON).away is None
    away(people[4:5], date(2026, 5, 1), None)
    assert work_held.of_organisation(on=ON).away == 5


def test_a_break_that_is_to_come_or_long_past_is_no_break_of_this_year(bo):
    people = supervised(bo, 5)
    away(people[:4])
    away(people[4:], ON + timedelta(days=1), None)
    assert work_held.of_organisation(on=ON).away is None
    Break.objects.filter(from_day__gt=ON).update(
        from_day=date(2024, 1, 1), until_day=ON.replace(year=2025) - timedelta(days=1)
    )
    assert work_held.of_organisation(on=ON).away is None


def test_it_costs_the_same_with_more_people(bo):
    def statements():
        with CaptureQueriesContext(connection) as found:
            work_held.of_organisation(on=ON)
            return len(found)

    people = supervised(bo, 5, held=1)
    away(people)
    few = statements()
    for n in range(12):
        each = person(f"more{n}")
        agree(bo, each, since=date(2026, 1, 1))
        away([each])
    assert statements() == few


class TestThePage:
    def test_no_name_and_no_team_stands_there(self, client, bo, kit):
        supervised(bo, 5)
        Team.objects.create(name="Lighthouse")
        page = come_in(client, kit).get(PAGE).content.decode()
        assert "How the work is held" in page and "of 5 people" in page
        assert "Learner1" not in page and "Lighthouse" not in page

    def test_who_coordinates_one_team_reads_the_same_of_all(self, client, bo):
        supervised(bo, 5)
        lou, team = person("lou"), Team.objects.create(name="Lighthouse")
        held = {"role": Role.COORDINATOR, "team": team, "from_day": date(2020, 1, 1)}
        RoleHeld.objects.create(person=lou, **held)
        assert "of 5 people" in come_in(client, lou).get(PAGE).content.decode()

    def test_of_few_people_it_says_why_nothing_stands_there(self, client, kit):
        assert "So nothing is told." in come_in(client, kit).get(PAGE).content.decode()

    @pytest.mark.parametrize("who", ["ana", "bo", "eve", "sam"])
    def test_for_others_there_is_no_such_page(self, client, request, who):
        assert come_in(client, request.getfixturevalue(who)).get(PAGE).status_code == 404

    def test_the_overview_leads_there(self, client, kit):
        page = come_in(client, kit).get("/en/overview/").content.decode()
        assert f'href="{PAGE}"' in page
