"""The cards on which both say yes or not quite, and what each of them then reads."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from supervision import answering, api, disputes, sessions
from supervision.answering import confirm, dispute
from supervision.models import Line, LineState, Reason
from supervision.sessions import There
from tests.conftest import come_in
from tests.supervision.conftest import NOW, later, meeting

PAGE = "supervision:answers"


@pytest.fixture
def line(bo, ana, pair):
    return sessions.log(meeting(bo, ana), by=bo, at=NOW).lines.get()


@pytest.fixture
def five(bo, ana, pair):
    """On five days, five and a half hours in all."""
    return [
        sessions.log(
            meeting(bo, ana, minutes=66, start=NOW - timedelta(days=n + 1)), by=bo, at=NOW
        ).lines.get()
        for n in range(5)
    ]


def page(client, who):
    return come_in(client, who).get(reverse(PAGE))


def at(name, line):
    return reverse(f"supervision:{name}", args=[line.pk])


def say(client, name, line, **data):
    return client.post(at(name, line), data, follow=True).text


class TestTheCard:
    def test_it_says_when_how_long_what_and_with_whom(self, client, ana, line):
        shown = page(client, ana).text
        assert "Friday" in shown and "60 minutes" in shown and "Individual" in shown
        assert "From <bdi>16:00</bdi>, with <bdi>Bo</bdi>" in shown
        assert "Bo" not in shown.partition("<title>")[2].partition("</title>")[0]

    def test_of_a_part_it_names_the_whole(self, client, bo, group):
        there = (There(group[0], 30), *(There(each, 60) for each in group[1:]))
        sessions.log(meeting(bo, there=there), by=bo, at=NOW)
        assert "That is your part of <bdi>60 minutes</bdi>" in page(client, group[0]).text

    def test_of_a_correction_it_says_why(self, client, bo, ana, line):
        confirm(line, by=ana, at=NOW)
        shorter = meeting(bo, ana, minutes=45)
        sessions.correct(line.session, shorter, reason="We began late.", by=bo, at=NOW)
        assert "We began late." in page(client, ana).text

    def test_who_has_nothing_to_say_reads_what_will_stand_here(self, client, ana, pair):
        assert "Nothing waits for you" in page(client, ana).text

    def test_a_visitor_signs_in_first(self, client, line):
        assert client.get(reverse(PAGE)).status_code == 302

    def test_many_cost_as_few(self, client, ana, five, django_assert_max_num_queries):
        come_in(client, ana)
        with django_assert_max_num_queries(14):
            client.get(reverse(PAGE))

    def test_and_many_disputes_too(self, client, bo, ana, five, django_assert_max_num_queries):
        for each in five:
            dispute(each, reason=Reason.LENGTH, minutes=40, by=ana, at=NOW)
        come_in(client, bo)
        with django_assert_max_num_queries(16):
            client.get(reverse(PAGE))


class TestYes:
    def test_one_tap_and_what_it_came_to(self, client, ana, line):
        come_in(client, ana)
        shown = say(client, "answer_yes", line)
        assert "Confirmed by both, sealed by this site." in shown
        assert "your supervisor can correct it, with a reason" in shown
        line.refresh_from_db()
        assert line.state == LineState.CONFIRMED

    def test_looking_at_it_says_nothing(self, client, ana, line):
        come_in(client, ana)
        assert client.get(at("answer_yes", line)).status_code == 405

    def test_to_all_names_the_sum_and_asks_nothing_more(self, client, ana, five):
        shown = page(client, ana).text
        assert "5 sessions" in shown and "5 hours 30 minutes" in shown
        keys = [each.pk for each in five]
        shown = client.post(reverse("supervision:answer_all"), {"line": keys}, follow=True).text
        assert "5 sessions are confirmed." in shown
        assert set(Line.objects.values_list("state", flat=True)) == {LineState.CONFIRMED}

    def test_to_all_confirms_nothing_that_was_not_on_the_page(self, client, bo, cy, ana, five):
        come_in(client, ana)
        new = sessions.log(meeting(bo, ana, minutes=30), by=bo, at=NOW).lines.get()
        keys = [five[0].pk, uuid4(), "x"]
        client.post(reverse("supervision:answer_all"), {"line": keys})
        new.refresh_from_db()
        assert new.state == LineState.OPEN
        assert Line.objects.filter(state=LineState.CONFIRMED).get() == five[0]

    def test_to_all_gives_nobody_elses_word(self, client, cy, sam, five):
        for other in (cy, sam):
            come_in(client, other)
            client.post(reverse("supervision:answer_all"), {"line": [each.pk for each in five]})
        assert set(Line.objects.values_list("state", flat=True)) == {LineState.OPEN}

    def test_what_was_corrected_meanwhile_is_not_confirmed(self, client, bo, ana, line):
        sessions.correct(line.session, meeting(bo, ana, minutes=45), by=bo, at=NOW)
        come_in(client, ana)
        assert "This has changed meanwhile" in say(client, "answer_yes", line)
        assert not Line.objects.filter(state=LineState.CONFIRMED).exists()

    def test_the_supervisor_says_it_where_the_supervisee_wrote(self, client, bo, ana, pair):
        own = sessions.log(meeting(bo, ana), by=ana, at=NOW).lines.get()
        assert "with <bdi>Ana</bdi>" in page(client, bo).text
        assert "you can correct it, with a reason" in say(client, "answer_yes", own)

    def test_after_a_silence_it_may_still_be_said(self, client, ana, line):
        answering.settle(str(line.pk), at=later(days=31))
        shown = page(client, ana).text
        assert "You may still say yes" in shown and "Nobody answered in 30 days" in shown
        say(client, "answer_yes", line)
        line.refresh_from_db()
        assert line.state == LineState.CONFIRMED

    @pytest.mark.parametrize("name", ["answer", "answer_yes", "put_right"])
    def test_nobody_else_finds_the_line(self, client, cy, kit, sam, eve, line, name):
        for other in (cy, kit, sam, eve):
            come_in(client, other)
            assert client.post(at(name, line)).status_code == 404
        assert client.get(at("answer", line)).status_code == 404


class TestNotQuite:
    def test_three_reasons_and_no_words_needed(self, client, ana, line):
        come_in(client, ana)
        form = client.get(at("answer", line)).text
        assert form.count('name="reason"') == 3
        assert at("answer_yes", line) not in form  # one question on a page
        shown = say(client, "answer", line, reason="absent")
        assert "Until you both agree, it does not count." in shown
        line.refresh_from_db()
        assert line.state == LineState.DISPUTED

    def test_without_a_reason_it_comes_back_with_words_and_what_was_written(
        self, client, ana, line
    ):
        come_in(client, ana)
        shown = say(client, "answer", line, words="kestrel")
        assert "Please have another look" in shown and "kestrel" in shown

    @pytest.mark.parametrize("wrong", [{"minutes": "0"}, {"minutes": "721"}, {"words": "x" * 501}])
    def test_what_cannot_be_comes_back(self, client, ana, line, wrong):
        come_in(client, ana)
        assert "Please have another look" in say(client, "answer", line, reason="length", **wrong)
        line.refresh_from_db()
        assert line.state == LineState.OPEN

    def test_the_supervisor_reads_it_and_puts_it_right_with_one_tap(self, client, bo, ana, line):
        dispute(line, reason=Reason.LENGTH, minutes=45, words="kestrel", by=ana, at=NOW)
        shown = page(client, bo).text
        assert "kestrel" in shown and "It took another time" in shown and "45 minutes" in shown
        assert "asked once more" in say(client, "put_right", line)
        assert "45 minutes" in page(client, ana).text

    def test_or_stands_by_it_with_words_that_the_other_reads(self, client, bo, ana, line):
        dispute(line, reason=Reason.LENGTH, minutes=45, by=ana, at=NOW)
        come_in(client, bo)
        assert "It was as it is written" in client.get(at("answer", line)).text
        say(client, "answer", line, words="heron")
        shown = page(client, ana).text
        assert "heron" in shown and "You may still say yes" in shown

    def test_something_else_has_no_single_tap(self, client, bo, ana, line):
        dispute(line, reason=Reason.OTHER, by=ana, at=NOW)
        assert "Put it right" not in page(client, bo).text
        assert "One tap is not enough" in say(client, "put_right", line)

    def test_whoever_said_it_may_say_it_otherwise(self, client, ana, line):
        dispute(line, reason=Reason.OTHER, by=ana, at=NOW)
        assert "Say it otherwise" in page(client, ana).text
        say(client, "answer", line, reason="length", minutes="50")
        assert disputes.said_of(Line.objects.all(), by=ana, on=NOW.date())[line.pk].minutes == 50

    def test_in_the_mirror_the_supervisee_puts_it_right(self, client, bo, ana, pair):
        own = sessions.log(meeting(bo, ana), by=ana, at=NOW).lines.get()
        dispute(own, reason=Reason.LENGTH, minutes=30, by=bo, at=NOW)
        assert "Put it right" in page(client, ana).text
        say(client, "put_right", own)
        assert "30 minutes" in page(client, bo).text

    def test_a_confirmed_line_shows_how_it_stands(self, client, ana, line):
        confirm(line, by=ana, at=NOW)
        come_in(client, ana)
        shown = client.get(at("answer", line)).text
        assert "Confirmed by both, sealed by this site." in shown and "Not quite" not in shown


class TestToday:
    def steps(self, who):
        found = api.waiting_for(who, on=who.day(timezone.now()))
        return [step for step in found if step.url == reverse(PAGE)]

    def test_one_neutral_line_for_all(self, ana, five):
        (step,) = self.steps(ana)
        assert step.title == "5 sessions wait for your word"
        assert step.url == reverse(PAGE)

    def test_a_dispute_waits_for_the_supervisor(self, bo, ana, line):
        assert self.steps(bo) == []
        dispute(line, reason=Reason.OTHER, by=ana, at=NOW)
        assert self.steps(ana) == []
        assert self.steps(bo)[0].title == "1 session waits for your word"
