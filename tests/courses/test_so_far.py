"""What a learner did and left in a course is read at once, whichever of it there may be."""

from datetime import UTC, datetime
from itertools import product
from uuid import uuid4

import pytest

from courses import drafts, so_far
from courses.models import Progress, SurveyDone, Talk
from courses.summary import Row
from tests.courses.test_cost import statements

AT = datetime(2026, 3, 4, 5, 6, 7, 89, tzinfo=UTC)
GIVEN = frozenset({("answer", "x")})
LESSON, OTHER, ASKED, SURVEY, A_SET = (uuid4() for _ in range(5))
BEGUN = {str(ASKED): GIVEN}
ANSWERED = {str(SURVEY): frozenset()}
TALKS = {A_SET: {"asked_at": AT}}
STATE = {"read": True, "answers": {}}
EVERYTHING = {"begun": [str(ASKED)], "survey": str(SURVEY), "talks_in": LESSON}


@pytest.fixture
def left(on_it):
    drafts.keep(on_it.pk, ASKED, GIVEN, at=AT)
    SurveyDone.objects.create(enrolment=on_it, lesson_key=LESSON, block_id=SURVEY)
    Talk.objects.create(enrolment=on_it, lesson_key=LESSON, block_id=A_SET, asked_at=AT)
    Progress.objects.create(enrolment=on_it, lesson_key=LESSON, state=STATE, touched_at=AT)
    Progress.objects.create(enrolment=on_it, lesson_key=OTHER, touched_at=AT, done_at=AT)
    return on_it.pk


@pytest.mark.parametrize(("asks", "surveys", "talks"), list(product([True, False], repeat=3)))
def test_all_that_is_asked_for_is_there_and_nothing_else(left, asks, surveys, talks):
    found = so_far.read(
        left,
        begun=[str(ASKED)] if asks else [],
        survey=str(SURVEY) if surveys else "",
        talks_in=LESSON if talks else None,
    )
    assert found.begun == (BEGUN if asks else {}) | (ANSWERED if surveys else {})
    assert found.talks == (TALKS if talks else {})
    assert found.progress == {LESSON: Row(AT, None, STATE), OTHER: Row(AT, AT, {})}


def test_it_costs_one_statement(left):
    assert len(statements(lambda: so_far.read(left, **EVERYTHING))) == 1
    assert len(statements(lambda: so_far.read(left))) == 1


def test_nothing_of_another_learner_or_lesson_is_in_it(left):
    assert so_far.read(left + 1, **EVERYTHING) == so_far.SoFar({}, {}, {})
    assert not so_far.read(left, talks_in=uuid4()).talks
