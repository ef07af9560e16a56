"""A set of questions: drawn, shuffled and passed, and fair to whoever sits it."""

from hypothesis import given as of
from hypothesis import strategies as some

from courses.questions.kinds import OneAnswer, Scale
from courses.questions.sets import Result, Rules, drawn, result, shuffled

BANK = [f"q{number}" for number in range(10)]
QUESTIONS = {id: OneAnswer(id, frozenset({"yes", "no"}), "yes") for id in BANK}
RIGHT, WRONG = frozenset({("option", "yes")}), frozenset({("option", "no")})
sittings = some.uuids().map(str)


@of(some.integers(0, 12), sittings)
def test_as_many_are_drawn_as_asked_for_none_twice(many, sitting):
    put = drawn(BANK, Rules(draw=many), sitting=sitting)
    assert len(set(put)) == len(put) == min(many or 10, 10)
    assert set(put) <= set(BANK)


@of(sittings)
def test_the_same_sitting_is_always_put_alike_however_the_bank_is_sorted(sitting):
    rules = Rules(draw=4)
    assert drawn(BANK, rules, sitting=sitting) == drawn(BANK[::-1], rules, sitting=sitting)


def test_another_sitting_draws_anew():
    assert len({drawn(BANK, Rules(draw=4), sitting=str(n)) for n in range(20)}) > 15


def test_every_question_has_its_turn():
    put = {id for n in range(60) for id in drawn(BANK, Rules(draw=2), sitting=str(n))}
    assert put == set(BANK)


@of(sittings)
def test_what_is_shown_is_all_there_is_and_tells_nothing_of_the_order_it_was_written_in(sitting):
    here = shuffled(BANK, by=sitting)
    assert sorted(here) == BANK
    assert here == shuffled(BANK[::-1], by=sitting)


def come_to(answers, rules=None, questions=QUESTIONS, put=BANK[:5]):
    return result(put, dict(zip(put, answers, strict=False)), questions, rules or Rules())


def test_it_is_passed_from_the_pass_mark_on():
    assert come_to([RIGHT] * 4 + [WRONG]) == Result(4, 5, passed=True)
    assert come_to([RIGHT] * 3 + [WRONG] * 2) == Result(3, 5, passed=False)


def test_a_part_of_a_question_is_not_enough_for_the_pass_mark():
    assert not come_to([RIGHT] * 3 + [WRONG], Rules(pass_mark=61)).passed


def test_what_was_not_answered_is_wrong():
    assert come_to([RIGHT] * 3) == Result(3, 5, passed=False)


def test_a_question_that_was_withdrawn_counts_against_nobody():
    left = {id: each for id, each in QUESTIONS.items() if id != "q4"}
    assert come_to([RIGHT] * 4 + [WRONG], Rules(pass_mark=100), left) == Result(
        4, 4, passed=True, left_out=frozenset({"q4"})
    )


def test_nor_does_one_whose_answers_were_changed_meanwhile():
    changed = QUESTIONS | {"q4": OneAnswer("q4", frozenset({"perhaps"}), "perhaps")}
    assert come_to([RIGHT] * 4 + [WRONG], Rules(pass_mark=100), changed).passed


def test_where_nothing_is_left_nobody_passed_or_failed():
    assert come_to([WRONG] * 5, questions={}).passed is None


def test_a_scale_among_them_changes_nothing():
    with_scale = QUESTIONS | {"q4": Scale("q4", frozenset({"calm"}))}
    assert come_to([RIGHT] * 4, Rules(pass_mark=100), with_scale) == Result(4, 4, passed=True)


@of(
    some.lists(some.sampled_from([RIGHT, WRONG, None]), min_size=5, max_size=5), some.integers(0, 4)
)
def test_a_better_answer_never_makes_it_worse(answers, place):
    better = [RIGHT if n == place else each for n, each in enumerate(answers)]
    assert come_to(better).right >= come_to(answers).right
    assert bool(come_to(better).passed) >= bool(come_to(answers).passed)


def test_sittings_end_only_where_the_editor_says_so():
    assert Rules().has_another(failed=99)
    assert Rules(sittings=3).has_another(failed=2)
    assert not Rules(sittings=3).has_another(failed=3)
