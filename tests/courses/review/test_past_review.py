"""Publishing without those steps, at an hour, by other buttons; words taken back; who sees what."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, TaskState
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from courses import api as courses
from courses.models import Course, LessonFeedback, LessonPage, LivedReview
from courses.retiring import retire_person
from learning import foundation, sweep
from people.models import Role
from tests.conftest import come_in
from tests.courses.builders import lesson_page, make_course, translate
from tests.courses.review.conftest import holding
from tests.courses.review.test_whole_way import CHANGE, DISSENT, hand_in, waiting

pytestmark = pytest.mark.django_db(databases=["default", "wellbeing"])  # the sweep looks at both
PAST = "courses.published_past_review"


def send(visitor, page, **more):
    """Wagtail's own form of the editing view."""
    data = {
        "title": page.title, "slug": page.slug, "minutes": 10, "body": streamfield([]),
        "short_text": "", "short_alt": "", "short_picture": "", "topics": streamfield([]),
        "what_changed": "", "note": "", "way_round": "",
    }  # fmt: skip
    return visitor.client.post(f"/cms/pages/{page.pk}/edit/", nested_form_data(data) | more)


def reasons():
    return [entry.data["reason"] for entry in PageLogEntry.objects.filter(action=PAST)]


def test_a_publisher_is_asked_why_and_the_reason_stays(pia, draft):
    asked = send(pia, draft, **{"action-publish": "1"})
    assert "Read by somebody who has lived it" in asked.content.decode()
    assert "Kestrel" not in str(LessonPage.objects.get(pk=draft.pk).body.raw_data)
    empty = send(pia, draft, **{"action-publish": "1", "past-reason": " "})
    assert empty.status_code == 422
    send(pia, draft, **{"action-publish": "1", "past-reason": "A number was wrong."})
    assert not words_of(draft)
    assert reasons() == ["A number was wrong."]
    assert "A number was wrong." in pia.reads(f"/cms/pages/{draft.pk}/history/")


def test_all_that_was_sent_stands_in_the_question(pia, draft):
    asked = send(pia, draft, **{"action-publish": "1", "title": 'A "new" title'}).context["sent"]
    assert ("title", 'A "new" title') in asked and ("action-publish", "1") in asked
    assert not [name for name, _value in asked if name.startswith("past-")]


def test_where_nothing_is_wanted_nothing_is_asked(pia, draft):
    pia.post("/cms/reviews/rules/listening/")
    assert send(pia, draft, **{"action-publish": "1"}).status_code == 302
    assert not reasons()


def test_an_hour_is_asked_why_too_and_then_kept(pia, lesson):
    hour = timezone.now() + timedelta(hours=1)
    when = {"go_live_at": hour.strftime("%Y-%m-%d %H:%M"), "action-publish": "1"}
    assert send(pia, lesson, **when).status_code == 200
    send(pia, lesson, **when, **{"past-reason": "It goes out with the others."})
    sweep.run()
    assert words_of(lesson)
    assert Page.objects.get(pk=lesson.pk).approved_schedule


def words_of(lesson):
    return list(LessonPage.objects.get(pk=lesson.pk).body.raw_data)


def test_the_sweep_publishes_and_takes_off_what_is_due(lesson, course):
    draft = lesson.get_latest_revision_as_object()
    draft.body, draft.go_live_at = [], timezone.now() + timedelta(hours=1)
    draft.save_revision().publish()
    past = timezone.now() - timedelta(minutes=1)
    revision = Page.objects.get(pk=lesson.pk).scheduled_revision
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    second = lesson_page(course, 2)
    LessonPage.objects.filter(pk=second.pk).update(expire_at=past)
    sweep.run()
    assert not words_of(lesson)
    assert not LessonPage.objects.get(pk=second.pk).live
    assert courses.publish_due(at=timezone.now()) == 0


def test_many_at_once_is_no_way_round(pia, course, draft):
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    pia.client.post(f"{path}?id={draft.pk}", {"include_descendants": ""})
    assert "Kestrel" not in str(LessonPage.objects.get(pk=draft.pk).body.raw_data)


def test_nor_is_wagtail_s_interface_for_programs(pia, draft):
    path = f"/cms/api/main/pages/{draft.pk}/action/publish/"
    assert pia.client.post(path, {}).status_code == 404


@pytest.fixture
def french(course):
    """The lesson in French, as the translation editor knows it; not published."""
    translate(course, "fr", live=False)
    source, _new = TranslationSource.get_or_create_from_instance(lesson_page(course))
    page = lesson_page(course, language="fr")
    Translation.objects.create(source=source, target_locale=page.locale)
    return page


def test_the_translation_editor_asks_why_too(pia, french, django_capture_on_commit_callbacks):
    path = f"/cms/pages/{french.pk}/edit/"
    asked = pia.post(path, action="publish").content.decode()
    assert "Read for its language" in asked and "lived it" not in asked
    assert not LessonPage.objects.get(pk=french.pk).live
    with django_capture_on_commit_callbacks(execute=True):
        pia.post(path, **{"action": "publish", "past-reason": "It is urgent."})
    assert LessonPage.objects.get(pk=french.pk).live and reasons() == ["It is urgent."]


@pytest.mark.parametrize("is_live", [True, False], ids=["public", "draft"])
def test_nor_is_a_sync_of_translations(
    pia, french, lesson, is_live, django_capture_on_commit_callbacks
):
    LessonPage.objects.filter(pk=lesson.pk).update(live=is_live)
    source = TranslationSource.objects.get(object_id=lesson.translation_key)
    with django_capture_on_commit_callbacks(execute=True):
        answer = pia.post(f"/cms/localize/update/{source.pk}/", publish_translations="on")
    assert answer.status_code == 302
    assert not LessonPage.objects.get(pk=french.pk).live


def test_a_translation_is_read_by_another_who_knows_the_language(pia, french):
    tomas = holding("tomas", Role.TRANSLATOR, language="fr")
    theo = holding("theo", Role.TRANSLATOR, language="fr")
    stranger = holding("nour", Role.TRANSLATOR, language="ar")
    hand_in(tomas, french)
    thea = holding("thea", Role.TRANSLATOR, language="fr")
    translated_by(thea.who, french)
    assert {each.get(waiting()).status_code for each in (tomas, thea, stranger)} == {404}
    theo.post(waiting(), decision="approve")
    pia.post(waiting(), decision="approve")
    assert LessonPage.objects.get(pk=french.pk).live


def translated_by(who, page):
    segment = TranslationSource.objects.get(
        object_id=page.translation_key
    ).stringsegment_set.first()
    where = {"translation_of": segment.string, "context": segment.context, "locale": page.locale}
    StringTranslation.objects.create(data="Mots", last_translated_by=who, **where)


class TestWithdrawal:
    @pytest.fixture
    def said(self, editor, iris, draft):
        hand_in(editor, draft)
        iris.post(waiting(), **DISSENT, words="I lived in such a house.")
        return LivedReview.objects.get()

    def take_back(self, visitor, row):
        return visitor.post(f"/cms/reviews/mine/{row.pk}/withdraw/")

    def test_name_and_words_go_and_that_there_was_one_stays(self, iris, pia, wim, said):
        assert "I lived in such a house." in iris.reads("/cms/reviews/mine/")
        for _ in range(2):
            assert self.take_back(iris, said).status_code == 302
        said.refresh_from_db()
        assert (said.reviewer, said.words, said.dissent, said.paid) == (None, "", "", "unsaid")
        wim.post(waiting(), decision="approve")
        page = pia.reads(waiting())
        assert "A review was withdrawn." in page
        assert "Iris" not in page and "blames" not in page

    def test_nobody_takes_back_what_another_said(self, said, pia, editor):
        for other in (pia, editor, holding("ida", Role.REVIEWER)):
            assert self.take_back(other, said).status_code == 404
        said.refresh_from_db()
        assert said.words

    def test_it_is_in_the_copy_of_their_data_and_goes_when_they_leave(self, iris, said):
        row = courses.export_person(iris.who)["lived_reviews"][0]
        assert row["dissent"] == "It blames people." and row["page"] == "Lesson 1 title"
        retire_person(iris.who, at=timezone.now())
        said.refresh_from_db()
        assert said.reviewer is None and not said.words and said.withdrawn_at

    def test_who_reviews_no_more_can_still_take_it_back(self, iris, said):
        role = iris.who.roles_held.get()
        role.role = Role.COORDINATOR
        role.save()
        assert "such a house" in iris.reads("/cms/reviews/mine/")
        assert self.take_back(iris, said).status_code == 302


# --- who finds what
def test_a_reviewer_finds_what_waits_and_its_preview_and_nothing_else(editor, iris, draft, course):
    hand_in(editor, draft)
    page = iris.reads(waiting())
    preview = reverse("wagtailadmin_pages:workflow_preview", args=[draft.pk, task()])
    assert preview in page and "Kestrel words." in iris.reads(preview)
    other = lesson_page(course, 2).pk
    for path in (
        f"/cms/pages/{draft.pk}/edit/",
        f"/cms/pages/{draft.pk}/history/",
        f"/cms/reviews/page/{draft.pk}/",
        f"/cms/pages/{other}/workflow/preview/{task()}/",
        "/cms/pages/",
        "/cms/documents/",
        "/cms/images/chooser/",
        "/cms/api/main/pages/",
        "/cms/reports/workflow/",
        "/cms/reviews/rules/",
    ):
        assert iris.get(path).status_code in (302, 404), path
        assert "Kestrel" not in iris.reads(path)
    assert iris.get("/cms/").status_code == 200


def task():
    return TaskState.objects.get(status="in_progress").task_id


@pytest.mark.parametrize("who", ["ana", "bo", "kit"])
def test_to_others_there_is_no_such_page(client, request, editor, draft, who):
    hand_in(editor, draft)
    come_in(client, request.getfixturevalue(who))
    paths = ("", "mine/", "rules/", "rules/listening/", f"page/{draft.pk}/", f"{task_state()}/")
    for path in paths:
        assert client.get(f"/cms/reviews/{path}").status_code == 404, path
    for path in (f"page/{draft.pk}/hand-in/", f"page/{draft.pk}/take-back/", "mine/1/withdraw/"):
        assert client.post(f"/cms/reviews/{path}").status_code == 404, path


def task_state():
    return TaskState.objects.get().pk


def test_a_publisher_of_one_course_rules_that_one_alone(course):
    other = make_course("other", lessons=1)
    pia = holding("pia", Role.PUBLISHER, course=course.translation_key)
    assert pia.get("/cms/reviews/rules/listening/").status_code == 200
    assert pia.get(f"/cms/reviews/rules/{other.slug}/").status_code == 404
    assert "other" not in pia.reads("/cms/reviews/rules/")


def test_laying_the_workflow_again_changes_nothing(django_assert_max_num_queries, db):
    foundation.lay()
    with django_assert_max_num_queries(200) as queries:
        foundation.lay()
    assert not [q for q in queries if q["sql"].startswith("INSERT") and "workflow" in q["sql"]]
    shelves = Page.objects.filter(depth=3, slug="courses")
    assert {shelf.get_workflow().name for shelf in shelves} == {"Review"}


def test_who_edits_beside_one_is_named_as_they_chose(editor, wim, lesson):
    edit = f"/cms/pages/{lesson.pk}/edit/"
    wim.get(edit)
    beside = editor.get(edit).context["editing_sessions"]
    told = editor.client.post(beside.ping_url, {}).json()
    assert "Wim" in str(told) and "@" not in str(told)


def test_a_copy_says_that_translations_stay_behind(course):
    """In their own course: the copy is a new one, in one language."""
    translate(course, "ar")
    both = holding("gil", Role.CONTENT_EDITOR)
    page = Page.objects.get(translation_key=course.translation_key, locale__language_code="en")
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk}
    path = reverse("wagtailadmin_pages:copy", args=[page.pk])
    answer = both.client.post(path, data | {"copy_subpages": "on"}, follow=True)
    assert "Only this language was copied" in answer.content.decode()
    assert Course.objects.get(slug="copy").translation_key != course.translation_key


def test_change_asked_for_comes_back_to_who_handed_it_in(editor, iris, draft):
    hand_in(editor, draft)
    iris.post(waiting(), **CHANGE)
    page = editor.reads(f"/cms/reviews/page/{draft.pk}/")
    assert "A change was asked for." in page and "Hand it in again" in page


def test_an_editor_of_one_course_reads_what_was_said_of_it_alone(course):
    other = make_course("other", lessons=1)
    for each in (course, other):
        key = lesson_page(each).translation_key
        LessonFeedback.objects.create(
            course=each, lesson_key=key, day=timezone.now().date(), kind="confusing", language="en"
        )
    gus = holding("gus", Role.CONTENT_EDITOR, course=course.translation_key)
    said = {
        each.slug: f"/cms/feedback/{each.slug}/{lesson_page(each).translation_key}/"
        for each in (course, other)
    }
    assert [gus.get(path).status_code for path in said.values()] == [200, 404]
    listed = gus.reads("/cms/feedback/")
    assert said["listening"] in listed and said["other"] not in listed
    assert gus.get("/cms/snippets/courses/topic/").status_code == 302
