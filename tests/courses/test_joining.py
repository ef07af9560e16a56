"""Leaving a course and coming back to where one was; what is kept, and what goes when asked."""

import uuid
from datetime import UTC, datetime

import pytest

from courses import drafts, place, talking
from courses.exporting import export_person
from courses.joining import enrol, leave
from courses.models import Attempt, Completion, Course, Draft, Enrolment, Progress
from courses.progress import NotEnrolled
from learning import today as top
from tests.conftest import come_in
from tests.courses.builders import lesson_page, make_course, question_of
from tests.courses.questions.test_sitting import SET, all_wrong, here, sit, with_set
from tests.courses.test_lesson import LESSON, say
from tests.courses.test_progress import FIRST, SECOND, answer, read, take

AT = datetime(2026, 5, 1, tzinfo=UTC)
COURSE = "/en/courses/listening/"
LEAVE = "/en/courses/-/listening/leave/"
JOIN = "/en/courses/-/listening/enrol/"


@pytest.fixture
def begun(ana, course, on_it):
    """Ana has done the first of two lessons."""
    take(ana, course, FIRST)
    return course


@pytest.fixture
def left(ana, begun):
    leave(ana, begun, at=AT)
    return begun


def seen(client, path):
    return client.get(path).content.decode()


class TestWhatIsKept:
    def test_what_was_done_is_kept_unless_told_otherwise(self, ana, left):
        assert Enrolment.objects.get(learner=ana).left_at == AT
        assert Progress.objects.exists() and Attempt.objects.exists()

    def test_whoever_comes_back_goes_on_where_they_were(self, ana, left):
        enrol(ana, left, by=ana)
        assert place.find(ana, "en", "listening").next_open().slug == "l2"
        take(ana, left, SECOND)
        assert Completion.objects.count() == 1

    def test_removing_takes_answers_drafts_and_places(self, ana, begun):
        drafts.keep(Enrolment.objects.get().pk, uuid.uuid4(), frozenset({("answer", "x")}), at=AT)
        leave(ana, begun, keep=False, at=AT)
        for kind in (Attempt, Draft, Progress):
            assert not kind.objects.exists()
        enrol(ana, begun, by=ana)
        assert place.find(ana, "en", "listening").next_open().slug == "l1"

    def test_a_completion_stays_either_way(self, ana, begun):
        take(ana, begun, SECOND)
        before = list(Completion.objects.values())
        leave(ana, begun, keep=False)
        assert list(Completion.objects.values()) == before and before
        enrol(ana, begun, by=ana)
        assert list(Completion.objects.values()) == before

    def test_others_lose_nothing(self, ana, bo, begun):
        enrol(bo, begun, by=bo)
        take(bo, begun, FIRST)
        before = list(Attempt.objects.filter(enrolment__learner=bo).values())
        leave(ana, begun, keep=False)
        assert list(Attempt.objects.values()) == before and before

    def test_only_who_is_on_it_can_leave_and_only_once(self, ana, bo, left):
        for who in (ana, bo):
            with pytest.raises(NotEnrolled):
                leave(who, left)

    def test_whoever_returns_is_no_new_learner(self, ana, left):
        Course.objects.update(archived_at=AT)
        left.refresh_from_db()
        assert enrol(ana, left, by=ana).left_at is None

    def test_the_copy_of_their_data_says_that_they_left(self, ana, left):
        assert export_person(ana)["courses"][0]["left_at"] == AT


class TestWhoReadsEnrolments:
    def test_nothing_is_recorded_any_more(self, ana, left):
        for record in (read, lambda *who: answer(*who, 1)):
            with pytest.raises(NotEnrolled):
                record(ana, left)

    def test_nor_begun(self, ana, left):
        block = uuid.UUID(question_of(lesson_page(left))["id"])
        drafts.begin(ana, "listening", FIRST, block, lambda *_: frozenset({("answer", "x")}), at=AT)
        assert not Draft.objects.exists()

    def test_an_answer_sent_from_an_old_page_is_met_with_words(self, client, ana, left):
        client.force_login(ana)
        before = Attempt.objects.count()
        say(client, lesson_page(left), 1)
        assert Attempt.objects.count() == before
        assert "Join the course first" in seen(client, COURSE)

    def test_my_learning_and_today_have_it_no_more(self, client, ana, left):
        client.force_login(ana)
        page = seen(client, "/en/my-learning/")
        assert "Under way" not in page and "You can come back to" in page
        assert top.today_of(ana, "en", at=AT).main.label == "Look inside"

    def test_what_was_finished_stays_in_my_learning(self, client, ana, begun):
        take(ana, begun, SECOND)
        leave(ana, begun, keep=False)
        client.force_login(ana)
        page = seen(client, "/en/my-learning/")
        assert "Finished on" in page and "0 of 2" not in page

    def test_a_course_for_those_put_on_it_stays_open_to_come_back_to(self, client, ana, bo, left):
        Course.objects.update(audience="assigned")
        client.force_login(ana)
        assert "Come back to this course" in seen(client, COURSE)
        assert come_in(client, bo).get(COURSE).status_code == 404

    def test_who_confirms_talks_is_not_led_to_somebody_who_left(self, ana):
        course = with_set(ana, sittings=1)
        sit(ana, course, all_wrong(course))
        talking.ask(ana, course.slug, here(course)[1].key, SET, at=AT)
        leave(ana, course)
        assert not talking.open_talks().exists()
        enrol(ana, course, by=ana)
        assert talking.open_talks().count() == 1


class TestPage:
    def test_it_asks_what_becomes_of_it_and_keeping_is_chosen(self, client, ana, begun):
        client.force_login(ana)
        assert LEAVE in seen(client, COURSE)
        page = seen(client, LEAVE)
        assert page.index("checked") < page.index('value="remove"')
        assert "it is proof" not in page

    def test_who_finished_it_reads_that_this_stays(self, client, ana, begun):
        take(ana, begun, SECOND)
        client.force_login(ana)
        assert "it is proof" in seen(client, LEAVE)

    @pytest.mark.parametrize(("then", "kept"), [("keep", True), ("remove", False)])
    def test_it_does_what_was_chosen_and_says_so(self, client, ana, begun, then, kept):
        client.force_login(ana)
        page = client.post(LEAVE, {"then": then}, follow=True).content.decode()
        assert "You have left this course" in page and "Come back to this course" in page
        assert Attempt.objects.exists() is kept

    @pytest.mark.parametrize("then", ["", "burn"])
    def test_what_makes_no_sense_leaves_nothing(self, client, ana, begun, then):
        client.force_login(ana)
        answer = client.post(LEAVE, {"then": then})
        assert answer.status_code == 422 and "field__error" in answer.content.decode()
        assert Enrolment.objects.active().exists()

    def test_looking_leaves_nothing(self, client, ana, begun):
        client.force_login(ana)
        client.get(f"{LEAVE}?then=remove")
        assert Enrolment.objects.active().exists() and Attempt.objects.exists()

    def test_one_button_leads_back_to_the_next_lesson(self, client, ana, left):
        client.force_login(ana)
        assert client.post(JOIN)["Location"] == "/en/courses/listening/first/l2/"

    def test_a_lesson_says_that_they_left(self, client, ana, left):
        client.force_login(ana)
        assert "You have left this course" in seen(client, LESSON)

    def test_a_visitor_is_sent_to_sign_in_and_whoever_is_not_on_it_back(self, client, bo, course):
        assert "/account/login/" in client.get(LEAVE)["Location"]
        come_in(client, bo)
        assert client.post(LEAVE, {"then": "remove"})["Location"] == COURSE

    def test_a_course_that_is_not_theirs_is_not_there(self, client, ana):
        make_course("hidden", audience="assigned")
        client.force_login(ana)
        assert client.get("/en/courses/-/hidden/leave/").status_code == 404


def test_leaving_twice_from_two_pages_is_leaving_once(client, ana, begun):
    client.force_login(ana)
    for _ in range(2):
        assert client.post(LEAVE, {"then": "keep"})["Location"] == COURSE
    assert Enrolment.objects.count() == 1
