"""Editors see a draft as a learner would; nobody else sees it at all."""

import pytest
from wagtail.admin.models import FormState
from wagtail.models import PageLogEntry, Revision

from courses.models import (
    Attempt,
    Completion,
    CoursePage,
    Draft,
    Enrolment,
    LessonPage,
    ModulePage,
    Progress,
)
from tests.conftest import come_in
from tests.courses.builders import lesson_page, question, source_pages, text, translate


def draft_of(page):
    page.body = [text("<p>Not published yet.</p>"), question("Shall we?")]
    page.save_revision()
    return page.get_latest_revision_as_object()


def seen(page):
    request = page.make_preview_request(preview_mode=page.default_preview_mode)
    assert request.status_code == 200
    return request.content.decode()


def test_a_draft_lesson_is_shown_with_its_questions(course):
    page = seen(draft_of(lesson_page(course)))
    assert "Not published yet." in page and "Shall we?" in page


def test_a_draft_question_keeps_its_right_answer_to_itself(course):
    assert "On Offering a choice." not in seen(draft_of(lesson_page(course)))


def test_a_draft_in_arabic_reads_from_the_right(course):
    translate(course, "ar", live=False)
    page = seen(lesson_page(course, language="ar").get_latest_revision_as_object())
    assert 'dir="rtl"' in page and "ar: Words of lesson 1." in page


@pytest.mark.parametrize("kind", [CoursePage, ModulePage, LessonPage])
def test_every_kind_of_page_has_a_preview(course, kind):
    page = source_pages(course, kind)[0]
    assert page.title in seen(page)


def test_learners_see_what_is_published_only(client, ana, course):
    draft_of(lesson_page(course))
    client.force_login(ana)
    assert (
        "Not published yet." not in client.get("/en/courses/listening/first/l1/").content.decode()
    )


@pytest.mark.parametrize("address", ["edit/preview/", "view_draft/", "edit/", "history/"])
def test_a_learner_has_no_way_to_a_draft(client, ana, course, address):
    client.force_login(ana)
    assert client.get(f"/cms/pages/{lesson_page(course).pk}/{address}").status_code == 404


# --- as a learner has it
def rows_of_all():
    """How many rows there are of everything that could remember a visit."""
    kinds = (Attempt, Completion, Draft, Enrolment, Progress, PageLogEntry, FormState, Revision)
    return [kind.objects.count() for kind in kinds]


@pytest.mark.parametrize("mode", ["", "half", "done", "rubbish"])
@pytest.mark.parametrize("kind", [CoursePage, ModulePage, LessonPage])
def test_looking_at_a_draft_records_nothing(client, eve, course, kind, mode):
    come_in(client, eve)
    page = source_pages(course, kind)[0]
    before = rows_of_all()
    answer = client.get(f"/cms/drafts/{page.pk}/en/preview/", {"mode": mode})
    assert answer.status_code == 200 and rows_of_all() == before


def test_half_way_half_of_the_questions_are_answered(course):
    page = lesson_page(course)
    page.body = [question("First?"), question("Second?")]
    shown = page.make_preview_request(preview_mode="half").content.decode()
    assert shown.count("That is right.") == 1 and "Mark as done" in shown
    assert "On Offering a choice." in shown


def test_at_the_end_all_of_them_are_and_the_lesson_is_done(course):
    page = lesson_page(course)
    page.body = [question("First?"), question("Second?")]
    shown = page.make_preview_request(preview_mode="done").content.decode()
    assert shown.count("That is right.") == 2 and "You have done this lesson." in shown


def test_half_way_through_a_course_shows_half_of_its_lessons_done(course):
    page = source_pages(course, CoursePage)[0]
    shown = page.make_preview_request(preview_mode="half").content.decode()
    assert "Lesson 1 title" in shown and "Continue" in shown
    assert shown.count(">done<") == 1


def test_nothing_of_a_preview_can_be_sent(client, eve, course):
    come_in(client, eve)
    answer = client.get(f"/cms/drafts/{lesson_page(course).pk}/en/preview/")
    policy = answer["Content-Security-Policy"]
    assert "form-action 'none'" in policy and "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy
    assert client.post(f"/cms/drafts/{lesson_page(course).pk}/en/preview/").status_code == 405


@pytest.mark.parametrize("kind", [CoursePage, ModulePage, LessonPage])
def test_it_arrives_as_long_as_it_says(client, eve, course, kind):
    """Its title is made neutral after its length was written down."""
    page = source_pages(course, kind)[0]
    page.title = "A title that is longer than the one it gets in the editor"
    page.save_revision().publish()
    come_in(client, eve)
    answer = client.get(f"/cms/drafts/{page.pk}/en/preview/")
    assert int(answer["Content-Length"]) == len(answer.content)


def test_the_desk_shows_every_language_in_a_frame(client, eve, course):
    translate(course, "ar", live=False)
    come_in(client, eve)
    page = client.get(f"/cms/drafts/{lesson_page(course).pk}/?in=ar&as=half").content.decode()
    assert f'src="/cms/drafts/{lesson_page(course).pk}/ar/preview/?mode=half"' in page
    shown = client.get(f"/cms/drafts/{lesson_page(course).pk}/ar/preview/?mode=half")
    assert 'dir="rtl"' in shown.content.decode()


def test_a_page_that_nobody_translated_is_not_there(client, eve, course):
    come_in(client, eve)
    assert client.get(f"/cms/drafts/{lesson_page(course).pk}/fr/preview/").status_code == 404
