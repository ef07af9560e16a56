"""Publishing, withdrawing and removing act on every language."""

import re
import uuid

import pytest
from django.http import Http404
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from courses.models import Completion, Course, CoursePage, LessonPage
from courses.removal import archive, has_records
from tests.courses.builders import lesson_page, question, source_pages, text
from tests.courses.test_lesson import LESSON, read, say


def localise(course, language):
    """Every page through wagtail-localize, each string translated as itself in capitals."""
    locale = Locale.objects.get(language_code=language)
    root = CoursePage.objects.get(
        translation_key=course.translation_key, locale__language_code="en"
    )
    for page in root.get_descendants(inclusive=True).order_by("path").specific():
        source, _ = TranslationSource.update_or_create_from_instance(page)
        translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
        for segment in source.stringsegment_set.select_related("string"):
            StringTranslation.objects.get_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=locale,
                defaults={"data": f"{language} {segment.string.data}"},
            )
        translation.save_target(publish=True)


@pytest.fixture
def localised(course, django_capture_on_commit_callbacks):
    """Live in Spanish, as after a commit: wagtail-localize publishes only then."""
    with django_capture_on_commit_callbacks(execute=True):
        localise(course, "es")
    return Course.objects.get(pk=course.pk)


def test_a_page_without_a_course_gets_one(course):
    assert course.slug == "listening" and course.source_locale == "en"


def test_a_copied_course_is_a_course_of_its_own(course):
    page = CoursePage.objects.get(locale__language_code="en")
    page.copy(update_attrs={"slug": "copy"}, recursive=True)
    assert set(Course.objects.values_list("slug", flat=True)) == {"listening", "copy"}


def test_a_new_slug_is_the_new_address(client, ana, course):
    page = CoursePage.objects.get()
    page.slug = "hearing"
    page.save_revision().publish()
    client.force_login(ana)
    assert "Words of lesson 1." in read(client, "/en/courses/hearing/first/l1/")
    assert client.get(LESSON).status_code == 404


def test_all_languages_have_one_slug(localised):
    assert set(LessonPage.objects.values_list("slug", flat=True)) == {"l1", "l2"}


def test_a_changed_question_is_asked_at_once_in_every_language(
    client, ana, localised, django_capture_on_commit_callbacks
):
    page = lesson_page(localised)
    new = question("A new one?")
    page.body = [*page.body.raw_data, new]
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    client.force_login(ana)
    assert f"question-{new['id']}" in read(client, LESSON.replace("/en/", "/es/"))


def test_a_translation_that_is_not_live_stays_so_when_the_source_is_published(localised):
    spanish = lesson_page(localised, language="es")
    spanish.unpublish()
    lesson_page(localised).save_revision().publish()
    spanish.refresh_from_db()
    assert not spanish.live


def test_withdrawing_a_lesson_withdraws_it_in_every_language(client, ana, localised):
    lesson_page(localised).unpublish()
    client.force_login(ana)
    for language in ("en", "es", "ar"):
        assert client.get(LESSON.replace("/en/", f"/{language}/")).status_code == 404
    assert not lesson_page(localised, language="es").live


def test_wagtails_own_way_to_a_lesson_is_shut(client, course):
    page = lesson_page(course)
    with pytest.raises(Http404):
        page.serve(None)


def test_no_page_of_ours_offers_wagtails_privacy(course):
    assert LessonPage.private_page_options == CoursePage.private_page_options == []


def test_a_lesson_that_somebody_learned_from_is_archived(client, ana, course, on_it):
    client.force_login(ana)
    say(client, lesson_page(course), 1)
    page = lesson_page(course)
    assert has_records(page)
    archive(page)
    assert not lesson_page(course).live and LessonPage.objects.filter(pk=page.pk).exists()


def test_a_lesson_that_nobody_touched_has_no_records(course):
    assert not has_records(lesson_page(course))


def test_who_has_done_all_that_is_left_may_finish(client, ana, course, on_it):
    client.force_login(ana)
    say(client, lesson_page(course, 1), 1)
    client.post("/en/courses/-/listening/first/l1/done/", {"attempt": str(uuid.uuid4())})
    lesson_page(course, 2).unpublish()
    assert "Finish this course" in read(client, "/en/courses/listening/")
    client.post("/en/courses/-/listening/finish/")
    assert Completion.objects.get().minutes == 10


def test_nobody_finishes_with_a_lesson_left(client, ana, course, on_it):
    client.force_login(ana)
    assert "Finish this course" not in read(client, "/en/courses/listening/")
    client.post("/en/courses/-/listening/finish/")
    assert not Completion.objects.exists()


def test_a_finished_course_is_kept_in_my_learning_when_it_is_withdrawn(client, ana, course, on_it):
    Completion.objects.create(
        enrolment=on_it, completed_at=timezone.now(), known_by="graded", minutes=20
    )
    source_pages(course, CoursePage)[0].unpublish()
    client.force_login(ana)
    page = read(client, "/en/my-learning/")
    assert "No longer offered" in page and "Listening" in page
    assert "/courses/listening/" not in page


def test_what_is_not_translated_yet_says_in_which_language_it_is(
    client, ana, localised, django_capture_on_commit_callbacks
):
    page = lesson_page(localised)
    page.title = "A new name"
    page.body = [*page.body.raw_data, text("<p>Fresh words.</p>"), question("And now?")]
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    client.force_login(ana)
    shown = read(client, LESSON.replace("/en/", "/es/"))
    assert '<h1 lang="en" dir="auto">A new name</h1>' in shown
    assert re.search(r'<div lang="en" dir="ltr">\s*<p>Fresh words', shown)
    assert re.search(r'lang="en" dir="auto">\s*<p>And now', shown)
    assert re.search(r'<div lang="es" dir="ltr">\s*<p[^>]*>es Words', shown)
