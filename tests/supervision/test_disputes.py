"""When two do not agree yet: said, put right, or stood by; and who reads what."""

from datetime import date

import pytest

from office.notices import NothingToSay
from supervision import answering, disputes, limits, locking, sealing, sessions
from supervision.answering import NotAsked, confirm, dispute
from supervision.models import Awaits, LineState, Reason, Seal
from supervision.sessions import There
from supervision.telling import write_notice
from tests.supervision.conftest import NOW, agree, later, meeting

DAY = NOW.date()


@pytest.fixture
def line(bo, ana, pair):
    return sessions.log(meeting(bo, ana), by=bo, at=NOW).lines.get()


def shorter(line, by, minutes=45):
    return dispute(line, reason=Reason.LENGTH, minutes=minutes, by=by, at=NOW)


class TestPutRight:
    def test_another_length_is_written_to_the_minute_and_asked_once_more(self, bo, ana, line):
        shorter(line, ana)
        new = disputes.put_right(line, by=bo, at=later(hours=1)).lines.get()
        assert (new.minutes, new.session.minutes, new.state) == (45, 45, LineState.OPEN)
        assert list(answering.asked(ana)) == [new]
        assert confirm(new, by=ana, at=later(hours=2)).state == LineState.CONFIRMED

    def test_whoever_was_not_there_missed_it(self, bo, ana, line):
        dispute(line, reason=Reason.ABSENT, by=ana, at=NOW)
        new = disputes.put_right(line, by=bo, at=later(hours=1))
        assert (new.held, new.minutes) == ("missed", 0)
        assert new.lines.get().state == LineState.NOTED

    def test_in_a_group_it_is_their_own_part_and_nobody_else_is_asked(self, bo, group):
        session = sessions.log(meeting(bo, *group), by=bo, at=NOW)
        for each in session.lines.exclude(supervisee=group[0]):
            confirm(each, by=each.supervisee, at=NOW)
        mine = session.lines.get(supervisee=group[0])
        shorter(mine, group[0], 30)
        new = disputes.put_right(mine, by=bo, at=later(hours=1))
        assert new.minutes == 60
        assert new.lines.get(supervisee=group[0]).minutes == 30
        assert new.lines.filter(state=LineState.CONFIRMED).count() == 4

    def test_what_is_longer_than_the_group_met_is_more_than_one_tap(self, bo, group):
        session = sessions.log(meeting(bo, *group), by=bo, at=NOW)
        mine = session.lines.get(supervisee=group[0])
        shorter(mine, group[0], 90)
        with pytest.raises(disputes.NotPossible):
            disputes.put_right(mine, by=bo, at=NOW)

    def test_something_else_is_more_than_one_tap(self, bo, ana, line):
        dispute(line, reason=Reason.OTHER, by=ana, at=NOW)
        with pytest.raises(disputes.NotPossible):
            disputes.put_right(line, by=bo, at=NOW)

    def test_what_can_not_have_been_is_refused_here_too(self, bo, ana, line):
        shorter(line, ana, 600)
        with pytest.raises(limits.CannotBe):
            disputes.put_right(line, by=bo, at=NOW)

    def test_in_a_closed_month_it_waits_until_that_is_open(self, bo, ana, line):
        shorter(line, ana)
        lock = locking.close(ana, date(2026, 6, 1), by=bo, at=later(days=15))
        with pytest.raises(locking.MonthClosed):
            disputes.put_right(line, by=bo, at=later(days=15))
        locking.reopen(lock, reason="It took less.", by=bo, at=later(days=16))
        assert disputes.put_right(line, by=bo, at=later(days=16)).minutes == 45

    def test_what_the_supervisee_wrote_they_put_right(self, bo, ana, pair):
        own = sessions.log(meeting(bo, ana), by=ana, at=NOW).lines.get()
        shorter(own, bo)
        new = disputes.put_right(own, by=ana, at=later(hours=1)).lines.get()
        assert (new.minutes, new.awaits) == (45, Awaits.SUPERVISOR)
        assert confirm(new, by=bo, at=later(hours=2)).state == LineState.CONFIRMED

    def test_only_who_is_asked_does(self, bo, ana, cy, line):
        with pytest.raises(NotAsked):
            disputes.put_right(line, by=bo, at=NOW)
        shorter(line, ana)
        for other in (ana, cy):
            with pytest.raises(NotAsked):
                disputes.put_right(line, by=other, at=NOW)


class TestAsWritten:
    def test_it_stays_open_and_waits_for_nobody(self, bo, ana, line):
        shorter(line, ana)
        disputes.stand_by(line, words="It was an hour.", by=bo, at=NOW)
        line.refresh_from_db()
        assert (line.state, line.awaits) == (LineState.DISPUTED, "")
        assert not answering.waiting_for(bo).exists()
        assert not Seal.objects.exists()

    def test_whoever_disputed_may_still_say_yes_or_say_it_otherwise(self, bo, ana, line):
        shorter(line, ana)
        disputes.stand_by(line, by=bo, at=NOW)
        assert list(answering.may_still(ana)) == [line]
        shorter(line, ana, 50)
        assert list(answering.waiting_for(bo)) == [line]
        assert confirm(line, by=ana, at=NOW).state == LineState.CONFIRMED

    def test_the_other_way_round_too(self, bo, ana, pair):
        own = sessions.log(meeting(bo, ana), by=ana, at=NOW).lines.get()
        shorter(own, bo)
        disputes.stand_by(own, by=ana, at=NOW)
        assert list(answering.may_still(bo)) == [own]
        with pytest.raises(NotAsked):
            confirm(own, by=ana, at=NOW)
        assert confirm(own, by=bo, at=NOW).state == LineState.CONFIRMED


class TestWhoReadsIt:
    def said(self, line, by, on=DAY):
        line.refresh_from_db()
        return disputes.said_of([line], by=by, on=on)

    def test_both_read_the_words_and_the_answer(self, bo, ana, line):
        dispute(line, reason=Reason.OTHER, words="kestrel", by=ana, at=NOW)
        disputes.stand_by(line, words="heron", by=bo, at=NOW)
        for one in (bo, ana):
            found = self.said(line, one)[line.pk]
            assert (found.words, found.kept, found.kept_words) == ("kestrel", True, "heron")

    def test_nobody_else_does_nor_a_supervisor_whose_agreement_is_over(self, bo, cy, ana, line):
        dispute(line, reason=Reason.OTHER, words="kestrel", by=ana, at=NOW)
        assert self.said(line, cy) == {}
        line.agreement.until_day = DAY
        line.agreement.save()
        assert self.said(line, bo)
        assert self.said(line, bo, on=date(2026, 6, 20)) == {}
        assert not answering.waiting_for(bo, on=date(2026, 6, 20)).exists()
        with pytest.raises(NotAsked):
            disputes.stand_by(line, by=bo, at=later(days=1))

    def test_the_other_one_is_told_in_neutral_words_while_it_is_so(self, bo, ana, line):
        dispute(line, reason=Reason.OTHER, words="kestrel", by=ana, at=NOW)
        (notice,) = bo.notices.all()
        words = write_notice(notice)
        assert "kestrel" not in words.subject + words.body and "Ana" not in words.body
        disputes.stand_by(line, by=bo, at=NOW)
        assert write_notice(ana.notices.get()).body
        confirm(line, by=ana, at=NOW)
        for each in (notice, ana.notices.get()):
            with pytest.raises(NothingToSay):
                write_notice(each)


def test_heads_of_the_seal_are_those_of_the_corrected_session(bo, group):
    """Somebody said that they were not there: all are asked again, and five become four."""
    session = sessions.log(meeting(bo, *group), by=bo, at=NOW)
    lines = {each.supervisee_id: each for each in session.lines.all()}
    confirm(lines[group[1].pk], by=group[1], at=NOW)
    dispute(lines[group[0].pk], reason=Reason.ABSENT, by=group[0], at=NOW)
    new = disputes.put_right(lines[group[0].pk], by=bo, at=NOW)
    confirm(new.lines.get(supervisee=group[1]), by=group[1], at=NOW)
    heads = [each.link.content["heads"]["supervisees"] for each in sealing.chain_of(group[1])]
    assert heads == [5, 5, 4]


def test_a_part_is_not_made_of_one_person_alone(bo, ana, pair):
    agree(bo, ana, kind="group")
    session = sessions.log(meeting(bo, minutes=60, there=(There(ana, 40),)), by=bo, at=NOW)
    line = session.lines.get()
    shorter(line, ana, 50)
    assert disputes.put_right(line, by=bo, at=NOW).minutes == 50
