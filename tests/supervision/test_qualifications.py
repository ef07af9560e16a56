"""What a supervisor may call themselves: their word, its proof seen, asked by the day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from learning import sweep
from people.models import Role
from supervision import api, qualifying
from supervision.models import Qualification
from supervision.qualifying import Qualified, qualifications_of, qualified_on, running_out
from tests.conftest import come_in, person
from tests.supervision.conftest import NOW, agree, later

MINE = "/en/supervision/agreements/qualifications/"
FROM, UNTIL = date(2026, 1, 1), date(2026, 9, 1)


def entered(by, until=UNTIL, since=FROM, code="lcsw", at=NOW):
    words = {"name": "Social worker", "code": code, "from_day": since, "until_day": until}
    return qualifying.enter(**words, by=by, at=at)


def test_it_holds_on_both_of_its_days_and_between(bo):
    entered(bo)
    rows = qualifications_of([bo])[bo.pk]
    days = (FROM - timedelta(days=1), FROM, UNTIL, UNTIL + timedelta(days=1))
    assert ["lcsw" in qualified_on(rows, day) for day in days] == [False, True, True, False]


def test_neighbours_ask_for_many_people_in_one_statement(bo, cy, django_assert_num_queries):
    entered(bo)
    with django_assert_num_queries(1):
        found = api.qualifications_of([bo, cy])
    assert found[cy.pk] == () and found[bo.pk][0] == Qualified("lcsw", "", FROM, UNTIL, False)


@given(st.lists(st.tuples(st.integers(0, 300), st.none() | st.integers(0, 300)), max_size=6))
def test_who_is_told_that_it_runs_out_will_be_unqualified_the_day_after(spans):
    days = [(FROM + timedelta(days=begin), length) for begin, length in spans]
    rows = [
        Qualified("lcsw", "", day, None if length is None else day + timedelta(days=length), False)
        for day, length in days
    ]
    on = FROM + timedelta(days=100)
    last = running_out(rows, on)
    assert last is None or not qualified_on(rows, last + timedelta(days=1))


def test_only_supervisors_have_them_and_each_their_own(bo, cy, ana):
    with pytest.raises(qualifying.NotTheirs):
        entered(ana)
    with pytest.raises(qualifying.BadDays):
        entered(bo, until=FROM - timedelta(days=1))
    with pytest.raises(qualifying.NotTheirs):
        qualifying.remove(entered(bo), by=cy, at=NOW)


class TestProof:
    def test_whoever_coordinates_a_person_supervised_says_they_saw_it(self, bo, ana, kit, pair):
        row = entered(bo)
        qualifying.check(row, by=kit, at=NOW)
        assert qualifications_of([bo])[bo.pk][0].is_checked
        with pytest.raises(qualifying.Checked):
            qualifying.remove(row, by=bo, at=NOW)

    def test_nobody_else_does(self, bo, ana, cy, sam, kit):
        row = entered(bo)
        for who in (bo, ana, cy, sam, kit):  # kit: none of her people is supervised by him
            with pytest.raises(qualifying.NotTheirs):
                qualifying.check(row, by=who, at=NOW)


class TestToldInTime:
    def kinds(self, who):
        return who.notices.filter(kind=qualifying.RUNS_OUT).count()

    def test_sixty_and_fourteen_days_before(self, bo):
        entered(bo)
        told = []
        for left in (61, 60, 59, 15, 14, 13, -1):
            sweep.run(now=_noon(UNTIL - timedelta(days=left)))
            told.append(self.kinds(bo))
        assert told == [0, 1, 1, 1, 2, 2, 2]

    def test_not_where_the_next_one_is_there(self, bo):
        entered(bo)
        entered(bo, since=UNTIL + timedelta(days=1), until=None)
        sweep.run(now=_noon(UNTIL - timedelta(days=30)))
        assert self.kinds(bo) == 0

    def test_what_was_removed_tells_nothing(self, bo):
        qualifying.remove(entered(bo), by=bo, at=NOW)
        sweep.run(now=_noon(UNTIL - timedelta(days=30)))
        assert self.kinds(bo) == 0


def _noon(day):
    return NOW.replace(year=day.year, month=day.month, day=day.day)


class TestPages:
    def values(self, **more):
        return {"name": "Social worker", "new_code": "LCSW", "from_day": "2026-01-01"} | more

    def test_a_supervisor_enters_and_removes_their_own(self, client, bo):
        come_in(client, bo)
        assert "Kept." in client.post(MINE, self.values(), follow=True).text
        row = Qualification.objects.get()
        assert (row.holder, row.code, row.until_day) == (bo, "lcsw", None)
        assert "Social worker (lcsw)" in client.get(MINE).text
        client.post(f"{MINE}{row.pk}/remove/")
        assert not Qualification.objects.exists()

    @pytest.mark.parametrize(
        "wrong",
        [{"name": ""}, {"new_code": ""}, {"new_code": "عامل"}, {"until_day": "2025-01-01"}],
    )
    def test_bad_input_comes_back_with_words(self, client, bo, wrong):
        come_in(client, bo)
        answer = client.post(MINE, self.values(**wrong))
        assert answer.status_code == 422 and "field__error" in answer.text

    def test_for_others_there_is_no_such_page(self, client, ana, bo, kit):
        row = entered(bo, at=timezone.now())
        for who in (ana, kit):
            come_in(client, who)
            assert client.get(MINE).status_code == 404
            assert client.post(f"{MINE}{row.pk}/remove/").status_code == 404

    def test_on_an_agreements_page_the_coordinator_says_it(self, client, bo, ana, kit, pair):
        row = entered(bo)
        page = f"/en/supervision/agreements/{pair.pk}/"
        come_in(client, kit)
        assert "I saw the proof" in client.get(page).text
        client.post(f"{page}check/{row.pk}/")
        assert "Proof seen" in client.get(page).text
        come_in(client, bo)
        assert client.post(f"{page}check/{row.pk}/").status_code == 404

    def test_both_read_on_it_when_one_runs_out(self, client, bo, ana, pair):
        today = bo.day()
        entered(bo, since=today - timedelta(days=300), until=today + timedelta(days=30))
        for who in (bo, ana):
            come_in(client, who)
            page = client.get(f"/en/supervision/agreements/{pair.pk}/").text
            assert "A qualification runs out on" in page


def test_a_guest_has_qualifications_too(db):
    gil = person("gil", Role.GUEST)
    assert entered(gil, at=later(days=1)) and agree
