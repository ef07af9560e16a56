"""My learning: where to go on, what waits, what to look at again, what is finished."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses import api as courses
from courses.models import Assignment, Completion, CoursePage, ModulePage
from learning.mine import again_line, groups, page_of, waiting_line
from learning.templatetags.kept import pieces
from people.models import User
from tests.conftest import come_in
from tests.courses.builders import make_course, source_pages, translate
from tests.learning.test_today import joined

PAGE = "/en/my-learning/"
NOW = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
DAY = date(2026, 3, 2)


def shown(client, person, path=PAGE):
    page = come_in(client, person).get(path).content.decode()
    return page.split("<main")[1].split("</main>")[0]


def by_slug(person, **more):
    told = courses.mine(person, "en")
    return {group.slug: group for group in groups(told, of=person, **more)}


def waits(title="Listening", due_on=None, words="", on=DAY):
    return waiting_line(title, "en", "/en/courses/x/", due_on=due_on, words=words, on=on)


class TestUnderWay:
    def test_the_button_leads_to_the_next_lesson(self, client, ana):
        joined(ana, "listening", done=1)
        page = shown(client, ana)
        assert 'class="button" id="under-way-way-1" href="/en/courses/listening/first/l2/"' in page
        assert "1 of 3 lessons done" in page and "Lesson 2 title" in page and "%" not in page

    def test_what_was_touched_last_has_the_only_button(self, client, ana):
        joined(ana, "long-ago", done=1, at=NOW - timedelta(days=9))
        joined(ana, "just-now", done=1, at=NOW)
        joined(ana, "not-begun")
        urls = [line.url for line in by_slug(ana)["under-way"].lines]
        assert [url.split("/")[3] for url in urls] == ["just-now", "long-ago", "not-begun"]
        assert shown(client, ana).count('class="button"') == 1

    def test_a_course_not_begun_says_begin(self, ana):
        joined(ana, "listening")
        (line,) = by_slug(ana)["under-way"].lines
        assert (line.label, line.details) == ("Begin", ("3 lessons",))

    def test_where_every_lesson_is_done_the_course_says_how_it_ends(self, ana):
        joined(ana, "listening", lessons=1, done=1)
        Completion.objects.all().delete()
        (line,) = by_slug(ana)["under-way"].lines
        assert (line.url, line.about) == ("/en/courses/listening/", "")

    def test_a_course_without_lessons_still_leads_somewhere(self, client, ana):
        joined(ana, "empty", lessons=0)
        page = shown(client, ana)
        assert 'href="/en/courses/empty/"' in page and "<progress" not in page

    def test_what_is_not_offered_any_more_is_not_asked_for(self, ana):
        course = joined(ana, "listening")
        source_pages(course, CoursePage)[0].unpublish()
        assert page_of(ana, "en", on=DAY) == []

    def test_each_link_says_what_it_is_about(self, client, ana):
        joined(ana, "listening")
        assert 'aria-labelledby="under-way-way-1 under-way-1"' in shown(client, ana)


class TestWaiting:
    def test_the_first_has_the_button_where_nothing_is_under_way(self, ana):
        lines = by_slug(ana, waiting=[waits(), waits()])["waiting"].lines
        assert [line.is_main for line in lines] == [True, False]

    def test_it_comes_after_what_is_under_way_which_keeps_the_button(self, ana):
        joined(ana, "listening")
        found = by_slug(ana, waiting=[waits()])
        assert list(found) == ["under-way", "waiting"]
        assert not found["waiting"].lines[0].is_main

    def test_a_day_is_an_offer(self):
        assert waits(due_on=DAY).details == ("Until 2 March 2026, if you can.",)
        assert waits().details == ()

    def test_once_past_it_is_held_up_to_nobody(self):
        assert waits(due_on=DAY - timedelta(days=1)).details == ("You can still do it.",)


def test_what_changed_is_to_be_looked_at_again_and_still_counts(ana):
    line = again_line("Listening", "en", "/x/", why="A number changed.", why_lang="en")
    found = by_slug(ana, again=[line])["again"].lines[0]
    assert found.about == "A number changed."
    assert found.details == ("What you finished still counts.",)


class TestFinished:
    def test_it_says_when_how_long_and_how_it_is_known(self, client, ana):
        joined(ana, "listening", lessons=1, done=1)
        page = shown(client, ana)
        for words in ("Finished on 2 March 2026", "10 minutes", "Marked as done"):
            assert words in page
        assert 'href="/en/courses/listening/"' in page and 'href="/en/my-learning/record/"' in page
        assert 'class="button"' not in page

    def test_the_day_is_that_of_the_person(self, client, ana):
        joined(ana, "listening", lessons=1, done=1, at=NOW)
        User.objects.filter(pk=ana.pk).update(time_zone="Asia/Tokyo")
        assert "Finished on 3 March 2026" in shown(client, ana)

    def test_minutes_are_those_of_that_day(self, ana):
        joined(ana, "listening", lessons=1, done=1)
        Completion.objects.update(minutes=25)
        assert "25 minutes" in by_slug(ana)["finished"].lines[0].details

    def test_a_course_that_is_gone_is_named_and_leads_nowhere(self, client, ana):
        course = joined(ana, "listening", lessons=1, done=1)
        source_pages(course, CoursePage)[0].unpublish()
        page = shown(client, ana)
        assert "Listening" in page and "No longer offered" in page
        assert "/courses/listening/" not in page

    def test_the_newest_comes_first(self, ana):
        for n in range(3):
            joined(ana, f"course-{n}", lessons=1, done=1, at=NOW + timedelta(days=n))
        urls = [line.url for line in by_slug(ana)["finished"].lines]
        assert urls == [f"/en/courses/course-{n}/" for n in (2, 1, 0)]


def test_what_was_left_stands_apart_and_has_no_button(client, ana):
    courses.leave(ana, joined(ana, "listening", done=1))
    found = by_slug(ana)
    assert list(found) == ["left"]
    line = found["left"].lines[0]
    assert (line.url, line.is_main) == ("/en/courses/listening/", False)
    assert "You can come back to" in shown(client, ana)


def test_with_nothing_yet_it_says_what_will_be_here(client, ana):
    page = shown(client, ana)
    assert "Nothing here yet" in page and 'href="/en/courses/"' in page


def test_nothing_of_others_stands_there(client, ana, bo):
    joined(bo, "listening", lessons=1, done=1)
    assert "Listening" not in shown(client, ana)


def test_a_visitor_is_sent_to_sign_in(client, db):
    assert "/account/login/" in client.get(PAGE)["Location"]


def test_a_title_nobody_translated_says_which_language_it_is(client, ana):
    translate(joined(ana, "in-arabic"), "ar")
    joined(ana, "not-in-arabic", lessons=1, done=1)
    page = shown(client, ana, "/ar/my-learning/")
    assert 'lang="ar" dir="auto">ar: Listening<' in page
    assert 'lang="en" dir="auto"><a href="/ar/courses/not-in-arabic/">Listening</a>' in page


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_it_reads_in_every_language(client, ana, language):
    joined(ana, "listening", done=1)
    joined(ana, "another", lessons=1, done=1)
    path = f"/{language}/my-learning/"
    assert f'/{language}/courses/listening/first/l2/"' in shown(client, ana, path)


def test_twelve_courses_cost_the_statements_of_two(client, ana):
    def cost():
        client.get(PAGE)
        with CaptureQueriesContext(connection) as told:
            client.get(PAGE)
        return len(told)

    come_in(client, ana)
    joined(ana, "under-way", done=1)
    joined(ana, "over", lessons=1, done=1)
    few = cost()
    for n in range(5):
        joined(ana, f"more-{n}", done=n % 3)
        joined(ana, f"over-{n}", lessons=1, done=1)
    assert cost() == few <= 6


def test_a_course_whose_parts_are_gone_breaks_nothing(client, ana):
    joined(ana, "listening", done=1)
    ModulePage.objects.get().unpublish()
    assert "Listening" in shown(client, ana)


def test_words_to_one_person_are_kept_in_no_memory(client, ana, bo):
    said = {"by": bo, "at": NOW, "words": "As we said yesterday."}
    Assignment.objects.create(course=make_course("offered"), person=ana, **said)
    pieces.clear()
    assert "As we said yesterday." in shown(client, ana)
    assert "yesterday" not in str(pieces._values)
