"""Whatever people say, in whatever order: no minute too many, and every chain holds."""

from contextlib import suppress
from datetime import date, timedelta
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from supervision import answering, disputes, limits, links, locking, sealing, sessions
from supervision.models import SETTLED, Line, LineState, Lock, Reason, Session
from supervision.sessions import There
from tests.conftest import person
from tests.supervision.conftest import BEGAN, NOW, agree, later, meeting

NUMBERS = count(1)
MONTHS = [date(2026, 5, 1), date(2026, 6, 1)]
ENDED = (LineState.DISPUTED, LineState.REPLACED, LineState.TAKEN_BACK)

who, which, month = st.integers(0, 1), st.integers(0, 9), st.integers(0, 1)
minutes = st.integers(1, 200)
parts = st.lists(st.sampled_from([1, 1, 1, 0, 0.5, 1.5]), min_size=3, max_size=3)  # of the session
hours = st.integers(0, 12)


def deed(name, *more):
    return st.tuples(st.just(name), *more)


DEEDS = st.lists(
    st.one_of(
        deed("log", who, hours, month, minutes, parts, st.booleans()),
        deed("log", who, hours, month, minutes, parts, st.just(True)),
        deed("log own", st.integers(0, 2), hours, month, minutes, who),
        deed("correct", which, hours, month, minutes, parts),
        deed("take back", which, st.booleans()),
        deed("decide", which),
        deed("yes", which, st.booleans()),
        deed("not quite", which, st.booleans(), st.sampled_from(Reason), minutes),
        deed("stand by", which, st.booleans()),
        deed("put right", which, st.booleans()),
        deed("silence", which),
        deed("close", who, st.integers(0, 2), month),
        deed("reopen", which),
    ),
    min_size=10,
    max_size=40,
)
REFUSED = (
    answering.NotAsked,
    disputes.NotPossible,
    limits.CannotBe,
    locking.MonthClosed,
    locking.NotTheirs,
    sessions.Answered,
    sessions.NotTheirs,
)
how = {"deadline": None, "suppress_health_check": list(HealthCheck)}


class Histories(TestCase):
    @settings(max_examples=60, **how)
    @given(DEEDS)
    def test_no_minute_too_many_and_every_chain_holds(self, deeds):
        play(deeds)

    @pytest.mark.slow
    @settings(max_examples=2000, **how)
    @given(DEEDS)
    def test_nor_in_two_thousand(self, deeds):
        play(deeds)


def play(deeds):
    house = House()
    for each in deeds:
        house.do(*each)
    house.check()


class Nothing(Exception):
    """There is none of these yet."""


def pick(rows, n):
    if not rows:
        raise Nothing
    return rows[n % len(rows)]


class House:
    """Two supervisors, three people whom both supervise, and what they do; time goes on."""

    def __init__(self):
        self.supervisors = [person(f"gives-{next(NUMBERS)}") for _ in range(2)]
        self.people = [person(f"has-{next(NUMBERS)}") for _ in range(3)]
        for one in self.supervisors:
            for other in self.people:
                agree(one, other)
        self.now = later(days=15)
        self.closed = {}  # a lock: what stood in its month

    def do(self, what, n, *more):
        self.now += timedelta(minutes=1)
        act = getattr(self, what.replace(" ", "_"))
        with suppress(*REFUSED, Nothing):
            act(n, *more)
        self.check_closed_months()

    # --- who writes

    def log(self, n, hour, which, minutes, parts, is_away):
        supervisor = self.supervisors[n]
        wished = self.meeting(supervisor, hour, which, minutes, parts)
        sessions.log(wished, by=supervisor, at=self.now, keep_clashes=is_away)

    def log_own(self, n, hour, which, minutes, whose):
        me, parts = self.people[n], [0, 0, 0]
        parts[n] = 1
        wished = self.meeting(self.supervisors[whose], hour, which, minutes, parts)
        sessions.log(wished, by=me, at=self.now)

    def correct(self, n, hour, which, minutes, parts):
        old = pick(self.sessions(), n)
        wished = self.meeting(old.supervisor, hour, which, minutes, parts)
        sessions.correct(old, wished, reason="It was so.", by=old.supervisor, at=self.now)

    def take_back(self, n, by):
        session = pick(self.sessions(), n)
        by = session.logged_by if by else self.people[0]
        sessions.take_back(session, by=by, at=self.now)

    def decide(self, n):
        keep = pick(self.clashing(), n)
        sessions.decide(keep, by=keep.supervisor, at=self.now)

    def meeting(self, supervisor, hour, which, minutes, parts):
        there = tuple(
            There(who, int(part * minutes))
            for who, part in zip(self.people, parts, strict=True)
            if int(part * minutes)
        )
        start = BEGAN - timedelta(hours=hour, days=31 * which)
        return meeting(supervisor, minutes=minutes, start=start, there=there)

    # --- who answers

    def yes(self, n, by_supervisor):
        line, by = self.line(n, by_supervisor)
        answering.confirm(line, by=by, at=self.now)

    def not_quite(self, n, by_supervisor, reason, minutes):
        line, by = self.line(n, by_supervisor)
        answering.dispute(line, reason=reason, minutes=minutes, by=by, at=self.now)

    def stand_by(self, n, by_supervisor):
        line, by = self.disputed(n, by_supervisor)
        disputes.stand_by(line, by=by, at=self.now)

    def put_right(self, n, by_supervisor):
        line, by = self.disputed(n, by_supervisor)
        disputes.put_right(line, by=by, at=self.now)

    def silence(self, n):
        answering.settle(str(pick(self.standing(), n).pk), at=self.now + answering.SILENT_AFTER)

    # --- months

    def close(self, n, whom, which):
        lock = locking.close(self.people[whom], MONTHS[which], by=self.supervisors[n], at=self.now)
        self.closed.setdefault(lock.pk, (lock, self.content(lock)))

    def reopen(self, n):
        locks = Lock.objects.filter(supervisee__in=self.people, reopened_at=None)
        lock = pick(list(locks.order_by("pk")), n)
        locking.reopen(lock, reason="Something was missing.", by=lock.supervisor, at=self.now)
        del self.closed[lock.pk]

    def content(self, lock):
        lines = Line.objects.in_force().of_pair(lock.supervisor, lock.supervisee)
        inside = lines.filter(counted_on__year=lock.month.year, counted_on__month=lock.month.month)
        return set(inside.values_list("pk", "minutes", "session"))

    # --- what is there

    def sessions(self):
        found = Session.objects.in_force().filter(supervisor__in=self.supervisors)
        return list(found.select_related("supervisor").order_by("logged_at", "pk"))

    def lines(self):
        found = Line.objects.filter(supervisee__in=self.people)
        found = found.select_related("session__supervisor", "supervisee")
        return list(found.order_by("submitted_at", "supervisee", "pk"))

    def standing(self):
        return [each for each in self.lines() if each.state not in ENDED[1:]]

    def clashing(self):
        return [each.session for each in self.standing() if each.state == LineState.CLASHING]

    def line(self, n, by_supervisor):
        line = pick(self.standing(), n)
        return line, line.session.supervisor if by_supervisor else line.supervisee

    def disputed(self, n, by_supervisor):
        line = pick([each for each in self.standing() if each.state == LineState.DISPUTED], n)
        return line, line.session.supervisor if by_supervisor else line.supervisee

    # --- what always holds

    def check(self):
        standing = self.standing()
        for who in self.people:
            mine = [line for line in standing if line.supervisee_id == who.pk and line.minutes]
            self.check_nobody_was_in_two_places({line.session for line in mine}, mine)
            self.check_chain(who)
        for who in self.supervisors:
            given = [each for each in standing if each.session.supervisor_id == who.pk]
            held = [each for each in given if each.session.minutes]  # one called off took no time
            self.check_nobody_was_in_two_places({line.session for line in held}, held)
        self.check_order_changes_nothing()

    def check_nobody_was_in_two_places(self, held, lines):
        assert all(line.minutes <= line.session.minutes for line in lines)
        undecided = {line.session for line in lines if line.state == LineState.CLASHING}
        spans = [limits.Span(each.started_at, each.minutes, each.pk) for each in held - undecided]
        for n, span in enumerate(spans):
            assert limits.clash(span, spans[n + 1 :]) is None

    def check_chain(self, who):
        """It holds, and tells by itself which minutes count."""
        chain = sealing.chain_of(who)
        links.check(chain, sealing.public_keys())
        last = {each.link.content["line"]: each.link for each in chain}
        told = {key: link.content["minutes"] for key, link in last.items() if link.event in SETTLED}
        mine = [line for line in self.lines() if line.supervisee_id == who.pk]
        assert told == {str(line.pk): line.minutes for line in mine if line.state in SETTLED}
        states = {str(line.pk): line.state for line in mine}
        assert all(link.event == states[key] for key, link in last.items())

    def check_closed_months(self):
        for lock, before in self.closed.values():
            assert self.content(lock) == before

    def check_order_changes_nothing(self):
        assert self.after_all_said_yes(backwards=False) == self.after_all_said_yes(backwards=True)

    def after_all_said_yes(self, *, backwards):
        with transaction.atomic():
            for line in sorted(self.lines(), key=lambda line: line.pk, reverse=backwards):
                for who in (line.supervisee, line.session.supervisor):
                    with suppress(answering.NotAsked):
                        answering.confirm(line, by=who, at=self.now)
            found = {(line.pk, line.minutes, line.state, line.awaits) for line in self.lines()}
            transaction.set_rollback(True)
        return found


@pytest.mark.parametrize("backwards", [False, True])
def test_the_order_of_answers_changes_no_minute_and_no_state(backwards, bo, group):
    session = sessions.log(meeting(bo, *group), by=bo, at=NOW)
    lines = sorted(session.lines.all(), key=lambda line: line.supervisee_id, reverse=backwards)
    for n, line in enumerate(lines):
        answering.confirm(line, by=line.supervisee, at=later(minutes=n))
    found = session.lines.order_by("supervisee_id").values_list("minutes", "state")
    assert list(found) == [(60, "confirmed")] * 5
