"""A lesson as it is read, in any language, by whoever may."""

import re
import uuid
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from courses.joining import enrol
from courses.models import Attempt, Audience, Completion, Course
from learning.templatetags.kept import pieces
from tests.conftest import come_in
from tests.courses.builders import lesson_page, option, question_of, translate

LESSON = "/en/courses/listening/first/l1/"


def read(client, path=LESSON):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def say(client, page, n, *, path=LESSON, attempt=None):
    """Post the n-th answer to the lesson's question, as the form does."""
    block = question_of(page)
    url = path.replace("/courses/", "/courses/-/") + f"answer/{block['id']}/"
    data = {"option": str(option(block, n)), "attempt": str(attempt or uuid.uuid4())}
    return client.post(url, data)


def chosen_in(response):
    return re.search(r"checked>\s*<span[^>]*>(.*?)</span>", response.content.decode())[1]


def test_a_member_reads_a_lesson(client, ana, course):
    client.force_login(ana)
    assert "Words of lesson 1." in read(client)


def test_a_visitor_finds_nothing_of_a_members_course(client, course):
    assert client.get(LESSON).status_code == 404


def test_a_visitor_reads_a_public_course(client, course):
    Course.objects.update(audience=Audience.PUBLIC)
    assert "Words of lesson 1." in read(client)


def test_an_assigned_course_opens_for_who_is_on_it(client, ana, bo, course, on_it):
    Course.objects.update(audience=Audience.ASSIGNED)
    come_in(client, bo)
    assert client.get(LESSON).status_code == 404
    client.force_login(ana)
    assert client.get(LESSON).status_code == 200


def test_arabic_has_the_same_address_and_its_own_direction(client, ana, course_in_arabic):
    client.force_login(ana)
    page = read(client, LESSON.replace("/en/", "/ar/"))
    assert re.search(r'<html[^>]*lang="ar"[^>]*dir="rtl"', page)
    assert "ar: Words of lesson 1." in page


def test_the_switch_leads_to_the_same_lesson(client, ana, course_in_arabic):
    client.force_login(ana)
    assert 'href="/ar/courses/listening/first/l1/"' in read(client)


def test_what_is_not_translated_is_shown_in_the_source_language_and_says_so(client, ana, course):
    client.force_login(ana)
    page = read(client, LESSON.replace("/en/", "/ar/"))
    assert '<div lang="en" dir="ltr">' in page and "Words of lesson 1." in page


def test_a_draft_translation_is_not_shown(client, ana, course):
    translate(course, "ar", live=False)
    client.force_login(ana)
    assert "ar: Words" not in read(client, LESSON.replace("/en/", "/ar/"))


@pytest.mark.parametrize("path", ["nowhere/first/l1/", "listening/no/l1/", "listening/first/no/"])
def test_an_unknown_address_is_not_found(client, ana, course, path):
    client.force_login(ana)
    assert client.get(f"/en/courses/{path}").status_code == 404


def test_the_right_answer_never_reaches_the_browser(client, ana, course, on_it):
    client.force_login(ana)
    page = read(client)
    assert "is_right" not in page and "On Offering a choice." not in page


def test_a_right_answer_is_marked_and_kept(client, ana, course, on_it):
    client.force_login(ana)
    response = say(client, lesson_page(course), 1)
    assert response.status_code == 302
    assert "On Offering a choice." in read(client)
    assert Attempt.objects.get().is_right


def test_an_answer_in_arabic_is_marked_from_the_source(client, ana, course_in_arabic, on_it):
    client.force_login(ana)
    arabic = LESSON.replace("/en/", "/ar/")
    say(client, lesson_page(course_in_arabic), 1, path=arabic)
    attempt = Attempt.objects.get()
    assert attempt.is_right and attempt.language == "ar"
    assert "On Offering a choice." in read(client)


def test_no_choice_is_answered_in_words_beside_the_question(client, ana, course, on_it):
    client.force_login(ana)
    block = question_of(lesson_page(course))
    url = LESSON.replace("/courses/", "/courses/-/") + f"answer/{block['id']}/"
    response = client.post(url, {"attempt": str(uuid.uuid4())})
    assert response.status_code == 422
    assert "Choose one of the answers first." in response.content.decode()


def test_an_answer_that_is_not_offered_is_refused_in_words(client, ana, course, on_it):
    client.force_login(ana)
    block = question_of(lesson_page(course))
    url = LESSON.replace("/courses/", "/courses/-/") + f"answer/{block['id']}/"
    data = {"option": str(uuid.uuid4()), "attempt": str(uuid.uuid4())}
    response = client.post(url, data)
    assert response.status_code == 422 and not Attempt.objects.exists()


def test_a_visitor_who_answers_is_asked_to_sign_in_and_goes_on_from_there(
    client, ana, course, on_it
):
    response = say(client, lesson_page(course), 1)
    assert response.status_code == 302
    back = parse_qs(urlsplit(response["Location"]).query)["next"][0]
    assert back.startswith(f"{LESSON}?question=")
    client.force_login(ana)
    assert chosen_in(client.get(back)) == "Offering a choice"


def test_who_is_not_on_the_course_leaves_no_record(client, ana, course):
    client.force_login(ana)
    assert say(client, lesson_page(course), 1).status_code == 302
    assert not Attempt.objects.exists()


def test_asking_for_a_verb_by_its_address_changes_nothing(client, ana, course, on_it):
    client.force_login(ana)
    response = client.get("/en/courses/-/listening/first/l1/done/")
    assert response["Location"] == LESSON and not Attempt.objects.exists()


def test_done_before_answering_is_kept_and_says_what_is_missing(client, ana, course, on_it):
    client.force_login(ana)
    url = "/en/courses/-/listening/first/l1/done/"
    response = client.post(url, {"attempt": str(uuid.uuid4())})
    assert response.status_code == 422 and "still waits" in response.content.decode()
    assert Attempt.objects.filter(verb="read").exists()


def test_done_leads_to_the_next_lesson(client, ana, course, on_it):
    client.force_login(ana)
    say(client, lesson_page(course), 1)
    url = "/en/courses/-/listening/first/l1/done/"
    response = client.post(url, {"attempt": str(uuid.uuid4())})
    assert response["Location"] == "/en/courses/listening/first/l2/"


def test_a_finished_course_says_when_in_the_order_of_this_country(client, ana, course, on_it):
    Completion.objects.create(
        enrolment=on_it,
        completed_at=datetime(2026, 10, 17, tzinfo=UTC),
        known_by="graded",
        minutes=20,
    )
    client.force_login(ana)
    page = read(client, "/en/courses/listening/")
    assert "17 October 2026" in page and "Read it again" in page


def test_what_one_learner_answered_is_not_shown_to_another(client, ana, bo, course, on_it):
    enrol(bo, course, by=bo)
    client.force_login(ana)
    say(client, lesson_page(course), 1)
    assert "That is right." in read(client)
    come_in(client, bo)
    page = read(client)
    assert "That is right." not in page and "checked" not in page


def test_tokens_and_attempts_are_new_at_each_reading(client, ana, bo, course, on_it):
    """The forms stand in pieces that all readers share."""
    new = re.compile(r'name="(csrfmiddlewaretoken|attempt)" value="([^"]+)"')
    seen = []
    for person in (ana, ana, bo):
        come_in(client, person)
        found = new.findall(read(client))
        assert dict(found)["csrfmiddlewaretoken"]
        seen += set(found)
    assert len(seen) == len(set(seen)) and "attempt" in dict(seen)
    kept = str(pieces._values)
    assert not [value for _, value in seen if value in kept]


def test_the_way_to_sign_out_is_offered_to_who_is_signed_in_only(client, ana, course):
    Course.objects.update(audience=Audience.PUBLIC)
    client.force_login(ana)
    assert "Sign out" in read(client)
    client.logout()
    page = read(client)
    assert "Sign out" not in page and "My learning" not in page
