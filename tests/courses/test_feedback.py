"""What learners say of a lesson: in one tap, without a name, and answered where one is wanted."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import connection

from courses import feedback, place
from courses.exporting import export_person
from courses.models import Course, LessonFeedback, LessonReply
from courses.retiring import retire_person
from learning import sweep
from office.models import Due, Notice
from office.organisation import Organisation
from people.groups import derive_groups
from people.models import Role, User
from tests.conftest import come_in, person
from tests.courses.builders import lesson_page
from tests.courses.test_cost import statements
from tests.courses.test_lesson import LESSON, read

SAY = "/en/courses/-/listening/first/l1/feedback/"
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def here(ana, course):
    return place.find(ana, "en", "listening", "first", "l1")


@pytest.fixture
def editor(eve):
    derive_groups(eve, eve.day())
    return eve


def tap(client, kind="helped", **more):
    return client.post(SAY, {"kind": kind, **more})


def more(client, kind="confusing", **more):
    return tap(client, kind, more="1", **more)


def where(course):
    return f"/cms/feedback/{course.slug}/{lesson_page(course).translation_key}/"


# --- the learner


def test_one_tap_is_enough(client, ana, course):
    client.force_login(ana)
    assert "How was this lesson?" in read(client)
    assert "Thank you" in tap(client).content.decode()
    row = LessonFeedback.objects.get()
    assert (row.kind, row.words, row.language) == ("helped", "", "en")


def test_nothing_in_the_row_leads_to_the_person(client, ana, course):
    client.force_login(ana)
    more(client, words="Too fast.")
    row = LessonFeedback.objects.get()
    assert row.person is None
    names = {field.name for field in LessonFeedback._meta.get_fields() if field.is_relation}
    assert names == {"course", "person"}
    assert not [f for f in LessonFeedback._meta.fields if f.get_internal_type() == "DateTimeField"]


@pytest.mark.django_db(databases=["default", "wellbeing"])
def test_no_other_table_ties_the_row_to_the_person(client, ana, course):
    client.force_login(ana)
    more(client, words="kestrelquiet words")
    known = LessonFeedback.objects.get().pk
    holders = [
        model._meta.label
        for model in apps.get_models()
        if model is not LessonFeedback
        for row in model._base_manager.all()
        if known.hex in str(vars(row)).replace("-", "")
    ]
    assert holders == []


def test_the_words_lie_sealed_in_the_database(client, ana, course):
    client.force_login(ana)
    more(client, words="kestrelquiet words")
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM courses_lessonfeedback")
        assert "kestrelquiet" not in cursor.fetchone()[0]


def test_a_second_tap_of_the_day_changes_the_first(client, ana, course):
    client.force_login(ana)
    tap(client, "helped")
    more(client, "confusing", words="The second part.")
    row = LessonFeedback.objects.get()
    assert (row.kind, row.words) == ("confusing", "The second part.")
    tap(client, "helped")
    assert LessonFeedback.objects.get().words == "The second part."


def test_two_people_are_two_rows_and_so_are_two_lessons(ana, bo, here, course):
    other = place.find(ana, "en", "listening", "first", "l2")
    for who, at in ((ana, here), (bo, here), (ana, other)):
        feedback.say(who, at, "helped", language="en")
    assert LessonFeedback.objects.count() == 3


def test_the_next_day_it_is_a_new_one_and_the_mark_of_the_first_leads_nowhere(ana, here):
    feedback.say(ana, here, "helped", language="en", at=AT)
    before = caches[feedback.MEMORY].get(feedback.KEY)
    feedback.say(ana, here, "helped", language="en", at=AT + timedelta(days=1))
    assert LessonFeedback.objects.count() == 2
    assert caches[feedback.MEMORY].get(feedback.KEY) != before


def test_the_key_of_the_marks_is_forgotten_though_nobody_says_more(ana, here):
    feedback.say(ana, here, "helped", language="en", at=AT)
    assert Due.objects.filter(kind=feedback.FORGET_DUE, at=datetime(2026, 3, 2, tzinfo=UTC))
    feedback.forget(at=AT)
    assert caches[feedback.MEMORY].get(feedback.KEY)
    sweep.run(now=AT + timedelta(days=1))
    assert caches[feedback.MEMORY].get(feedback.KEY) is None


def test_what_an_editor_has_looked_at_is_not_changed_under_their_eyes(ana, here):
    first = feedback.say(ana, here, "helped", language="en")
    feedback.look_at(first)
    feedback.say(ana, here, "upsetting", language="en")
    feedback.say(ana, here, "confusing", language="en")
    assert sorted(LessonFeedback.objects.values_list("kind", flat=True)) == ["confusing", "helped"]


def test_a_flood_is_stopped_in_words(client, ana, bo, course):
    client.force_login(ana)
    for _ in range(feedback.MOST_AN_HOUR):
        tap(client)
    assert tap(client, "upsetting").status_code == 302
    assert "enough for now" in read(client)
    assert LessonFeedback.objects.get().kind == "helped"
    come_in(client, bo)
    assert tap(client).status_code == 200


def test_upsetting_offers_a_pause_and_people_at_once(client, ana, course):
    Organisation.objects.update_or_create(
        pk=1, defaults={"support": [{"name": "Night line", "phone": "+00 1"}]}
    )
    client.force_login(ana)
    page = tap(client, "upsetting").content.decode()
    assert "Take a pause" in page and "Night line" in page and 'href="#person-to-ask"' in page
    assert "Take a pause" not in tap(client, "helped").content.decode()


def test_the_equal_way_round_is_offered_where_there_is_one(client, ana, course, monkeypatch):
    monkeypatch.setattr(feedback, "way_round", lambda here: "/en/other/")
    client.force_login(ana)
    assert 'href="/en/other/"' in tap(client, "upsetting").content.decode()


def test_too_many_words_come_back_with_a_sentence(client, ana, course):
    client.force_login(ana)
    response = more(client, words="long " * 201)
    assert response.status_code == 422 and "long long" in response.content.decode()
    assert not LessonFeedback.objects.exists()


def test_an_unknown_kind_is_not_found(client, ana, course):
    client.force_login(ana)
    assert tap(client, "angry").status_code == 404


def test_a_visitor_signs_in_first_and_comes_back_to_the_lesson(client, course):
    assert tap(client)["Location"].endswith(f"?next={LESSON}")
    assert not LessonFeedback.objects.exists()


def test_who_may_not_read_the_lesson_says_nothing_of_it(client, ana, course):
    Course.objects.update(audience="assigned")
    client.force_login(ana)
    assert tap(client).status_code == 404


def test_a_get_says_nothing(client, ana, course):
    client.force_login(ana)
    assert client.get(SAY)["Location"] == LESSON
    assert not LessonFeedback.objects.exists()


# --- an answer


def test_who_wants_an_answer_gives_their_name_and_takes_it_back(client, ana, course):
    client.force_login(ana)
    assert "editors see your name" in tap(client).content.decode()
    more(client, words="Why?", answer="on")
    row = LessonFeedback.objects.get()
    assert row.person == ana
    assert "Why?" in read(client, "/en/courses/-/said/")
    client.post(f"/en/courses/-/said/{row.pk}/name/")
    row.refresh_from_db()
    assert row.person is None and row.words == "Why?"


def test_nobody_takes_anothers_name_off(client, ana, bo, course, here):
    row = feedback.say(ana, here, "helped", language="en", wants_answer=True)
    come_in(client, bo)
    assert client.post(f"/en/courses/-/said/{row.pk}/name/").status_code == 404
    assert "Listening" not in read(client, "/en/courses/-/said/").split("<main")[1]


def test_an_answer_is_read_inside_and_the_notice_says_only_that_it_is_there(
    client, ana, editor, here, course
):
    words = "kestrelquiet question"
    row = feedback.say(ana, here, "helped", language="en", words=words, wants_answer=True)
    come_in(client, editor)
    client.post(f"/cms/feedback/{row.pk}/answer/", {"answer": "kestrelquiet answer"})
    assert Notice.objects.get(to=ana, kind=feedback.ANSWERED)
    client.force_login(ana)
    told = read(client, "/en/account/notices/")
    assert "There is an answer for you" in told and "kestrelquiet" not in told
    assert "kestrelquiet answer" in read(client, "/en/courses/-/said/")


def test_a_name_that_was_taken_off_gets_no_answer(client, ana, editor, here):
    row = feedback.say(ana, here, "helped", language="en")
    come_in(client, editor)
    client.post(f"/cms/feedback/{row.pk}/answer/", {"answer": "Words."})
    assert not Notice.objects.filter(kind=feedback.ANSWERED).exists()


# --- the editors


def test_an_editor_reads_what_was_said_without_a_name(client, ana, editor, here, course):
    User.objects.filter(pk=ana.pk).update(chosen_name="Kestrelname")
    feedback.say(ana, here, "confusing", language="en", words="Too fast.")
    come_in(client, editor)
    assert "Lesson 1 title" in read(client, "/cms/feedback/")
    page = read(client, where(course))
    assert "Too fast." in page and "Kestrelname" not in page
    ana.refresh_from_db()
    feedback.say(ana, here, "confusing", language="en", wants_answer=True)
    assert "Kestrelname" in read(client, where(course))


def test_what_was_looked_at_is_no_longer_new(client, ana, editor, here, course):
    row = feedback.say(ana, here, "confusing", language="en")
    come_in(client, editor)
    client.post(f"/cms/feedback/{row.pk}/looked/")
    row.refresh_from_db()
    assert row.looked_at_on
    assert "I have looked at it" not in read(client, where(course))


def test_you_said_we_did_is_read_by_all_until_it_is_shown_no_longer(client, ana, editor, course):
    come_in(client, editor)
    sent = {"language": "en", "you_said": "Too fast.", "we_did": "Slower now.", "is_shown": "on"}
    client.post(where(course), sent)
    client.force_login(ana)
    assert "Slower now." in read(client)
    come_in(client, editor)
    client.post(f"/cms/feedback/reply/{LessonReply.objects.get().pk}/")
    client.force_login(ana)
    assert "Slower now." not in read(client)


def test_a_translator_reads_and_answers_nothing(client, ana, here, course):
    translator = person("tara", Role.TRANSLATOR)
    derive_groups(translator, translator.day())
    row = feedback.say(ana, here, "wrong_words", language="en", words="A word.")
    come_in(client, translator)
    page = read(client, where(course))
    assert "A word." in page and not re.search(r'action="/cms/feedback/', page)
    assert client.post(f"/cms/feedback/{row.pk}/looked/").status_code == 404


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COORDINATOR, Role.PUBLISHER])
def test_to_everybody_else_there_is_no_such_page(client, ana, here, course, role):
    who = person("other", role)
    derive_groups(who, who.day())
    feedback.say(ana, here, "helped", language="en")
    come_in(client, who)
    assert client.get("/cms/feedback/").status_code == 404
    assert client.get(where(course)).status_code == 404
    assert "/cms/feedback/" not in client.get("/cms/").content.decode()


def test_the_list_costs_the_same_for_one_row_and_six(client, ana, bo, cy, editor, here, course):
    come_in(client, editor)
    feedback.say(ana, here, "helped", language="en", wants_answer=True)
    read(client, where(course))
    few = [len(statements(lambda u=u: client.get(u))) for u in ("/cms/feedback/", where(course))]
    for who in (bo, cy):
        other = place.find(who, "en", "listening", "first", "l2")
        for at in (here, other):
            feedback.say(who, at, "helped", language="en", wants_answer=True)
    many = [len(statements(lambda u=u: client.get(u))) for u in ("/cms/feedback/", where(course))]
    assert few == many


# --- leaving


def test_what_has_a_name_goes_along_and_goes_away(ana, bo, here, course):
    feedback.say(ana, here, "helped", language="en", words="Mine.", wants_answer=True)
    feedback.say(bo, here, "helped", language="en", words="Nobody's.")
    assert [row["words"] for row in export_person(ana)["said"]] == ["Mine."]
    retire_person(ana, at=AT)
    assert [row.words for row in LessonFeedback.objects.all()] == ["Nobody's."]
