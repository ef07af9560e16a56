"""What wagtail-localize, Wagtail's own buttons and narrower roles must not be a way round of."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, TaskState
from wagtail_localize.models import Translation

from courses.languages import drafting
from courses.models import AdaptMark, LessonFeedback, LessonPage
from people.models import Role
from tests.courses.builders import lesson_page, make_course
from tests.courses.review.conftest import holding, write

pytestmark = pytest.mark.django_db(databases=["default", "wellbeing"])


@pytest.fixture
def course(db):
    return make_course()


@pytest.fixture
def lesson(course):
    return lesson_page(course)


@pytest.fixture
def french(lesson, eve):
    """A live French lesson, as the translation editor knows it."""
    return begun(lesson, "fr", by=eve, live=True)


def begun(lesson, language, *, by, live=False):
    source = drafting.source_of(lesson)
    locale = Locale.objects.get(language_code=language)
    Translation.objects.get_or_create(source=source, target_locale=locale)
    page = drafting.save(source, locale, by=by)
    if live:
        page.get_latest_revision().publish()
    return LessonPage.objects.get(pk=page.pk)


@pytest.fixture
def tomas(db):
    return holding("tomas", Role.TRANSLATOR, language="fr")


@pytest.fixture
def pia(db):
    return holding("pia", Role.PUBLISHER)


def test_who_translates_makes_no_alias_of_a_page(french, tomas):
    path = reverse("wagtail_localize:convert_to_alias", args=[french.pk])
    assert tomas.post(path).status_code == 404
    assert LessonPage.objects.get(pk=french.pk).alias_of_id is None


def test_who_translates_begins_in_their_own_language_and_course_only(lesson, course, tomas):
    arabic, french = (Locale.objects.get(language_code=code) for code in ("ar", "fr"))
    path = reverse("wagtail_localize:submit_page_translation", args=[lesson.pk])
    tomas.post(path, locales=[arabic.pk, french.pk])
    assert not LessonPage.objects.filter(locale=arabic).exists()
    other = make_course("other", lessons=1)
    uma = holding("uma", Role.TRANSLATOR, language="fr", course=other.translation_key)
    assert uma.get(path).status_code == 404
    tomas.post(path, locales=[french.pk])
    assert LessonPage.objects.filter(locale=french).exists()


def test_what_waits_to_be_adapted_is_not_published_by_wagtail_s_own_button(lesson, eve, pia):
    write(lesson, eve, "Kestrel words.")
    key = lesson.get_parent().get_parent().translation_key
    block = lesson.body.raw_data[0]["id"]
    AdaptMark.objects.create(
        course_key=key, page_key=lesson.translation_key, block=block, kind="law"
    )
    pia.post("/cms/reviews/rules/listening/")
    holding("ed", Role.CONTENT_EDITOR).post(f"/cms/reviews/page/{lesson.pk}/hand-in/")
    state = TaskState.objects.get(status="in_progress")
    path = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", state.pk])
    pia.post(path, comment="")
    assert "Kestrel" not in str(LessonPage.objects.get(pk=lesson.pk).body.raw_data)


def test_nobody_passes_words_that_another_saved_after_them(lesson, eve, course):
    wim = holding("wim", Role.CONTENT_EDITOR)
    pia = holding("pia", Role.PUBLISHER)
    pia.post("/cms/reviews/rules/listening/", language="on")
    write(lesson, wim.who, "Kestrel words.")
    lesson.save_revision(user=eve)
    holding("ed", Role.CONTENT_EDITOR).post(f"/cms/reviews/page/{lesson.pk}/hand-in/")
    state = TaskState.objects.get(status="in_progress")
    assert wim.post(f"/cms/reviews/{state.pk}/", decision="approve").status_code == 404


def test_the_desk_of_an_editor_of_one_course_tells_nothing_of_another(course):
    other = make_course("other", lessons=1)
    key = lesson_page(other).translation_key
    LessonFeedback.objects.create(
        course=other, lesson_key=key, day=timezone.now().date(), kind="confusing", language="en"
    )
    gus = holding("gus", Role.CONTENT_EDITOR, course=course.translation_key)
    assert str(key) not in gus.reads("/cms/")


def test_an_editor_of_one_course_changes_no_words_of_all(course):
    gus = holding("gus", Role.CONTENT_EDITOR, course=course.translation_key)
    assert gus.get("/cms/wording/").status_code == 404


@pytest.mark.parametrize("role", [Role.CONTENT_EDITOR, Role.PUBLISHER])
def test_who_writes_one_language_takes_in_no_course(course, role):
    """A pack changes a course in all its languages."""
    lea = holding("lea", role, language="fr")
    assert lea.get("/cms/shelf/").status_code == 404
    assert lea.get("/cms/values/").status_code == 404


def test_a_publisher_of_one_language_rules_no_review(course):
    lea = holding("lea", Role.PUBLISHER, language="fr")
    assert lea.get("/cms/reviews/rules/listening/").status_code == 404
    assert lea.get("/cms/reviews/rules/").status_code == 404


def test_a_coordinator_reads_no_title_in_a_report_of_translations(lesson, eve):
    begun(lesson, "fr", by=eve)
    kit = holding("kit", Role.COORDINATOR)
    assert lesson.title not in kit.reads(reverse("wagtail_localize:translations_report"))
