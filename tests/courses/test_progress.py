"""Attempts are the record; the summary is folded from them and can be made anew."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from courses import progress
from courses.activities import Said
from courses.joining import enrol
from courses.models import Attempt, Completion, Progress, Verb
from courses.summary import Summary, fold, summarise, summary_of, to_state
from office.models import Due
from tests.courses.builders import (
    lesson_page,
    make_course,
    option,
    question,
    question_of,
    text,
)

START = datetime(2026, 3, 1, tzinfo=UTC)
FIRST, SECOND = ("first", "l1"), ("first", "l2")


def answer(learner, course, n, *, lesson=FIRST, attempt=None, at=START, language="en"):
    block = question_of(lesson_page(course, int(lesson[1][1:])))
    return progress.answer(
        learner,
        course.slug,
        lesson=lesson,
        block_id=uuid.UUID(block["id"]),
        given=lambda question: frozenset({("option", str(option(block, n)))}),
        attempt=attempt or uuid.uuid4(),
        language=language,
        at=at,
    )


def read(learner, course, *, lesson=FIRST, attempt=None, at=START):
    attempt = attempt or uuid.uuid4()
    return progress.read(learner, course.slug, lesson=lesson, attempt=attempt, language="en", at=at)


def take(learner, course, lesson=FIRST):
    answer(learner, course, 1, lesson=lesson)
    return read(learner, course, lesson=lesson)


def test_a_lesson_is_done_when_it_is_read_and_answered(ana, course, on_it):
    assert read(ana, course).done_at is None
    assert answer(ana, course, 1).done_at == START


def test_a_wrong_answer_can_be_tried_again(ana, course, on_it):
    read(ana, course)
    assert answer(ana, course, 0).done_at is None
    assert answer(ana, course, 1).done_at


def test_a_right_answer_is_not_lost_by_trying_on(ana, course, on_it):
    answer(ana, course, 1)
    assert answer(ana, course, 0).answers[0][1].is_right


def test_the_same_attempt_twice_is_one(ana, course, on_it):
    same = uuid.uuid4()
    answer(ana, course, 0, attempt=same)
    answer(ana, course, 1, attempt=same)
    assert Attempt.objects.count() == 1
    assert not Attempt.objects.get().is_right


def test_somebody_elses_attempt_id_changes_nothing_of_mine(ana, bo, course, on_it):
    enrol(bo, course, by=bo)
    same = uuid.uuid4()
    answer(ana, course, 1, attempt=same)
    answer(bo, course, 0, attempt=same)
    assert not Progress.objects.filter(enrolment__learner=bo).exists()


def test_who_is_not_on_the_course_is_refused(ana, course):
    with pytest.raises(progress.NotEnrolled):
        read(ana, course)


def test_the_last_lesson_completes_the_course(ana, course, on_it):
    take(ana, course, FIRST)
    assert not Completion.objects.exists()
    take(ana, course, SECOND)
    completion = Completion.objects.get()
    assert completion.known_by == "graded" and completion.minutes == 20


def test_a_course_without_questions_is_reported(ana, db):
    plain = make_course("plain", lessons=1, body=[text()])
    enrol(ana, plain, by=ana)
    read(ana, plain)
    assert Completion.objects.get().known_by == "reported"


def test_a_completion_leaves_one_cause_for_the_rooms_above(ana, course, on_it):
    take(ana, course, FIRST)
    take(ana, course, SECOND)
    take(ana, course, SECOND)
    assert [(due.kind, due.key) for due in Due.objects.all()] == [("evidence", str(ana.pk))]


def test_what_is_done_stays_done_when_the_lesson_gains_a_question(ana, course, on_it):
    take(ana, course)
    page = lesson_page(course)
    page.body = [*page.body.raw_data, question("One more?")]
    page.save_revision().publish()
    assert read(ana, course).done_at == START


BLOCKS = [uuid.UUID(int=n) for n in range(3)]
given_by = {Verb.PLAYED: some.sampled_from([[["said", each]] for each in Said])}
of_a_kind = some.sampled_from(Verb.values).flatmap(
    lambda verb: some.tuples(some.just(verb), given_by.get(verb, some.just([["option", "a"]])))
)
attempts = some.builds(
    lambda kind, **more: Attempt(verb=kind[0], given=kind[1], **more),
    of_a_kind,
    block_id=some.sampled_from(BLOCKS),
    right=some.integers(0, 2),
    of=some.just(2),
    passed=some.sampled_from([True, False, None]),
    completes_lesson=some.booleans(),
    at=some.integers(0, 99).map(lambda n: START + timedelta(minutes=n)),
)


@given(some.lists(attempts), attempts)
def test_one_more_attempt_never_takes_anything_away(before, more):
    was, now = summarise(before), fold(summarise(before), more)
    right = {block for block, given in was.answers if given.is_right}
    assert right <= {block for block, given in now.answers if given.is_right}
    passed = {block for block, sat in was.sets if sat.is_passed}
    assert passed <= {block for block, sat in now.sets if sat.is_passed}
    assert {block for block, _ in was.played} <= {block for block, _ in now.played}
    assert now.read >= was.read
    assert was.done_at is None or now.done_at == was.done_at


@given(some.lists(attempts))
def test_stored_and_read_back_a_summary_is_the_same(made):
    summary = summarise(made)
    state = json.loads(json.dumps(to_state(summary)))
    row = Progress(state=state, touched_at=summary.touched_at, done_at=summary.done_at)
    assert summary_of(row) == summary


def test_nothing_gives_nothing():
    assert summarise([]) == Summary()
