"""What a package says is read without trust: about this activity only, and only what can be."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.activities import Said
from courses.statements import ADL, CONSUMED, LONGEST, BadStatement, name_of, read
from tests.courses.activities.conftest import BLOCK


def said(verb="completed", *, about=None, score=None, parent=None, **more):
    statement = {
        "verb": {"id": verb if ":" in verb else f"{ADL}{verb}"},
        "object": {"id": about or name_of(BLOCK)},
        **more,
    }
    if score is not None:
        statement["result"] = {"score": score}
    if parent:
        statement["context"] = {"contextActivities": {"parent": [{"id": parent}]}}
    return json.dumps(statement)


def heard(*args, **more):
    statement = read(said(*args, **more), block_id=BLOCK)
    return statement.said, statement.percent


@pytest.mark.parametrize("verb", ["completed", "passed", "failed", "mastered", CONSUMED])
def test_an_end_is_an_end(verb):
    assert heard(verb) == (Said.COMPLETED, None)


@pytest.mark.parametrize("verb", ["answered", "interacted", "progressed"])
def test_an_answer_without_a_score_is_not_the_end(verb):
    assert heard(verb) == (Said.INTERACTED, None)


def test_a_question_that_stands_alone_ends_with_its_answer():
    assert heard("answered", score={"raw": 3, "max": 4}) == (Said.COMPLETED, 75)


def test_the_answer_of_a_part_is_no_end_whatever_its_score():
    part = f"{name_of(BLOCK)}?subContentId=1"
    assert heard("completed", about=part, score={"scaled": 1}) == (Said.INTERACTED, None)
    assert heard("answered", parent="x", score={"scaled": 1}) == (Said.INTERACTED, None)


def test_attempted_says_that_it_was_opened():
    assert heard("attempted") == (Said.OPENED, None)


@pytest.mark.parametrize(
    ("score", "percent"),
    [
        ({"scaled": 0.8}, 80),
        ({"scaled": 0.799}, 79),
        ({"scaled": -0.5}, 0),
        ({"raw": 0, "max": 0}, None),
        ({"raw": 2, "min": 0, "max": 3}, 66),
        ({}, None),
    ],
)
def test_a_score_becomes_a_percentage_rounded_down(score, percent):
    assert heard("completed", score=score)[1] == percent


@pytest.mark.parametrize(
    "score",
    [
        {"scaled": 1.01},
        {"scaled": "1"},
        {"scaled": True},
        {"raw": 5, "max": 4},
        {"raw": -1, "min": 0, "max": 4},
        {"raw": 1e400, "max": 4},
    ],
)
def test_a_score_that_cannot_be_is_refused(score):
    with pytest.raises(BadStatement):
        heard("completed", score=score)


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "null", "{", '{"verb":1}', "1" * (LONGEST + 1), "[" * 20_000,
        said("http://elsewhere.example/verbs/completed"),
        said(about="urn:uuid:00000000-0000-4000-8000-000000000000"),
        said(about=f"{name_of(BLOCK)}-and-more"),
        '{"verb":{"id":"' + ADL + 'completed"},"object":{"id":["x"]}}',
        said().replace('"verb"', '"result":{"score":{"scaled":NaN}},"verb"'),
    ],
)  # fmt: skip
def test_what_is_no_statement_about_this_activity_is_refused(text):
    with pytest.raises(BadStatement):
        read(text, block_id=BLOCK)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(["verb", "object", "id", "result", "score", "scaled", "raw", "context"])
            | st.text(),
            inner,
        )
    ),
)


@given(JSON)
def test_whatever_comes_is_read_or_refused(value):
    try:
        statement = read(json.dumps(value), block_id=BLOCK)
    except BadStatement:
        return
    assert statement.percent is None or 0 <= statement.percent <= 100
