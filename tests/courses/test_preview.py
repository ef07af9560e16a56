"""Editors see a draft as a learner would; nobody else sees it at all."""

import pytest

from courses.models import CoursePage, LessonPage, ModulePage
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
