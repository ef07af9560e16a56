"""What happens at the edges: moved, copied, removed, withdrawn, and words that are not there."""

import re
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from courses.models import (
    Audience,
    Course,
    CoursePage,
    CoursesIndexPage,
    Enrolment,
    LessonPage,
    ModulePage,
)
from people.models import Role
from tests.conftest import come_in, person
from tests.courses.builders import lesson_page, make_course, option, published, question_of, text
from tests.courses.test_lesson import LESSON, read
from tests.courses.test_progress import FIRST, SECOND, take
from tests.courses.test_publishing import localise
from tests.people.factories import give_every_right

SURE = {"wagtail_site_name": "Mainstay", "confirm_site_name": "Mainstay"}


def status(client, path=LESSON):
    return client.get(path).status_code


def course_page(course, language="en"):
    pages = CoursePage.objects.filter(translation_key=course.translation_key)
    return pages.get(locale__language_code=language)


def shelf(language):
    return CoursesIndexPage.objects.get(locale__language_code=language)


@pytest.fixture
def other(db):
    """A module of another course, without lessons."""
    make_course("other", lessons=0)
    return ModulePage.objects.get(url_path__startswith="/en/courses/other/")


@pytest.fixture
def gil(db):
    """Publishes, and may remove."""
    give_every_right("Publishers")
    return person("gil", Role.PUBLISHER)


def remove(client, page):
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), SURE)


def remove_from_list(client, *pages):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{url}?{'&'.join(f'id={page.pk}' for page in pages)}", SURE)


# --- what is kept in memory


def test_who_looked_in_before_takes_no_question_from_who_joined(client, ana, bo, course, on_it):
    for who, can_answer in ((bo, False), (ana, True)):
        come_in(client, who)
        assert ('type="radio"' in read(client)) is can_answer


def test_a_lesson_withdrawn_from_a_list_of_pages_is_gone_at_once(client, ana, course):
    client.force_login(ana)
    read(client)
    Page.objects.get(pk=lesson_page(course).pk).unpublish()
    assert status(client) == 404


def test_a_removed_course_is_gone_at_once(client, ana, course):
    client.force_login(ana)
    read(client)
    course_page(course).delete()
    assert status(client) == 404


def test_a_lesson_moved_to_another_course_leaves_the_first_at_once(client, ana, course, other):
    client.force_login(ana)
    read(client)
    lesson_page(course).move(other, pos="last-child")
    assert status(client) == 404
    assert status(client, "/en/courses/other/first/l1/") == 200


def test_new_words_of_a_moved_lesson_are_shown_at_once(client, ana, course_in_arabic, other):
    lesson_page(course_in_arabic).move(other, pos="last-child")
    client.force_login(ana)
    moved = "/ar/courses/other/first/l1/"
    assert "ar: Words" in read(client, moved)
    arabic = lesson_page(course_in_arabic, language="ar")
    arabic.body = [text("<p>Other words.</p>")]
    arabic.save_revision().publish()
    assert "Other words." in read(client, moved)


# --- removing


def test_what_is_removed_in_the_source_language_is_removed_in_all(course_in_arabic):
    lesson_page(course_in_arabic).delete()
    assert not LessonPage.objects.filter(slug="l1").exists()


def test_a_removed_course_gives_its_address_back(course_in_arabic):
    course_page(course_in_arabic).delete()
    assert not CoursePage.objects.exists() and not LessonPage.objects.exists()
    assert make_course().slug == "listening"


def test_a_translation_may_go_alone(client, ana, course_in_arabic):
    course_page(course_in_arabic, "ar").delete()
    client.force_login(ana)
    assert "Words of lesson 1." in read(client, LESSON.replace("/en/", "/ar/"))


def test_an_editor_who_removes_a_translation_withdraws_nothing_else(
    client, gil, course_in_arabic, on_it
):
    come_in(client, gil)
    remove(client, course_page(course_in_arabic, "ar"))
    assert course_page(course_in_arabic).live and not Course.objects.get().archived_at
    assert not CoursePage.objects.filter(locale__language_code="ar").exists()


def test_a_list_of_pages_keeps_those_with_records(client, gil, course, on_it, other):
    come_in(client, gil)
    remove_from_list(client, course_page(course), other)
    assert Course.objects.get(slug="listening").archived_at
    assert not course_page(course).live and not ModulePage.objects.filter(pk=other.pk).exists()


def test_a_shelf_stays_while_people_learn_from_it(client, gil, course, on_it):
    come_in(client, gil)
    remove(client, shelf("en"))
    assert course_page(course).live


# --- one address, one course


def test_two_courses_cannot_share_an_address_in_different_languages(course):
    there = shelf("es")
    page = CoursePage(title="Escuchar", slug="listening", locale=there.locale)
    with pytest.raises(ValidationError, match="Another course"):
        there.add_child(instance=page)


def test_a_course_cannot_take_the_address_of_another(course):
    there = shelf("es")
    published(CoursePage(title="Escuchar", slug="escuchar", locale=there.locale), there)
    page = course_page(course)
    page.slug = "escuchar"
    with pytest.raises(ValidationError, match="Another course"):
        page.save()


def test_an_editor_is_told_beside_the_address(client, gil, course):
    come_in(client, gil)
    url = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", shelf("es").pk])
    page = client.post(url, {"title": "Escuchar", "slug": "listening", "intro": "null"})
    assert "Another course has this address" in page.content.decode()


def test_a_copy_needs_an_address_of_its_own(client, gil, course):
    there = shelf("es")
    page = CoursePage(title="Escuchar", slug="escuchar", locale=there.locale)
    published(page, there)
    come_in(client, gil)
    data = {"new_title": "Copia", "new_slug": "listening", "new_parent_page": there.pk}
    response = client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data)
    assert "Another course has this address" in response.content.decode()


def test_a_copy_is_for_the_same_people(client, gil, course):
    Course.objects.update(audience=Audience.ASSIGNED)
    come_in(client, gil)
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": shelf("en").pk}
    client.post(reverse("wagtailadmin_pages:copy", args=[course_page(course).pk]), data)
    assert Course.objects.get(slug="copy").audience == Audience.ASSIGNED


# --- what editors are offered


def test_editors_are_offered_an_hour_to_publish_and_no_comments(client, gil, course):
    come_in(client, gil)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[lesson_page(course).pk]))
    assert "go_live_at" in page.content.decode()
    assert "comments" not in page.context["form"].formsets


# --- joining


def test_nobody_joins_a_course_that_is_not_published(client, ana, course):
    course_page(course).unpublish()
    client.force_login(ana)
    assert client.post("/en/courses/-/listening/enrol/").status_code == 404
    assert not Enrolment.objects.exists()


# --- which language


def test_a_callout_speaks_the_language_of_its_lesson(client, ana, db):
    value = {"tone": "care", "title": "", "text": "<p>Breathe.</p>"}
    make_course(body=[{"type": "callout", "id": str(uuid4()), "value": value}])
    client.force_login(ana)
    for language in ("es", "en"):
        assert "Take care of yourself" in read(client, LESSON.replace("/en/", f"/{language}/"))


def test_an_alias_is_not_taken_for_a_translation(client, ana, course):
    arabic = Locale.objects.get(language_code="ar")
    course_page(course).copy_for_translation(arabic, alias=True)
    client.force_login(ana)
    assert '<h1 lang="en"' in read(client, "/ar/courses/listening/")


@pytest.mark.parametrize("path", ["", "first/", "first/l1/"])
def test_each_title_says_its_own_language(client, ana, course_in_arabic, path):
    lesson_page(course_in_arabic, 2, "ar").unpublish()
    course_page(course_in_arabic, "ar").unpublish()
    client.force_login(ana)
    page = read(client, f"/ar/courses/listening/{path}")
    assert 'lang="en" dir="auto">Lesson 2 title' in page
    assert re.search(r'lang="en"[^>]*>Listening<', page)


def test_a_translation_taken_out_of_step_is_left_alone(course):
    localise(course, "es")
    Translation.objects.update(enabled=False)
    page = lesson_page(course, language="es")
    page.body = [text("<p>Palabras propias.</p>")]
    page.save_revision().publish()
    lesson_page(course).save_revision().publish()
    assert "propias" in str(lesson_page(course, language="es").body)


# --- what there is to do


def test_a_lesson_added_later_can_be_done_by_who_finished(client, ana, course, on_it):
    for lesson in (FIRST, SECOND):
        take(ana, course, lesson)
    module = ModulePage.objects.get()
    published(LessonPage(title="New", slug="l3", body=[text()], locale=module.locale), module)
    client.force_login(ana)
    assert "Mark as done" in read(client, "/en/courses/listening/first/l3/")
    assert "You have finished this course." in read(client)


@pytest.mark.parametrize("path", ["courses/listening/", "courses/", "my-learning/", ""])
def test_a_course_without_lessons_has_no_bar_and_no_next(client, ana, course, on_it, path):
    ModulePage.objects.get().unpublish()
    client.force_login(ana)
    page = read(client, f"/en/{path}")
    assert 'max="0"' not in page and "Next: <" not in page


def picture_block(picture):
    value = {"image": picture.pk, "alt": "A door.", "caption": "Half open."}
    return {"type": "image", "id": str(uuid4()), "value": value}


def test_a_lesson_outlives_its_picture(client, ana, course, picture):
    page = lesson_page(course)
    page.body = [picture_block(picture), *page.body.raw_data]
    page.save_revision().publish()
    picture.delete()
    page.save_revision().publish()
    client.force_login(ana)
    words = read(client)
    assert "Words of lesson 1." in words and "A door." in words and 'src=""' not in words


def test_a_picture_whose_file_is_lost_costs_only_itself(client, ana, course, picture):
    page = lesson_page(course)
    page.body = [picture_block(picture), *page.body.raw_data]
    picture.file.storage.delete(picture.file.name)
    page.save_revision().publish()
    client.force_login(ana)
    assert "Words of lesson 1." in read(client)


def test_words_about_a_question_that_went_are_said(client, ana, course, on_it):
    page = lesson_page(course)
    block = question_of(page)
    page.body = [text()]
    page.save_revision().publish()
    client.force_login(ana)
    url = LESSON.replace("/courses/", "/courses/-/") + f"answer/{block['id']}/"
    response = client.post(url, {"attempt": str(uuid4()), "option": str(option(block, 1))})
    assert response.status_code == 422 and "has changed" in response.content.decode()
