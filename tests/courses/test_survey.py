"""A survey: counted without anybody, told in fives, answered once, and never needed."""

import json
from itertools import pairwise

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from courses import surveys
from courses.doings import counted
from courses.exporting import export_person
from courses.holdings import holdings
from courses.joining import enrol
from courses.models import Completion, SurveyDone, SurveyTally, SurveyWords
from courses.retiring import retire_person
from people.groups import derive_groups
from people.models import Parked, Role
from tests.conftest import come_in, person
from tests.courses.builders import lesson_page, make_course, text, translate
from tests.courses.doings import SURVEY
from tests.courses.questions.asked import id_of
from tests.courses.test_cost import statements
from tests.courses.test_lesson import LESSON, read
from tests.courses.test_progress import read as read_to_the_end
from tests.office.test_due import in_threads

BLOCK = SURVEY["id"]
USEFUL, CLEAR = id_of("useful"), id_of("clear")
SAY = f"/en/courses/-/listening/first/l1/survey/{BLOCK}/"
DESK = f"/cms/surveys/listening/{BLOCK}/"
WORDS = "kestrelquiet words"


@pytest.fixture
def course(db):
    return make_course(body=[text(), SURVEY], lessons=1)


@pytest.fixture
def editor(eve):
    derive_groups(eve, eve.day())
    return eve


def say(client, *, useful="5", words="", **more):
    return client.post(SAY, {f"{BLOCK}.{USEFUL}": useful, "words": words, **more})


def answer(learner, course, *, useful="5", words="", **more):
    chosen = {USEFUL: useful} | more
    where = {"lesson": ("first", "l1"), "block_id": BLOCK}
    return surveys.answer(learner, course.slug, **where, chosen=chosen, words=words)


def crowd(course, many, **said):
    """So many people answer, each with words of their own."""
    for n in range(many):
        somebody = person(f"somebody-{SurveyDone.objects.count()}-{n}", Role.TRAINEE)
        enrol(somebody, course, by=somebody)
        answer(somebody, course, **({"words": f"Words {n}."} | said))


def tally():
    return SurveyTally.objects.get()


# --- the learner


def test_it_is_answered_without_a_script_and_thanked_for(client, ana, course, on_it):
    client.force_login(ana)
    page = read(client)
    assert "You don’t have to answer." in page and 'name="words"' in page
    assert say(client)["Location"] == f"{LESSON}#survey-{BLOCK}"
    assert "Your answer is counted, without your name." in read(client)
    assert tally().counts == {USEFUL: [0, 0, 0, 0, 1]}


def test_each_statement_may_be_left_out(client, ana, course, on_it):
    client.force_login(ana)
    say(client, useful="", words="Only words.")
    assert tally().answered == 1 and tally().counts == {}


def test_nothing_at_all_comes_back_with_a_sentence(client, ana, course, on_it):
    client.force_login(ana)
    answered = say(client, useful="")
    assert answered.status_code == 422
    assert "Choose something first, or leave it out." in answered.content.decode()
    assert not SurveyDone.objects.exists()


def test_too_many_words_come_back_with_all_that_was_said(client, ana, course, on_it):
    client.force_login(ana)
    answered = say(client, useful="2", words="long " * 101)
    page = answered.content.decode()
    assert answered.status_code == 422 and "Please write a little less." in page
    assert "long long" in page and page.count(" checked") == 1
    assert not SurveyDone.objects.exists()


@pytest.mark.parametrize("point", ["0", "6", "-1", "x", "5 "])
def test_what_is_no_point_of_the_scale_is_not_counted(client, ana, course, on_it, point):
    client.force_login(ana)
    say(client, useful=point, words="So that something is said.", **{f"{BLOCK}.{id_of('no')}": "3"})
    assert tally().counts == {}


def test_one_person_counts_once(client, ana, course, on_it):
    client.force_login(ana)
    say(client, useful="1")
    assert say(client, useful="5").status_code == 302
    assert (tally().answered, tally().counts) == (1, {USEFUL: [1, 0, 0, 0, 0]})


def test_in_another_language_it_is_the_same_survey(client, ana, course, on_it):
    translate(course, "ar")
    client.force_login(ana)
    client.post(SAY.replace("/en/", "/ar/"), {f"{BLOCK}.{USEFUL}": "3"})
    assert say(client).status_code == 302
    assert tally().counts == {USEFUL: [0, 0, 1, 0, 0]}


def test_it_is_no_part_of_finishing(ana, course, on_it):
    assert read_to_the_end(ana, course).done_at
    assert Completion.objects.get().known_by == "reported"


def test_a_visitor_is_led_to_the_door_and_no_answer_stands_in_an_address(client, course):
    assert say(client, words=WORDS)["Location"].endswith(f"?next={LESSON}")


def test_who_is_not_on_the_course_is_asked_to_join_first(client, ana, course):
    client.force_login(ana)
    assert "Whoever follows the course can answer here." in read(client)
    assert say(client).status_code == 302
    assert not SurveyTally.objects.exists()


def test_a_survey_that_is_gone_is_said_to_be(client, ana, course, on_it):
    page = lesson_page(course)
    page.body = [text()]
    page.save_revision().publish()
    client.force_login(ana)
    answered = say(client)
    assert answered.status_code == 422 and "has changed" in answered.content.decode()


def test_a_get_answers_nothing(client, ana, course, on_it):
    client.force_login(ana)
    assert client.get(SAY)["Location"] == LESSON
    assert not SurveyTally.objects.exists()


# --- what is kept


def test_nothing_of_an_answer_leads_to_a_person(client, ana, course, on_it):
    client.force_login(ana)
    say(client, words=WORDS)
    for model in (SurveyTally, SurveyWords):
        kinds = [(f.name, f.get_internal_type()) for f in model._meta.fields]
        assert not [name for name, kind in kinds if "Date" in kind or "Auto" in kind]
        assert {f.name for f in model._meta.fields if f.is_relation} <= {"course", "tally"}
    names = {field.name for field in SurveyDone._meta.fields}
    assert names == {"id", "enrolment", "lesson_key", "block_id"}


@pytest.mark.django_db(databases=["default", "wellbeing"])
def test_no_other_table_holds_what_was_said(client, ana, course, on_it):
    client.force_login(ana)
    say(client, words=WORDS)
    holders = {
        model._meta.label
        for model in apps.get_models()
        for row in model._base_manager.all()
        if WORDS in str(vars(row)) or f"{BLOCK}.{USEFUL}" in str(vars(row))
    }
    assert holders == {"courses.SurveyTally"}


def test_words_lie_sealed_in_the_database(course):
    crowd(course, 6, words=WORDS)
    with connection.cursor() as cursor:
        for table in ("courses_surveytally", "courses_surveywords"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  a name of ours
            assert WORDS not in str(cursor.fetchall())


def test_a_locked_session_parks_it_under_nobodys_name(client, ana, course, on_it):
    come_in(client, ana)
    client.post("/en/account/lock/", {"lock": "1"})
    assert "/account/lock/" in say(client, words=WORDS)["Location"]
    assert not Parked.objects.exists() and not SurveyTally.objects.exists()


def test_words_wait_in_no_order_until_five_have_answered(course):
    crowd(course, 4)
    assert sorted(json.loads(tally().waiting)) == [f"Words {n}." for n in range(4)]
    assert tally().told_of == 0 and not SurveyWords.objects.exists()
    crowd(course, 1)
    assert tally().waiting == "" and SurveyWords.objects.count() == 5
    assert tally().told == {USEFUL: [0, 0, 0, 0, 5]}


def test_one_answer_more_is_not_seen_by_itself(course):
    crowd(course, 9)
    assert (tally().answered, tally().told_of) == (9, 5)
    assert tally().told == {USEFUL: [0, 0, 0, 0, 5]}
    crowd(course, 1, useful="1")
    assert tally().told == {USEFUL: [1, 0, 0, 0, 9]}


def test_recording_costs_at_most_eight(client, ana, bo, course, on_it):
    enrol(bo, course, by=bo)
    come_in(client, bo)
    say(client)
    client.force_login(ana)
    read(client)
    assert len(statements(lambda: say(client, words="Some."))) <= 8


points = st.dictionaries(st.sampled_from("abc"), st.sampled_from("12345"))


@given(st.lists(points))
def test_counts_add_up_and_tell_no_order(answers):
    counts = {}
    for each in answers:
        counts = counted.added(counts, each)
    assert sum(map(sum, counts.values())) == sum(map(len, answers))
    turned = {}
    for each in reversed(answers):
        turned = counted.added(turned, each)
    assert json.dumps(counts) == json.dumps(turned)


@given(st.integers(0, 60))
def test_what_is_told_always_grows_by_five_or_more(many):
    told = [0]
    for answered in range(1, many + 1):
        if counted.is_time_to_tell(answered, told[-1]):
            told.append(answered)
    steps = [later - earlier for earlier, later in pairwise(told)]
    assert all(step >= counted.FEWEST for step in steps)
    assert many - told[-1] < counted.FEWEST


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_each_and_one_person_once():
    course = make_course(body=[text(), SURVEY], lessons=1)
    people = [person(f"one-of-many-{n}", Role.TRAINEE) for n in range(3)]
    for each in people:
        enrol(each, course, by=each)
    waiting = people * 2
    in_threads(6, lambda: answer(waiting.pop(), course, words="Some."))
    assert (tally().answered, tally().counts) == (3, {USEFUL: [0, 0, 0, 0, 3]})
    assert SurveyDone.objects.count() == len(json.loads(tally().waiting)) == 3


# --- the editors


def test_editors_see_nothing_of_four_and_all_of_five(client, course, editor):
    crowd(course, 4)
    come_in(client, editor)
    page = read(client, DESK)
    assert "Nothing is shown yet." in page and "Words 1." not in page
    crowd(course, 1)
    page = read(client, DESK)
    assert "5 people answered." in page and "It is useful." in page and "Words 1." in page
    assert DESK in read(client, "/cms/feedback/")


def test_a_statement_that_few_answered_is_not_told(client, course, editor):
    crowd(course, 4)
    crowd(course, 1, **{CLEAR: "1"})
    come_in(client, editor)
    assert "Fewer than five people answered this." in read(client, DESK)


def test_words_that_name_somebody_can_be_removed_by_editors_alone(client, course, editor):
    crowd(course, 5)
    where = f"{DESK}{SurveyWords.objects.first().pk}/remove/"
    translator = person("tara", Role.TRANSLATOR)
    derive_groups(translator, translator.day())
    come_in(client, translator)
    assert "Words 1." in read(client, DESK) and "/remove/" not in read(client, DESK)
    assert client.post(where).status_code == 404
    come_in(client, editor)
    assert where in read(client, DESK)
    assert client.post(where)["Location"] == DESK
    assert SurveyWords.objects.count() == 4 and tally().told == {USEFUL: [0, 0, 0, 0, 5]}


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COORDINATOR, Role.PUBLISHER])
def test_to_everybody_else_there_is_no_such_page(client, course, role):
    crowd(course, 5)
    who = person("other", role)
    derive_groups(who, who.day())
    come_in(client, who)
    assert client.get(DESK).status_code == 404


# --- leaving


def test_who_leaves_takes_the_mark_along_and_nobodys_answer_stays(ana, course, on_it):
    answer(ana, course)
    (held,) = [each for each in holdings(ana) if each.kind == "courses.surveys"]
    assert held.count == 1
    assert export_person(ana)["surveys"] == [{"course": "Listening", "lesson": "Lesson 1 title"}]
    retire_person(ana, at=on_it.enrolled_at)
    assert not SurveyDone.objects.exists() and tally().answered == 1
