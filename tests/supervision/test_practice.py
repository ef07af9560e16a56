"""Practice hours: by the week, confirmed by the supervisor, never changed unseen."""

from datetime import date, timedelta

import pytest

from office.models import Entry
from people.models import Role
from supervision import locking, practising
from supervision.models import Practice, PracticeState
from tests.conftest import person
from tests.supervision.conftest import NOW, agree

MONDAY = date(2026, 6, 15)
TURN = date(2026, 4, 27)  # its week ends in May
FIGURE = ("direct", MONDAY)


def log(ana, minutes=300, *, key=FIGURE, supervisor=None, at=NOW, **more):
    return practising.log_week(
        ana, key[1], {key: minutes}, supervisor=supervisor, by=ana, at=at, **more
    )


def only(ana):
    return Practice.objects.in_force().get(person=ana)


def confirmed(ana, bo, minutes=300, **more):
    log(ana, minutes, supervisor=bo, **more)
    practising.attest(practising.waiting_for(bo), by=bo, at=NOW)
    return only(ana)


def test_a_week_is_written_down_and_waits(ana, bo, pair):
    assert log(ana, supervisor=bo) == 1
    row = only(ana)
    assert (row.minutes, row.state) == (300, PracticeState.LOGGED)
    assert list(practising.waiting_for(bo)) == [row]


def test_a_week_over_a_month_end_has_two_rows(ana):
    figures = {("direct", TURN): 60, ("direct", date(2026, 5, 1)): 90}
    practising.log_week(ana, TURN, figures, by=ana, at=NOW)
    rows = Practice.objects.order_by("from_day").values_list("from_day", "until_day", "minutes")
    assert list(rows) == [
        (TURN, date(2026, 4, 30), 60),
        (date(2026, 5, 1), date(2026, 5, 3), 90),
    ]


def test_the_same_again_changes_nothing(ana):
    log(ana)
    assert log(ana) == 0


def test_what_nobody_confirmed_is_written_anew_or_taken_away(ana):
    log(ana)
    log(ana, 200)
    assert only(ana).minutes == 200
    log(ana, 0)
    assert not Practice.objects.exists()


def test_what_is_confirmed_is_corrected_by_a_row_with_a_reason(ana, bo, pair):
    old = confirmed(ana, bo)
    with pytest.raises(practising.NeedsReason):
        log(ana, 200, supervisor=bo)
    log(ana, 200, supervisor=bo, reason="Counted twice")
    new = only(ana)
    old.refresh_from_db()
    assert (old.state, old.minutes) == (PracticeState.REPLACED, 300)
    assert (new.corrects, new.minutes, new.state) == (old, 200, PracticeState.LOGGED)


def test_another_supervisor_confirms_nothing(ana, bo, cy, pair):
    log(ana, supervisor=bo)
    with pytest.raises(practising.NotTheirs):
        practising.attest(Practice.objects.all(), by=cy, at=NOW)
    assert only(ana).state == PracticeState.LOGGED


def test_nobody_is_asked_who_does_not_supervise_in_that_week(ana, cy):
    with pytest.raises(practising.NotTheirs):
        log(ana, supervisor=cy)


def test_a_supervisor_of_one_day_of_that_week_may_be_asked(ana, cy):
    agree(cy, ana, since=MONDAY - timedelta(days=30), until_day=MONDAY)
    assert log(ana, supervisor=cy) == 1


def test_a_closed_month_takes_no_figures_but_is_still_confirmed(ana, bo, pair):
    may = ("direct", date(2026, 5, 4))
    log(ana, key=may, supervisor=bo)
    locking.close(ana, date(2026, 5, 1), by=bo, at=NOW)
    with pytest.raises(locking.MonthClosed):
        log(ana, 200, key=may, supervisor=bo)
    assert practising.attest(practising.waiting_for(bo), by=bo, at=NOW) == 1


def test_a_confirmation_is_taken_back_with_a_reason_and_leaves_a_trace(ana, bo, pair):
    row = confirmed(ana, bo)
    with pytest.raises(practising.NeedsReason):
        practising.take_back(row, reason=" ", by=bo, at=NOW)
    practising.take_back(row, reason="The wrong week", by=bo, at=NOW)
    assert only(ana).state == PracticeState.LOGGED
    assert Entry.objects.get(verb="took back practice").about == ana


def test_there_are_no_more_hours_than_days_have(ana):
    with pytest.raises(practising.TooMuch):
        log(ana, 7 * 24 * 60 + 1)


def test_a_week_that_lies_ahead_is_refused(ana):
    with pytest.raises(practising.NotYet):
        log(ana, key=("direct", MONDAY + timedelta(days=7)))


def test_a_figure_for_another_week_is_refused(ana):
    with pytest.raises(practising.NotTheirs):
        practising.log_week(ana, MONDAY, {("direct", TURN): 5}, by=ana, at=NOW)


def test_a_coordinator_reads_totals_of_their_own_people_alone(ana, kit, bo, pair):
    log(ana)
    rows = practising.totals_coordinated(kit, on=NOW.date(), since=MONDAY)
    assert [(row["minutes"], row["category"]) for row in rows] == [(300, "direct")]
    other = person("lou", Role.TRAINEE)
    assert practising.totals_coordinated(other, on=NOW.date(), since=MONDAY) == []
