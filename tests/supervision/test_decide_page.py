"""Sessions at the same time, side by side: one was, or neither; nobody guesses."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from office.due import Due
from supervision import answering, deciding, sessions
from supervision.models import LineState
from tests.conftest import come_in
from tests.supervision.conftest import BEGAN, NOW, agree, later, meeting

HALF = timedelta(minutes=30)
URL = "/en/supervision/offline/decide/"


def log(supervisor, *there, start=BEGAN, by=None):
    told = meeting(supervisor, *there, start=start)
    return sessions.log(told, by=by or supervisor, at=NOW, keep_clashes=True)


def states(session):
    return set(session.lines.values_list("state", flat=True))


@pytest.fixture
def two(bo, ana, pair):
    return log(bo, ana), log(bo, ana, start=BEGAN + HALF)


class TestTheRule:
    def test_what_is_kept_waits_for_an_answer_and_the_other_ends(self, bo, two):
        deciding.keep(two[0], by=bo, at=later(days=40))
        assert states(two[0]) == {LineState.OPEN} and states(two[1]) == {LineState.TAKEN_BACK}

    def test_its_time_to_answer_begins_now(self, bo, two):
        deciding.keep(two[0], by=bo, at=later(days=40))
        line = two[0].lines.get()
        assert Due.objects.filter(key=str(line.pk), at__lte=later(days=43)).exists()
        answering.settle(str(line.pk), at=later(days=43))
        assert states(two[0]) == {LineState.OPEN}

    def test_what_is_let_go_frees_the_other(self, bo, two):
        deciding.let_go(two[0], by=bo, at=NOW)
        assert states(two[0]) == {LineState.TAKEN_BACK} and states(two[1]) == {LineState.OPEN}

    def test_both_can_be_let_go(self, bo, two):
        deciding.let_go(*two, by=bo, at=NOW)
        assert states(two[0]) == states(two[1]) == {LineState.TAKEN_BACK}

    def test_of_three_in_a_row_the_ends_can_both_stand(self, bo, ana, pair):
        one, two, three = (log(bo, ana, start=BEGAN - HALF * 1.5 * n) for n in range(3))
        deciding.keep(one, by=bo, at=NOW)
        assert states(two) == {LineState.TAKEN_BACK}
        assert states(one) == states(three) == {LineState.OPEN}

    def test_what_both_confirmed_is_not_ended(self, bo, ana, pair):
        first = log(bo, ana)
        answering.confirm(first.lines.get(), by=ana, at=NOW)
        late = log(bo, ana, start=BEGAN + HALF)
        with pytest.raises(deciding.Stands):
            deciding.keep(late, by=bo, at=NOW)
        deciding.let_go(late, by=bo, at=NOW)
        assert states(first) == {LineState.CONFIRMED}

    def test_nor_what_one_of_a_group_confirmed(self, bo, ana, group, pair):
        first = log(bo, *group)
        answering.confirm(first.lines.get(supervisee=group[0]), by=group[0], at=NOW)
        late = log(bo, ana, start=BEGAN + HALF)
        with pytest.raises(deciding.Stands):
            deciding.keep(late, by=bo, at=NOW)
        deciding.keep(first, by=bo, at=NOW)
        assert states(first) == {LineState.OPEN, LineState.CONFIRMED}
        assert states(late) == {LineState.TAKEN_BACK}

    def test_another_supervisors_is_neither_shown_nor_ended(self, bo, cy, ana, pair):
        agree(cy, ana)
        mine, theirs = log(bo, ana), log(cy, ana, start=BEGAN + HALF)
        choice = deciding.choice_of(mine, by=bo)
        assert (choice.others, choice.can_keep) == (1, False)
        assert [[each.seen.session for each in group] for group in deciding.choices(bo)] == [[mine]]
        with pytest.raises(deciding.Stands):
            deciding.keep(mine, by=bo, at=NOW)
        deciding.let_go(mine, by=bo, at=NOW)
        assert states(theirs) == {LineState.OPEN}

    def test_what_clashes_with_nothing_is_not_let_go_here(self, bo, ana, pair):
        with pytest.raises(sessions.NotTheirs):
            deciding.let_go(log(bo, ana), by=bo, at=NOW)

    def test_who_wrote_it_decides_too(self, ana, bo, pair):
        mine, other = (log(bo, ana, start=BEGAN + HALF * n, by=ana) for n in range(2))
        deciding.keep(mine, by=ana, at=NOW)
        assert states(other) == {LineState.TAKEN_BACK}


class TestThePage:
    def test_shows_them_side_by_side(self, client, bo, ana, two):
        page = come_in(client, bo).get(URL).text
        assert "Which was it?" in page and page.count('name="keep"') == 2
        assert f"<bdi>{ana.chosen_name}</bdi>" in page

    def test_keeps_one(self, client, bo, two):
        come_in(client, bo)
        assert client.post(URL, {"keep": two[0].pk}).url == reverse("supervision:offline_decide")
        assert states(two[0]) == {LineState.OPEN}
        assert "Nothing waits for a decision" in client.get(URL).text

    def test_lets_one_go(self, client, bo, two):
        come_in(client, bo).post(URL, {"let_go": two[0].pk})
        assert states(two[1]) == {LineState.OPEN}

    def test_lets_both_go(self, client, bo, two):
        come_in(client, bo).post(URL, {"let_go": f"{two[0].pk} {two[1].pk} "})
        assert states(two[0]) == states(two[1]) == {LineState.TAKEN_BACK}

    def test_costs_no_more_for_a_larger_group(
        self, client, bo, ana, group, pair, django_assert_max_num_queries
    ):
        log(bo, ana, *group), log(bo, *group, start=BEGAN + HALF)
        come_in(client, bo)
        with django_assert_max_num_queries(28):
            client.get(URL)

    def test_says_why_what_is_confirmed_stays(self, client, bo, ana, pair):
        answering.confirm(log(bo, ana).lines.get(), by=ana, at=NOW)
        late = log(bo, ana, start=BEGAN + HALF)
        come_in(client, bo)
        page = client.get(URL).text
        assert 'name="keep"' not in page and page.count('name="let_go"') == 2  # one, or all
        assert "confirmed" in client.post(URL, {"keep": late.pk}, follow=True).text

    def test_tells_a_rivals_people_nothing(self, client, bo, cy, luz, ana, pair):
        agree(cy, ana), agree(cy, luz)
        log(bo, ana), log(cy, ana, luz, start=BEGAN + HALF)
        page = come_in(client, bo).get(URL).text
        assert luz.chosen_name not in page and f"<bdi>{cy.chosen_name}" not in page

    @pytest.mark.parametrize("uuid", ["", "1", "00000000-0000-4000-8000-000000000000"])
    def test_what_is_not_there_is_not_found(self, client, bo, two, uuid):
        assert come_in(client, bo).post(URL, {"keep": uuid}).status_code == 404

    def test_somebody_else_finds_nothing(self, client, cy, ana, two):
        for person in (cy, ana):
            come_in(client, person)
            assert client.post(URL, {"keep": two[0].pk}).status_code == 404
            assert "Nothing waits for a decision" in client.get(URL).text

    def test_a_visitor_is_asked_to_sign_in(self, client, db):
        assert client.get(URL).status_code == 302


def test_today_says_so_once(bo, two):
    (step,) = deciding.waiting_for(bo, on=bo.day(timezone.now()))
    assert (step.title, step.url) == ("2 sessions wait for your decision", URL)
    assert deciding.waiting_for(two[0].lines.get().supervisee, on=bo.day(NOW)) == []
