"""Each kind of question: which answers it takes, and how it marks them."""

import pytest
from django.http import QueryDict
from hypothesis import given as of
from hypothesis import strategies as some

from courses.questions.given import Given, from_json, posted, to_json
from courses.questions.kinds import (
    Mark,
    Matching,
    OneAnswer,
    Ordering,
    Scale,
    Scenario,
    SeveralAnswers,
)

ONE = OneAnswer("q", frozenset("abc"), "b")
SEVERAL = SeveralAnswers("q", frozenset("abcd"), frozenset("ac"))
MATCHING = Matching(
    "q",
    {"dog": frozenset({"barks"}), "cat": frozenset({"mews", "mews-too"})},
    frozenset({"barks", "mews", "mews-too", "sings"}),
)
ORDERING = Ordering("q", ("wake", "wash", "eat"))
SCENARIO = Scenario(
    "q",
    "door",
    {"door": {"knock": "hall", "leave": "street"}, "hall": {"ask": "home", "shout": "street"}},
    {"home": True, "street": False},
)
SCALE = Scale("q", frozenset({"calm", "heard"}))


def pairs(**values: str) -> Given:
    return frozenset(values.items())


def options(*chosen: str) -> Given:
    return frozenset(("option", each) for each in chosen)


WHOLE = [
    (ONE, options("b"), Mark(1, 1)),
    (ONE, options("a"), Mark(0, 1)),
    (SEVERAL, options("a", "c"), Mark(1, 1)),
    (SEVERAL, options("a"), Mark(0, 1)),
    (SEVERAL, options("a", "b", "c"), Mark(0, 1)),
    (MATCHING, pairs(dog="barks", cat="mews"), Mark(2, 2)),
    (MATCHING, pairs(dog="barks", cat="mews-too"), Mark(2, 2)),
    (MATCHING, pairs(dog="sings", cat="mews"), Mark(1, 2)),
    (ORDERING, pairs(wake="1", wash="2", eat="3"), Mark(3, 3)),
    (ORDERING, pairs(wake="1", wash="3", eat="2"), Mark(1, 3)),
    (SCENARIO, pairs(door="knock", hall="ask"), Mark(1, 1)),
    (SCENARIO, pairs(door="knock", hall="shout"), Mark(0, 1)),
    (SCENARIO, pairs(door="leave"), Mark(0, 1)),
    (SCALE, pairs(calm="4"), Mark(0, 0)),
]


@pytest.mark.parametrize(("question", "given", "mark"), WHOLE)
def test_a_whole_answer_is_taken_and_marked(question, given, mark):
    assert question.takes(given)
    assert question.mark(given) == mark


SLOTS = ("option", "dog", "cat", "wake", "wash", "eat", "door", "hall", "calm", "x")
VALUES = ("a", "b", "barks", "mews", "1", "2", "3", "knock", "ask", "5", "y")
NOT_WHOLE = [
    (ONE, options()),
    (ONE, options("a", "b")),
    (ONE, options("z")),
    (SEVERAL, options()),
    (SEVERAL, options("a", "z")),
    (MATCHING, pairs(dog="barks")),
    (MATCHING, pairs(dog="barks", cat="flies")),
    (MATCHING, pairs(dog="barks", cat="mews") | pairs(cat="sings")),
    (ORDERING, pairs(wake="1", wash="1", eat="2")),
    (ORDERING, pairs(wake="1", wash="2")),
    (ORDERING, pairs(wake="0", wash="1", eat="2")),
    (SCENARIO, options()),
    (SCENARIO, pairs(door="knock")),  # not at its end yet
    (SCENARIO, pairs(door="leave", hall="ask")),  # never came into the hall
    (SCENARIO, pairs(door="fly")),
    (SCALE, options()),
    (SCALE, pairs(calm="6")),
    (SCALE, pairs(angry="1")),
]


@pytest.mark.parametrize(("question", "given"), NOT_WHOLE)
def test_anything_else_is_not_an_answer(question, given):
    assert not question.takes(given)


@pytest.mark.parametrize("question", [ONE, SEVERAL, MATCHING, ORDERING, SCENARIO])
def test_the_best_answer_is_taken_and_all_right(question):
    assert question.takes(question.best())
    assert question.mark(question.best()).is_right


def test_a_scale_is_neither_right_nor_wrong():
    assert SCALE.mark(pairs(calm="1")).is_right is None
    assert not SCALE.is_scored


@pytest.mark.parametrize(
    "leads",
    [
        {"door": {"knock": "nowhere"}},
        {"door": {"wait": "door"}},
        {"door": {"knock": "hall"}, "hall": {"back": "door"}},
        {},
    ],
)
def test_a_scenario_whose_ways_do_not_end_is_refused(leads):
    with pytest.raises(ValueError, match=r"door|nowhere|hall"):
        Scenario("q", "door", leads, {"home": True})


@pytest.mark.parametrize("question", [ONE, SEVERAL, MATCHING, ORDERING, SCENARIO, SCALE])
@of(
    answer=some.frozensets(
        some.tuples(
            some.sampled_from(SLOTS),
            some.sampled_from(VALUES),
        )
    )
)
def test_no_answer_breaks_a_question_and_a_mark_is_within_its_bounds(question, answer):
    if question.takes(answer):
        mark = question.mark(answer)
        assert 0 <= mark.right <= mark.of


def test_a_form_gives_only_what_belongs_to_the_question():
    form = QueryDict("option=a&option=c&option=&attempt=1&other=b&option=" + "x" * 65)
    assert posted(form, SEVERAL.places) == options("a", "c")


@of(some.frozensets(some.tuples(some.text(max_size=5), some.text(max_size=5))))
def test_an_answer_comes_back_from_its_record_as_it_was(answer):
    assert from_json(to_json(answer)) == answer
    assert to_json(answer) == sorted(to_json(answer))
