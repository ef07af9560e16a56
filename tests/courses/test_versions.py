"""Which revision a person saw, and looking again once what was taught has changed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from courses import api, refreshing
from courses.joining import enrol
from courses.models import Attempt, Completion, Refresher
from courses.outline import outline_of
from courses.place import find
from courses.refreshing import needs_refresh
from courses.summary import Summary
from tests.courses.builders import lesson_page
from tests.courses.test_lesson import LESSON
from tests.courses.test_lesson import read as seen
from tests.courses.test_progress import FIRST, SECOND, START, read, take
from tests.courses.test_publishing import localise
from tests.courses.test_shape import add_part, put, root

CHANGE = "The law has changed."
moments = some.integers(0, 99).map(lambda n: START + timedelta(days=n))


def publish_change(course, n=1, sentence=CHANGE):
    return put(lesson_page(course, n), what_changed=sentence)


@pytest.fixture
def finished(ana, course, on_it):
    take(ana, course, FIRST)
    take(ana, course, SECOND)
    return on_it


@given(some.none() | moments, moments, moments)
def test_only_what_was_done_before_the_change_is_asked_for(done, read_at, changed):
    summary = Summary(read=True, done_at=done, read_at=read_at)
    asked = needs_refresh(summary, changed)
    assert asked == (done is not None and max(done, read_at) < changed)
    assert not needs_refresh(summary, None)


def test_a_completion_keeps_the_revision_in_which_each_lesson_was_done(ana, course, on_it):
    take(ana, course, FIRST)
    first = outline_of(course, "en").lessons[0]
    put(lesson_page(course), title="Other words")
    take(ana, course, SECOND)
    kept = Completion.objects.get().lessons
    course.refresh_from_db()
    assert kept[str(first.key)] == first.revision
    assert outline_of(course, "en").lessons[0].revision != first.revision
    assert {row.revision for row in Attempt.objects.all()} == set(kept.values())


def test_a_change_asks_who_finished_to_look_again(client, ana, course, finished):
    publish_change(course)
    client.force_login(ana)
    page = seen(client, "/en/courses/listening/")
    assert "Something changed since you finished" in page and LESSON in page
    page = seen(client, LESSON)
    assert "This lesson changed since you read it." in page and CHANGE in page


def test_the_completion_stands(ana, course, finished):
    before = list(Completion.objects.values())
    publish_change(course)
    assert list(Completion.objects.values()) == before


def test_reading_it_again_settles_it(client, ana, course, finished):
    publish_change(course)
    client.force_login(ana)
    where = LESSON.replace("/courses/", "/courses/-/")
    answer = client.post(f"{where}done/", {"attempt": "5f0c3a52-0d4e-4f6c-9a41-3f6f0c1d2e3a"})
    assert answer["Location"] == "/en/courses/listening/first/l2/"
    assert not refreshing.needed_for(ana, "en")
    assert "Something changed" not in seen(client, "/en/courses/listening/")


def test_what_is_asked_for_is_told_to_my_learning(ana, bo, course, finished):
    enrol(bo, course, by=bo)
    publish_change(course, 2)
    (found,) = refreshing.needed_for(ana, "en")
    assert (found.course, [each.slug for each in found.lessons]) == ("Listening", ["l2"])
    assert found.url == "/en/courses/listening/first/l2/"
    assert refreshing.needed_for(bo, "en") == []


def test_who_finishes_after_the_change_has_seen_it(ana, course, on_it):
    take(ana, course, FIRST)
    publish_change(course, 2)
    take(ana, course, SECOND)
    assert refreshing.to_read_again(find(ana, "en", "listening")) == ()


def test_a_lesson_that_was_read_before_the_change_is_asked_for_once_all_is_done(ana, course, on_it):
    take(ana, course, FIRST)
    publish_change(course, 1)
    read(ana, course, lesson=SECOND)
    assert refreshing.to_read_again(find(ana, "en", "listening")) == ()
    take(ana, course, SECOND)
    assert [x.slug for x in refreshing.to_read_again(find(ana, "en", "listening"))] == ["l1"]


def test_a_typing_mistake_that_is_put_right_asks_nobody(course, finished):
    put(lesson_page(course), title="Lesson one title")
    assert not Refresher.objects.exists()
    publish_change(course)
    publish_change(course)
    assert Refresher.objects.count() == 1
    publish_change(course, sentence="And once more.")
    assert Refresher.objects.count() == 2


def test_where_nobody_did_the_lesson_nobody_is_asked(course):
    publish_change(course)
    assert not Refresher.objects.exists()


def test_a_change_of_the_whole_course_is_about_all_its_lessons(ana, course, finished):
    put(root(course), what_changed=CHANGE)
    assert len(Refresher.objects.get().lesson_keys) == 2
    assert len(refreshing.to_read_again(find(ana, "en", "listening"))) == 2


def test_a_translation_that_is_published_is_no_change(
    ana, course, on_it, django_capture_on_commit_callbacks
):
    take(ana, course, FIRST)
    with django_capture_on_commit_callbacks(execute=True):
        localise(course, "es")
    with django_capture_on_commit_callbacks(execute=True):
        publish_change(course)
    assert lesson_page(course, language="es").what_changed == CHANGE  # until it is translated
    assert Refresher.objects.count() == 1


def test_it_costs_no_query(client, ana, course, finished, django_assert_max_num_queries):
    publish_change(course)
    client.force_login(ana)
    client.get(LESSON)
    with django_assert_max_num_queries(6):
        client.get(LESSON)


class TestEvidence:
    """What certification asks for."""

    def test_a_completion_is_handed_up_as_it_was(self, ana, course, on_it):
        row = {"type": "topic", "value": {"topic": "ethics", "minutes": 4}}
        put(lesson_page(course), topics=[row])
        take(ana, course, FIRST)
        take(ana, course, SECOND)
        (found,) = api.training_of(ana)
        assert (found.course, found.slug) == (course.translation_key, "listening")
        assert (found.known_by, found.minutes, found.topics) == ("graded", 20, {"ethics": 4})
        assert found.is_whole and len(found.modules) == 1
        assert found.completed_at == START

    def test_parts_credited_before_are_counted_once(self, ana, course, on_it):
        put(root(course), credits_modules=True)
        add_part(course, "more")
        read(ana, course, lesson=("more", "only"), at=datetime(2026, 2, 1, tzinfo=UTC))
        (part,) = api.training_of(ana)
        assert (part.minutes, part.is_whole) == (5, False)
        take(ana, course, FIRST)
        take(ana, course, SECOND)
        rows = api.training_of(ana)
        assert sum(row.minutes for row in rows) == 25
        assert [row.is_whole for row in rows] == [False, False, True]
