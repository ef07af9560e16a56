"""What waits for a learner in a lesson is read at once, whichever of it there may be."""

from datetime import UTC, datetime
from itertools import product
from uuid import uuid4

import pytest

from courses import drafts
from courses.models import SurveyDone, Talk
from tests.courses.test_cost import statements

AT = datetime(2026, 3, 4, 5, 6, 7, 89, tzinfo=UTC)
GIVEN = frozenset({("answer", "x")})
LESSON, ASKED, SURVEY, A_SET = (uuid4() for _ in range(4))
BEGUN = {str(ASKED): GIVEN}
ANSWERED = {str(SURVEY): frozenset()}
TALKS = {A_SET: {"asked_at": AT}}


@pytest.fixture
def left(on_it):
    drafts.keep(on_it.pk, ASKED, GIVEN, at=AT)
    SurveyDone.objects.create(enrolment=on_it, lesson_key=LESSON, block_id=SURVEY)
    Talk.objects.create(enrolment=on_it, lesson_key=LESSON, block_id=A_SET, asked_at=AT)
    return on_it.pk


@pytest.mark.parametrize(("asks", "surveys", "talks"), list(product([True, False], repeat=3)))
def test_all_that_is_asked_for_is_there_and_nothing_else(left, asks, surveys, talks):
    found = drafts.of_lesson(
        left,
        [str(ASKED)] if asks else [],
        survey=str(SURVEY) if surveys else "",
        talks_in=LESSON if talks else None,
    )
    assert found.begun == (BEGUN if asks else {}) | (ANSWERED if surveys else {})
    assert found.talks == (TALKS if talks else {})


def test_it_costs_one_statement_or_none(left):
    def all_of_it():
        return drafts.of_lesson(left, [str(ASKED)], survey=str(SURVEY), talks_in=LESSON)

    assert len(statements(all_of_it)) == 1
    assert not statements(lambda: drafts.of_lesson(left, []))


def test_nothing_of_another_learner_or_lesson_is_in_it(left):
    assert not drafts.of_lesson(left + 1, [str(ASKED)], survey=str(SURVEY), talks_in=LESSON).begun
    assert not drafts.of_lesson(left, [], talks_in=uuid4()).talks
