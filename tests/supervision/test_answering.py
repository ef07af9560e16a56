"""Both stand by it: yes, not quite, or thirty days of silence; and what is sealed of it."""

from datetime import timedelta

import pytest

from learning import sweep
from office.notices import Notice
from people.closing import close_account, reopen_account
from supervision import answering, links, sealing, sessions
from supervision.answering import NotAsked, confirm, dispute
from supervision.models import Awaits, Line, LineState, Reason, Seal
from supervision.retiring import retire_person
from tests.supervision.conftest import NOW, later, meeting


@pytest.fixture
def line(bo, ana, pair):
    """One that Bo logged and Ana is asked about."""
    return sessions.log(meeting(bo, ana), by=bo, at=NOW).lines.get()


def chain_holds(person):
    links.check(sealing.chain_of(person), sealing.public_keys())


class TestYes:
    def test_confirmed_by_both_and_sealed(self, ana, line):
        assert confirm(line, by=ana, at=later(hours=1)).state == LineState.CONFIRMED
        assert Seal.objects.get().line == line
        chain_holds(ana)

    def test_saying_it_twice_is_saying_it_once(self, ana, line):
        confirm(line, by=ana, at=NOW)
        confirm(line, by=ana, at=later(days=1))
        assert Seal.objects.count() == 1

    def test_nobody_else_says_it(self, bo, cy, luz, line):
        for other in (bo, cy, luz):
            with pytest.raises(NotAsked):
                confirm(line, by=other, at=NOW)

    def test_of_many_at_once_each_is_confirmed(self, bo, ana, pair, line):
        sessions.log(meeting(bo, ana, start=NOW - timedelta(days=1)), by=bo, at=NOW)
        assert answering.confirm_all(answering.waiting_for(ana), by=ana, at=NOW) == 2
        assert not answering.waiting_for(ana).exists()

    def test_what_the_supervisee_wrote_is_confirmed_by_the_supervisor(self, bo, ana, pair):
        own = sessions.log(meeting(bo, ana), by=ana, at=NOW).lines.get()
        with pytest.raises(NotAsked):
            confirm(own, by=ana, at=NOW)
        assert confirm(own, by=bo, at=NOW).state == LineState.CONFIRMED


class TestNotQuite:
    def test_it_needs_no_words_and_waits_for_the_other(self, bo, ana, line):
        found = dispute(line, reason=Reason.LENGTH, minutes=45, by=ana, at=NOW)
        assert (found.state, found.awaits) == (LineState.DISPUTED, Awaits.SUPERVISOR)
        assert answering.waiting_for(bo).get() == line
        assert not Seal.objects.exists()

    def test_whoever_said_it_may_still_say_yes(self, bo, ana, line):
        dispute(line, reason=Reason.OTHER, by=ana, at=NOW)
        with pytest.raises(NotAsked):
            confirm(line, by=bo, at=NOW)
        assert confirm(line, by=ana, at=NOW).state == LineState.CONFIRMED

    def test_a_missed_session_can_be_disputed_and_not_confirmed(self, bo, ana, pair):
        missed = sessions.log(
            sessions.Meeting(
                bo, NOW, "UTC", 0, "individual", (sessions.There(ana, 0),), held="missed"
            ),
            by=bo,
            at=NOW,
        ).lines.get()
        with pytest.raises(NotAsked):
            confirm(missed, by=ana, at=NOW)
        assert dispute(missed, reason=Reason.ABSENT, by=ana, at=NOW).state == LineState.DISPUTED


class TestSilence:
    def test_it_is_asked_again_after_three_and_ten_days(self, ana, line):
        for days, told in ((2, 0), (3, 1), (9, 1), (10, 2), (29, 2)):
            sweep.run(now=later(days=days))
            assert Notice.objects.filter(to=ana, kind=answering.ASKED).count() == told

    def test_after_thirty_days_it_says_whose_word_it_is(self, ana, line):
        sweep.run(now=later(days=30))
        line.refresh_from_db()
        assert line.state == LineState.BY_SUPERVISOR
        chain_holds(ana)

    def test_of_the_supervisees_own_entry_it_is_theirs(self, bo, ana, pair):
        own = sessions.log(meeting(bo, ana), by=ana, at=NOW).lines.get()
        sweep.run(now=later(days=30))
        own.refresh_from_db()
        assert own.state == LineState.BY_SUPERVISEE

    def test_a_late_yes_still_counts(self, ana, line):
        sweep.run(now=later(days=31))
        assert confirm(line, by=ana, at=later(days=40)).state == LineState.CONFIRMED
        assert [each.link.event for each in sealing.chain_of(ana)] == [
            "one_sided_supervisor",
            "confirmed",
        ]

    def test_a_disputed_line_is_never_decided_by_silence(self, ana, line):
        dispute(line, reason=Reason.OTHER, by=ana, at=NOW)
        sweep.run(now=later(days=60))
        line.refresh_from_db()
        assert line.state == LineState.DISPUTED

    def test_who_leaves_answers_no_more_and_breaks_no_chain(self, ana, line):
        dispute(line, reason=Reason.OTHER, words="kestrel", by=ana, at=NOW)
        confirm(line, by=ana, at=NOW)
        retire_person(ana, at=later(days=1))
        chain_holds(ana)
        assert not line.answers.exclude(words="").exists()

    def test_what_waits_for_who_leaves_is_one_sided_at_once(self, ana, line):
        retire_person(ana, at=later(days=1))
        assert Line.objects.get().state == LineState.BY_SUPERVISOR


class TestSealed:
    def test_no_name_and_no_word_stands_in_it(self, bo, ana, pair):
        ana.chosen_name = bo.chosen_name = "kestrelname"
        said = meeting(bo, ana, kind="debrief", topics=("kestreltopic",))
        confirm(sessions.log(said, by=bo, at=NOW).lines.get(), by=ana, at=NOW)
        content = Seal.objects.get().content
        assert "kestrel" not in content and "debrief" not in content
        assert '"kind":"individual"' in content and '"minutes":60' in content

    @pytest.mark.parametrize("name", ["minutes", "date", "start", "heads"])
    def test_one_changed_value_breaks_it(self, ana, line, name):
        confirm(line, by=ana, at=NOW)
        (signed,) = sealing.chain_of(ana)
        signed.link.content[name] = "changed"
        with pytest.raises(links.Broken, match="changed"):
            links.check([signed], sealing.public_keys())

    def test_a_link_left_out_breaks_it(self, bo, ana, pair, line):
        for n in range(3):
            each = sessions.log(meeting(bo, ana, start=NOW - timedelta(days=n + 1)), by=bo, at=NOW)
            confirm(each.lines.get(), by=ana, at=NOW)
        whole = sealing.chain_of(ana)
        links.check(whole, sealing.public_keys())
        with pytest.raises(links.Broken):
            links.check([whole[0], whole[2]], sealing.public_keys())

    def test_another_sites_key_proves_nothing(self, ana, line):
        confirm(line, by=ana, at=NOW)
        with pytest.raises(links.Broken, match="unknown key"):
            links.check(sealing.chain_of(ana), [])


class TestWhatWasSealedAndStandsNoMore:
    def events(self, person):
        chain_holds(person)
        return [each.link.event for each in sealing.chain_of(person)]

    def test_a_corrected_hour_is_told_from_the_one_in_its_place(self, bo, ana, line):
        confirm(line, by=ana, at=NOW)
        shorter = meeting(bo, ana, minutes=45)
        second = sessions.correct(line.session, shorter, reason="So.", by=bo, at=later(hours=1))
        confirm(second.lines.get(), by=ana, at=later(hours=2))
        assert self.events(ana) == ["confirmed", "replaced", "confirmed"]
        first, ended, last = sealing.chain_of(ana)
        assert ended.link.content == first.link.content
        assert last.link.content["minutes"] == 45

    def test_one_word_alone_that_is_disputed_later_says_so(self, ana, line):
        sweep.run(now=later(days=31))
        dispute(Line.objects.get(), reason=Reason.OTHER, by=ana, at=later(days=32))
        confirm(Line.objects.get(), by=ana, at=later(days=33))
        assert self.events(ana) == ["one_sided_supervisor", "disputed", "confirmed"]

    def test_what_was_never_sealed_leaves_no_trace_in_the_chain(self, bo, ana, line):
        dispute(line, reason=Reason.OTHER, by=ana, at=NOW)
        shorter = meeting(bo, ana, minutes=45)
        sessions.correct(line.session, shorter, reason="So.", by=bo, at=NOW)
        assert self.events(ana) == []

    @pytest.mark.parametrize("change", [{"language": "es"}, {"there": "facilitated"}])
    def test_whatever_changes_the_seal_asks_again(self, bo, group, change):
        first = sessions.log(meeting(bo, *group), by=bo, at=NOW)
        line = first.lines.get(supervisee=group[1])
        confirm(line, by=group[1], at=NOW)
        if "there" in change:
            led, *others = group
            parts = [sessions.There(led, 60, facilitated=True)]
            change = {"there": (*parts, *(sessions.There(each, 60) for each in others))}
        new = sessions.correct(
            first, meeting(bo, *group, **change), reason="So.", by=bo, at=later(hours=1)
        )
        assert new.lines.get(supervisee=group[1]).state == LineState.OPEN


class TestWhatHasNoMinutes:
    @pytest.fixture
    def missed(self, bo, ana, pair):
        there = (sessions.There(ana, 0),)
        was = sessions.Meeting(bo, NOW, "UTC", 0, "individual", there, held="missed")
        return sessions.log(was, by=bo, at=NOW).lines.get()

    def test_is_never_sealed_also_when_its_dispute_is_over(self, ana, missed):
        dispute(missed, reason=Reason.OTHER, by=ana, at=NOW)
        assert confirm(missed, by=ana, at=NOW).state == LineState.NOTED
        assert not Seal.objects.exists()


class TestAClosedAccount:
    def test_what_waits_for_it_is_one_sided_at_once(self, bo, ana, sam, line):
        close_account(ana, by=sam, at=later(days=1))
        sweep.run(now=later(days=1))
        line.refresh_from_db()
        assert line.state == LineState.BY_SUPERVISOR

    def test_and_it_may_still_say_yes_when_it_is_open_again(self, ana, sam, line):
        close_account(ana, by=sam, at=later(days=1))
        sweep.run(now=later(days=1))
        reopen_account(ana, by=sam, at=later(days=2))
        assert list(answering.may_still(ana)) == [line]
        assert confirm(line, by=ana, at=later(days=3)).state == LineState.CONFIRMED
