"""Whatever two people say, in whatever order: no minute too many, and every chain holds."""

from contextlib import suppress
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from supervision import answering, limits, links, locking, sealing, sessions
from supervision.models import SETTLED, Line, Reason
from supervision.sessions import There
from tests.conftest import person
from tests.supervision.conftest import BEGAN, NOW, agree, later, meeting

NUMBERS = count(1)
MINUTES = st.integers(0, 200)
PARTS = st.lists(MINUTES, min_size=3, max_size=3)
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("log"), st.integers(0, 20), st.integers(1, 200), PARTS),
        st.tuples(st.just("correct"), st.integers(0, 5), st.integers(1, 200), PARTS),
        st.tuples(st.just("take back"), st.integers(0, 5)),
        st.tuples(st.just("yes"), st.integers(0, 9)),
        st.tuples(st.just("not quite"), st.integers(0, 9)),
        st.tuples(st.just("silence"), st.integers(0, 9)),
    ),
    max_size=25,
)
REFUSED = (limits.CannotBe, sessions.NotTheirs, sessions.Answered, answering.NotAsked,
           locking.MonthClosed)  # fmt: skip


class Histories(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(DEEDS)
    def test_no_minute_too_many_and_every_chain_holds(self, deeds):
        bo = person(f"bo-{next(NUMBERS)}")
        people = [person(f"one-{next(NUMBERS)}") for _ in range(3)]
        for each in people:
            agree(bo, each)
        house = House(bo, people)
        for deed in deeds:
            house.do(*deed)
        house.check()


class House:
    """One supervisor, three people, and what they do."""

    def __init__(self, supervisor, people):
        self.supervisor, self.people, self.sessions = supervisor, people, []

    def do(self, what, n, *more):
        deeds = {"log": self.log, "correct": self.correct, "take back": self.take_back}
        with suppress(*REFUSED):
            deeds[what](n, *more) if what in deeds else self.answer(what, n)

    def meeting(self, n, minutes, parts):
        there = tuple(
            There(who, part) for who, part in zip(self.people, parts, strict=True) if part
        )
        start = BEGAN - timedelta(hours=n)
        return meeting(self.supervisor, minutes=minutes, start=start, there=there)

    def log(self, n, minutes, parts):
        wished = self.meeting(n, minutes, parts)
        self.sessions.append(sessions.log(wished, by=self.supervisor, at=later(days=1)))

    def correct(self, n, minutes, parts):
        if n < len(self.sessions):
            old, wished = self.sessions[n], self.meeting(n, minutes, parts)
            done = {"reason": "It was so.", "by": self.supervisor, "at": later(days=1)}
            self.sessions[n] = sessions.correct(old, wished, **done)

    def take_back(self, n):
        if n < len(self.sessions):
            sessions.take_back(self.sessions[n], by=self.supervisor, at=later(days=1))

    def answer(self, what, n):
        lines = list(Line.objects.filter(supervisee__in=self.people).order_by("submitted_at", "pk"))
        if n >= len(lines):
            return
        line, at = lines[n], later(days=2)
        if what == "yes":
            answering.confirm(line, by=line.supervisee, at=at)
        elif what == "not quite":
            answering.dispute(line, reason=Reason.OTHER, by=line.supervisee, at=at)
        else:
            answering.settle(str(line.pk), at=later(days=40))

    def check(self):
        for who in self.people:
            links.check(sealing.chain_of(who), sealing.public_keys())
            mine = Line.objects.in_force().filter(supervisee=who).select_related("session")
            settled = [line for line in mine if line.state in SETTLED]
            assert all(line.minutes <= line.session.minutes for line in settled)
            spans = [
                limits.Span(line.session.started_at, line.session.minutes, line.pk)
                for line in mine.filter(minutes__gt=0)
            ]
            for n, span in enumerate(spans):
                assert limits.clash(span, spans[n + 1 :]) is None


@pytest.mark.parametrize("backwards", [False, True])
def test_the_order_of_answers_changes_no_minute_and_no_state(backwards, bo, group):
    session = sessions.log(meeting(bo, *group), by=bo, at=NOW)
    lines = sorted(session.lines.all(), key=lambda line: line.supervisee_id, reverse=backwards)
    for n, line in enumerate(lines):
        answering.confirm(line, by=line.supervisee, at=later(minutes=n))
    found = session.lines.order_by("supervisee_id").values_list("minutes", "state")
    assert list(found) == [(60, "confirmed")] * 5
