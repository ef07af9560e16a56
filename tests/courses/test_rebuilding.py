"""Attempts are the record: whatever order they came in, the summary can be made anew from them."""

import json
import random
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as some

from courses import progress, rebuilding
from courses.joining import enrol
from courses.models import Attempt, Completion, Draft, Enrolment, Progress, Verb
from courses.rebuilding import Rebuilt, difference, rebuild, rebuild_everybody
from courses.summary import Summary, in_order, summarise
from tests.conftest import person
from tests.courses.builders import make_course, translate
from tests.courses.test_progress import answer, attempts, read

START = datetime(2026, 3, 1, tzinfo=UTC)


def rows():
    told = Progress.objects.order_by("enrolment", "lesson_key")
    return list(told.values("enrolment", "lesson_key", "state", "touched_at", "done_at"))


def command(*words):
    out = StringIO()
    call_command("rebuild", *words, stdout=out)
    return out.getvalue()


def followed(learner, *, lessons=3, n=20):
    """An enrolment with `n` attempts, written as a record and never summed up."""
    course = make_course(f"course-{uuid.uuid4().hex[:6]}", lessons=1)
    enrolment = enrol(learner, course, by=learner)
    keys = [uuid.uuid4() for _ in range(lessons)]
    Attempt.objects.bulk_create(
        Attempt(
            enrolment=enrolment,
            lesson_key=keys[i % lessons],
            verb=Verb.READ,
            known_by="reported",
            language="en",
            at=START + timedelta(minutes=i),
        )
        for i in range(n)
    )
    return enrolment


class TestOneEnrolment:
    def test_what_is_lost_is_made_anew_as_it_was(self, ana, course, on_it):
        answer(ana, course, 0, at=START)
        answer(ana, course, 1, at=START + timedelta(minutes=1))
        read(ana, course, at=START + timedelta(minutes=2))
        before = rows()
        Progress.objects.all().delete()
        assert rebuild(on_it) == Rebuilt(made=1)
        assert rows() == before

    def test_what_is_wrong_is_put_right(self, ana, course, on_it):
        read(ana, course)
        before = rows()
        Progress.objects.update(state={"read": False}, done_at=START)
        assert rebuild(on_it) == Rebuilt(changed=1)
        assert rows() == before

    def test_a_summary_of_nothing_goes(self, ana, course, on_it):
        Progress.objects.create(enrolment=on_it, lesson_key=uuid.uuid4(), touched_at=START)
        assert rebuild(on_it) == Rebuilt(removed=1)
        assert rows() == []

    def test_twice_changes_nothing_the_second_time(self, ana, course, on_it):
        read(ana, course)
        Progress.objects.all().delete()
        rebuild(on_it)
        assert rebuild(on_it) == Rebuilt()

    def test_a_completion_and_what_was_begun_stay_as_they_were(self, ana, db):
        short = make_course("short", lessons=1)
        enrolment = enrol(ana, short, by=ana)
        answer(ana, short, 1)
        read(ana, short)
        Draft.objects.create(enrolment=enrolment, block_id=uuid.uuid4(), at=START)
        kept = list(Completion.objects.values()), list(Draft.objects.values())
        Progress.objects.all().delete()
        Attempt.objects.all().update(right=0)
        rebuild(enrolment)
        assert (list(Completion.objects.values()), list(Draft.objects.values())) == kept


class TestInWhateverOrder:
    def test_what_arrives_late_is_put_in_its_place(self, ana, course, on_it):
        """As from a machine whose clock is behind, or a device that was away."""
        answer(ana, course, 1, at=START + timedelta(minutes=9), language="ar")
        after = answer(ana, course, 0, at=START)
        assert after.answers[0][1].is_right
        assert after.touched_at == START + timedelta(minutes=9)
        assert rebuild(on_it) == Rebuilt()

    def test_two_at_the_same_moment_are_told_alike_by_everybody(self, ana, course, on_it):
        for n in (0, 2, 0, 2):
            answer(ana, course, n, at=START)
        assert rebuild(on_it) == Rebuilt()

    @given(some.lists(attempts, max_size=12, unique_by=lambda one: one.uuid), some.randoms())
    def test_the_record_says_the_same_read_in_any_order(self, made, chance):
        for attempt in made:
            attempt.lesson_key = uuid.UUID(int=1)
        shuffled = chance.sample(made, len(made))
        row = progress.to_row(1, uuid.UUID(int=1), summarise(in_order(shuffled)))
        row.state = json.loads(json.dumps(row.state))
        assert not difference(1, made, [row] if made else [])

    @given(some.lists(attempts, max_size=12))
    def test_the_best_of_it_is_the_same_in_any_order(self, made):
        def gained(attempts):
            told = summarise(attempts)
            passed = {block for block, sat in told.sets if sat.is_passed}
            right = {block for block, given in told.answers if given.is_right}
            return told.read, right, passed, told.played

        assert gained(made) == gained(reversed(made))

    def test_two_devices_and_two_languages_tell_what_rebuilding_tells(self, ana):
        course = make_course()
        translate(course, "ar")
        on_it = enrol(ana, course, by=ana)
        for seed in range(12):
            Attempt.objects.all().delete()
            Progress.objects.all().delete()
            Completion.objects.all().delete()
            learn(ana, course, random.Random(seed))  # noqa: S311
            before, told = rows(), list(Completion.objects.values())
            assert rebuild(on_it) == Rebuilt()
            Progress.objects.all().delete()
            rebuild(on_it)
            assert rows() == before, seed
            assert list(Completion.objects.values()) == told


def learn(learner, course, chance):
    """Ten things done on two devices whose clocks differ; some are sent twice."""
    for _ in range(10):
        more = {
            "lesson": ("first", chance.choice(["l1", "l2"])),
            "attempt": uuid.UUID(int=chance.getrandbits(128)),
            "at": START + timedelta(minutes=chance.randrange(6)),
        }
        for _ in range(chance.choice([1, 1, 2])):
            if chance.random() < 0.4:
                read(learner, course, **more)
            else:
                language = chance.choice(["en", "ar"])
                answer(learner, course, chance.randrange(3), language=language, **more)


class TestEverybody:
    def test_all_are_made_anew_and_counted(self, ana, bo):
        followed(ana), followed(bo)
        assert rebuild_everybody() == Rebuilt(enrolments=2, lessons=6, made=6)
        assert rebuild_everybody() == Rebuilt(enrolments=2, lessons=6)

    def test_whoever_did_nothing_is_passed_over(self, ana, bo, cy):
        for who, n in ((ana, 0), (bo, 4), (cy, 0)):
            followed(who, n=n)
        assert rebuild_everybody() == Rebuilt(enrolments=3, lessons=3, made=3)

    def test_only_looking_writes_nothing(self, ana):
        followed(ana)
        assert rebuild_everybody(only_look=True).made == 3
        assert rows() == []

    def test_more_than_a_batch_is_taken_batch_by_batch(self, ana, bo, cy, monkeypatch):
        monkeypatch.setattr(rebuilding, "BATCH", 2)
        for who in (ana, bo, cy):
            followed(who)
        assert rebuild_everybody() == Rebuilt(enrolments=3, lessons=9, made=9)
        assert rebuild_everybody() == Rebuilt(enrolments=3, lessons=9)

    def test_a_thousand_attempts_cost_the_statements_of_one(self, ana, bo):
        followed(ana, n=1)
        rebuild_everybody()
        with CaptureQueriesContext(
            connection,
        ) as few:
            rebuild_everybody()
        followed(bo, n=1000, lessons=20)
        rebuild_everybody()
        with CaptureQueriesContext(connection) as many:
            assert rebuild_everybody().lessons == 21
        assert len(many) == len(few) == 3

    def test_putting_one_right_costs_the_same_for_one_lesson_and_twenty(self, ana):
        few, many = followed(ana, n=1, lessons=1), followed(ana, n=200, lessons=20)
        counts = []
        for enrolment in (few, many):
            with CaptureQueriesContext(connection) as told:
                rebuild(enrolment)
            counts.append(len(told))
        assert counts[0] == counts[1]


class TestTheCommand:
    def test_it_says_what_it_did(self, ana):
        followed(ana)
        assert "Made 3, changed 0, removed 0." in command()
        assert json.loads(command("--json")) == {
            "enrolments": 1, "lessons": 3, "made": 0, "changed": 0, "removed": 0,
        }  # fmt: skip

    def test_a_check_says_what_it_would_do_and_fails(self, ana):
        followed(ana)
        with pytest.raises(CommandError, match="differ"):
            command("--check")
        assert rows() == []
        command()
        assert "Would make 0, change 0, remove 0." in command("--check")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_while_people_learn():
    ana = person("ana")
    course = make_course(lessons=2)
    enrolment = enrol(ana, course, by=ana)

    def do(n):
        try:
            rebuild_everybody() if n % 2 else read(ana, course, at=START + timedelta(minutes=n))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(do, range(24)))
    assert Attempt.objects.count() == 12
    assert rebuild(Enrolment.objects.get(pk=enrolment.pk)) == Rebuilt()


def test_nothing_gives_nothing():
    assert not difference(1, [], []) and summarise([]) == Summary()
