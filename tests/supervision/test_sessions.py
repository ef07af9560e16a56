"""Logged once for everybody, kept once however often it is sent, corrected by new rows."""

from datetime import date, timedelta

import pytest

from supervision import limits, locking, sessions
from supervision.answering import confirm
from supervision.models import Held, Kind, Line, LineState, Session
from supervision.sessions import Meeting, There
from tests.supervision.conftest import BEGAN, NOW, agree, later, meeting


def states(session):
    return set(session.lines.values_list("state", flat=True))


def test_one_entry_gives_a_line_to_everybody(bo, group):
    session = sessions.log(meeting(bo, *group), by=bo, at=NOW)
    assert session.lines.count() == 5
    assert states(session) == {LineState.OPEN}


def test_what_is_sent_twice_is_one(bo, ana, pair):
    once = meeting(bo, ana)
    assert sessions.log(once, by=bo, at=NOW) == sessions.log(once, by=bo, at=later(days=1))
    assert Line.objects.count() == 1


def test_the_day_is_that_of_the_supervisee_and_never_moves(bo, ana, pair):
    ana.time_zone = "Pacific/Auckland"
    ana.save()
    line = sessions.log(meeting(bo, ana), by=bo, at=NOW).lines.get()
    assert line.counted_on == date(2026, 6, 20)
    ana.time_zone = "America/Lima"
    ana.save()
    line.refresh_from_db()
    assert line.counted_on == date(2026, 6, 20)


def test_nobody_logs_a_session_with_a_stranger(bo, cy, ana, pair):
    with pytest.raises(sessions.NotTheirs):
        sessions.log(meeting(cy, ana), by=cy, at=NOW)
    with pytest.raises(sessions.NotTheirs):
        sessions.log(meeting(bo, ana), by=cy, at=NOW)


def test_a_supervisee_logs_their_own_and_nobody_elses(bo, ana, luz, pair):
    agree(bo, luz)
    mine = sessions.log(meeting(bo, ana), by=ana, at=NOW)
    assert mine.lines.get().awaits == "supervisor"
    with pytest.raises(sessions.NotTheirs):
        sessions.log(meeting(bo, luz, start=BEGAN - timedelta(days=1)), by=ana, at=NOW)


def test_outside_an_agreement_it_is_kept_and_says_that_it_does_not_count(bo, ana):
    agree(bo, ana, since=date(2026, 1, 1), until_day=date(2026, 3, 31))
    line = sessions.log(meeting(bo, ana), by=bo, at=NOW).lines.get()
    assert (line.agreement, line.outside) == (None, "ended")


def test_nobody_is_in_two_sessions_at_once(bo, cy, ana, pair):
    agree(cy, ana)
    first = sessions.log(meeting(bo, ana), by=bo, at=NOW)
    overlapping = meeting(cy, ana, start=BEGAN + timedelta(minutes=30), minutes=30)
    with pytest.raises(limits.Overlaps) as refused:
        sessions.log(overlapping, by=cy, at=NOW)
    assert refused.value.other.key == first.pk


def test_one_that_begins_when_the_other_ends_is_fine(bo, ana, pair):
    sessions.log(meeting(bo, ana), by=bo, at=NOW)
    sessions.log(meeting(bo, ana, start=BEGAN + timedelta(hours=1)), by=bo, at=NOW)
    assert Session.objects.count() == 2


def test_who_was_not_there_may_have_been_elsewhere(bo, cy, ana, group):
    agree(bo, ana, kind=Kind.GROUP)
    agree(cy, ana)
    there = (There(ana, 0), *(There(each, 60) for each in group))
    sessions.log(meeting(bo, there=there), by=bo, at=NOW)
    assert sessions.log(meeting(cy, ana), by=cy, at=NOW)


def test_what_was_called_off_has_no_minutes_and_asks_nobody(bo, ana, pair):
    off = Meeting(
        bo, later(days=2), "UTC", 0, Kind.INDIVIDUAL, (There(ana, 0),), held=Held.CANCELLED
    )
    line = sessions.log(off, by=bo, at=NOW).lines.get()
    assert (line.minutes, line.state, line.awaits) == (0, LineState.NOTED, "")


def test_undo_takes_it_back_until_somebody_answered(bo, ana, pair):
    session = sessions.log(meeting(bo, ana), by=bo, at=NOW)
    sessions.take_back(session, by=bo, at=later(minutes=1))
    assert states(session) == {LineState.TAKEN_BACK}
    again = sessions.log(meeting(bo, ana), by=bo, at=later(minutes=2))
    confirm(again.lines.get(), by=ana, at=later(hours=1))
    with pytest.raises(sessions.Answered):
        sessions.take_back(again, by=bo, at=later(hours=2))


def test_a_correction_is_a_new_row_and_needs_a_reason_once_confirmed(bo, ana, pair):
    first = sessions.log(meeting(bo, ana), by=bo, at=NOW)
    confirm(first.lines.get(), by=ana, at=NOW)
    shorter = meeting(bo, ana, minutes=45)
    with pytest.raises(sessions.NeedsReason):
        sessions.correct(first, shorter, by=bo, at=NOW)
    second = sessions.correct(first, shorter, reason="We began late.", by=bo, at=NOW)
    assert states(first) == {LineState.REPLACED}
    assert [line.minutes for line in second.lines.all()] == [45]
    assert states(second) == {LineState.OPEN}


def test_a_correction_for_one_asks_nobody_else_again(bo, group):
    first = sessions.log(meeting(bo, *group), by=bo, at=NOW)
    for line in first.lines.exclude(supervisee=group[0]):
        confirm(line, by=line.supervisee, at=NOW)
    there = (There(group[0], 30), *(There(each, 60) for each in group[1:]))
    second = sessions.correct(
        first, meeting(bo, there=there), reason="She left early.", by=bo, at=NOW
    )
    assert second.lines.filter(state=LineState.CONFIRMED).count() == 4
    assert second.lines.get(state=LineState.OPEN).supervisee == group[0]


def test_who_was_not_there_changes_the_heads_so_that_all_are_asked(bo, group):
    first = sessions.log(meeting(bo, *group), by=bo, at=NOW)
    there = (There(group[0], 0), *(There(each, 60) for each in group[1:]))
    second = sessions.correct(first, meeting(bo, there=there), by=bo, at=NOW)
    assert second.lines.filter(state=LineState.OPEN).count() == 4


def test_two_devices_that_overlap_wait_for_a_decision_and_count_nothing(bo, ana, pair):
    one = sessions.log(meeting(bo, ana), by=bo, at=NOW, keep_clashes=True)
    shifted = meeting(bo, ana, start=BEGAN + timedelta(minutes=15))
    two = sessions.log(shifted, by=bo, at=NOW, keep_clashes=True)
    assert states(one) == states(two) == {LineState.CLASHING}
    sessions.decide(two, by=bo, at=later(hours=1))
    assert (states(one), states(two)) == ({LineState.TAKEN_BACK}, {LineState.OPEN})


class TestAClosedMonth:
    @pytest.fixture
    def closed(self, bo, ana, pair):
        session = sessions.log(meeting(bo, ana), by=bo, at=NOW)
        lock = locking.close(ana, date(2026, 6, 1), by=bo, at=later(days=15))
        return session, lock

    def test_takes_nothing_new(self, bo, ana, closed):
        with pytest.raises(locking.MonthClosed):
            sessions.log(meeting(bo, ana, start=BEGAN - timedelta(days=1)), by=bo, at=NOW)

    def test_changes_nothing(self, bo, ana, closed):
        with pytest.raises(locking.MonthClosed):
            sessions.correct(closed[0], meeting(bo, ana, minutes=30), by=bo, at=NOW)
        with pytest.raises(locking.MonthClosed):
            sessions.take_back(closed[0], by=bo, at=NOW)

    def test_still_takes_answers(self, bo, ana, closed):
        line = confirm(closed[0].lines.get(), by=ana, at=later(days=20))
        assert line.state == LineState.CONFIRMED

    def test_is_opened_again_with_a_reason_and_the_supervisee_is_told(self, bo, cy, ana, closed):
        with pytest.raises(locking.NotTheirs):
            locking.reopen(closed[1], reason="mine", by=cy, at=NOW)
        with pytest.raises(ValueError, match="reason"):
            locking.reopen(closed[1], reason=" ", by=bo, at=NOW)
        locking.reopen(closed[1], reason="A session was missing.", by=bo, at=NOW)
        assert ana.notices.filter(kind=locking.REOPENED).count() == 1
        sessions.log(meeting(bo, ana, start=BEGAN - timedelta(days=1)), by=bo, at=NOW)

    def test_is_never_the_present_one(self, bo, ana, pair):
        with pytest.raises(locking.NotTheirs):
            locking.close(ana, date(2026, 6, 1), by=bo, at=NOW)
