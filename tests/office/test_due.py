"""No cause is lost and no row is held twice, whatever comes in between."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office import due
from office.due import Due

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def claim_one(**when):
    [claim] = due.claim(**{"at": NOON, "now": NOON} | when)
    return claim


@pytest.mark.django_db
class TestAddAndClaim:
    def test_what_is_due_is_taken(self):
        due.add("evidence", key=7, at=NOON)
        claim = claim_one()
        assert (claim.kind, claim.key) == ("evidence", "7")

    def test_what_is_due_later_waits(self):
        due.add("evidence", key=7, at=NOON + MINUTE)
        assert due.claim(at=NOON) == []

    def test_asking_twice_is_one_row(self):
        for _ in range(2):
            due.add("evidence", key=7, at=NOON)
        assert Due.objects.count() == 1

    def test_the_earlier_time_wins(self):
        for at in (NOON, NOON + MINUTE, NOON - MINUTE):
            due.add("evidence", key=7, at=at)
        assert Due.objects.get().at == NOON - MINUTE

    def test_a_held_row_is_not_taken_again(self):
        due.add("evidence", key=7, at=NOON)
        claim_one()
        assert due.claim(at=NOON, now=NOON) == []

    def test_a_dead_workers_row_comes_back(self):
        due.add("evidence", key=7, at=NOON)
        claim_one()
        assert claim_one(now=NOON + due.HOLD)

    def test_a_played_time_does_not_lengthen_the_hold(self):
        due.add("evidence", key=7, at=NOON)
        claim_one(at=NOON + timedelta(days=3650))
        assert claim_one(now=NOON + due.HOLD)

    def test_a_row_caused_anew_while_it_is_taken_is_left_for_the_next_round(self):
        due.add("evidence", key=7, at=NOON)
        stale = Due.objects.get()
        due.add("evidence", key=7, at=NOON)
        assert due._take(stale, NOON) is None
        assert claim_one()

    def test_a_row_deleted_while_it_is_caused_anew_comes_back(self):
        """A sweep may finish between the two statements of `add`."""
        due.add("evidence", key=7, at=NOON)
        gone = []

        def finish_first(execute, sql, params, many, context):
            if sql.startswith("UPDATE") and not gone:
                gone.append(True)
                Due.objects.all().delete()
            return execute(sql, params, many, context)

        with connection.execute_wrapper(finish_first):
            due.add("evidence", key=7, at=NOON)
        assert gone and claim_one()

    def test_adding_costs_two_statements(self, django_assert_num_queries):
        with django_assert_num_queries(2):
            due.add("evidence", key=7, at=NOON)


@pytest.mark.django_db
class TestFinish:
    def test_a_settled_row_goes(self):
        due.add("evidence", key=7, at=NOON)
        due.finish(claim_one())
        assert not Due.objects.exists()

    def test_a_cause_that_came_meanwhile_stays(self):
        due.add("evidence", key=7, at=NOON)
        claim = claim_one()
        due.add("evidence", key=7, at=NOON)
        due.finish(claim)
        assert claim_one()

    def test_a_settlement_may_name_its_own_next_time(self):
        """Else a rule that says “look again tomorrow” would be asked again for ever today."""
        due.add("standing", key=7, at=NOON)
        claim = claim_one()
        due.add("standing", key=7, at=NOON + timedelta(days=1))
        due.finish(claim)
        assert Due.objects.get().at == NOON + timedelta(days=1)

    def test_a_worker_that_slept_too_long_does_not_free_anothers_row(self):
        due.add("evidence", key=7, at=NOON)
        slow = claim_one()
        due.add("evidence", key=7, at=NOON)
        quick = claim_one(now=NOON + due.HOLD)
        due.finish(slow)
        assert Due.objects.get().held_until == quick.held_until


@pytest.mark.django_db
class TestPostpone:
    def test_it_is_held_back_a_little_longer_each_time(self):
        due.add("evidence", key=7, at=NOON)
        now, waits = NOON, []
        for _ in range(9):
            claim = claim_one(now=now)
            due.postpone(claim, error="Trouble", now=now)
            waits.append((Due.objects.get().held_until - now) // MINUTE)
            now = Due.objects.get().held_until
        assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]

    def test_it_keeps_the_class_name_only_as_long_as_it_fails(self):
        due.add("evidence", key=7, at=NOON)
        due.postpone(claim_one(), error="Trouble", now=NOON)
        assert Due.objects.get().last_error == "Trouble"
        claim = claim_one(now=NOON + MINUTE)
        due.add("evidence", key=7, at=NOON)
        due.finish(claim)
        row = Due.objects.get()
        assert (row.last_error, row.failures) == ("", 0)

    def test_a_worker_that_slept_too_long_does_not_put_off_anothers_row(self):
        due.add("evidence", key=7, at=NOON)
        slow = claim_one()
        quick = claim_one(now=NOON + due.HOLD)
        due.postpone(slow, error="Trouble", now=NOON + due.HOLD)
        assert Due.objects.get().held_until == quick.held_until


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 90)),
        st.tuples(st.sampled_from(["claim", "wait"]), st.integers(1, 20)),
        st.tuples(st.sampled_from(["finish", "postpone", "crash"]), st.integers(0, 3)),
    ),
    max_size=40,
)


@pytest.mark.django_db
@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_no_cause_is_lost_whatever_the_order(steps):
    """Several workers share one row; some crash, some are slow, time goes on.

    `open_causes` are those that no finished claim began after: each must find the row standing, due
    no later than the cause.
    """
    Due.objects.all().delete()
    now, claims, open_causes = NOON, [], []
    for step, (name, number) in enumerate(steps):
        if name == "add":
            at = now + number * MINUTE
            due.add("evidence", key=7, at=at)
            open_causes.append((step, at))
        elif name == "claim":
            claims += [(step, claim) for claim in due.claim(at=now, now=now)]
        elif name == "wait":
            now += number * MINUTE
        elif claims:
            began, claim = claims.pop(number % len(claims))
            if name == "finish":
                due.finish(claim)
                open_causes = [cause for cause in open_causes if cause[0] > began]
            elif name == "postpone":
                due.postpone(claim, error="Trouble", now=now)
        if open_causes:
            assert Due.objects.get().at <= min(at for _, at in open_causes)
    later = now + timedelta(days=1)
    for claim in due.claim(at=later, now=later):
        due.finish(claim)
    assert not Due.objects.exists()


def in_threads(number, work):
    """Run `work` on that many connections at once; whatever one raises is raised here."""
    start, problems = Barrier(number), []

    def run():
        try:
            start.wait()
            work()
        except Exception as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]


@pytest.mark.django_db(transaction=True)
class TestManyWorkers:
    def test_two_workers_never_hold_one_row(self):
        for key in range(60):
            due.add("evidence", key=key, at=NOON)
        taken = []
        in_threads(6, lambda: taken.extend(due.claim(at=NOON)))
        assert sorted(int(claim.key) for claim in taken) == list(range(60))

    def test_causes_that_come_while_workers_sweep_are_all_seen(self):
        """Each cause raises a number first; a settlement reads it. The last one must be read."""
        seen, written, start = [], [0], Barrier(2)

        def cause():
            start.wait()
            for number in range(1, 41):
                written[0] = number
                due.add("evidence", key=7, at=NOON)
            connections.close_all()

        def settle():
            for claim in due.claim(at=NOON):
                seen.append(written[0])
                due.finish(claim)

        teller = Thread(target=cause)
        teller.start()
        start.wait()
        while teller.is_alive():
            settle()
        teller.join()
        settle()
        assert seen[-1] == 40
        assert not Due.objects.exists()
