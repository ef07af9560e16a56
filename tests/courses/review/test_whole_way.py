"""From a draft to its readers: everybody through their own pages, as they come."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry, TaskState

from courses.models import Course, LivedReview
from learning import sweep
from office.models import Notice
from people.models import Role
from tests.courses.builders import lesson_page, make_course
from tests.courses.review.conftest import holding, write

pytestmark = pytest.mark.django_db(databases=["default", "wellbeing"])  # the sweep looks at both
AGREES = {"opinion": "agrees", "consent": "on"}
CHANGE = {"opinion": "change", "words": "The second line hurts.", "consent": "on"}
DISSENT = {"opinion": "dissents", "dissent": "It blames people.", "consent": "on", "paid": "no"}


def hand_in(visitor, page, **values):
    return visitor.post(f"/cms/reviews/page/{page.pk}/hand-in/", **values)


def waiting():
    return f"/cms/reviews/{TaskState.objects.get(status='in_progress').pk}/"


def is_live(words):
    lesson = lesson_page(Course.objects.get(slug="listening"))
    return words in str(lesson.body.raw_data)


def test_the_whole_way(editor, iris, wim, pia, draft, eve):
    hand_in(editor, draft)
    assert "Lesson 1 title" in iris.reads("/cms/reviews/")

    iris.post(waiting(), **CHANGE)
    assert "The second line hurts." in editor.reads(f"/cms/reviews/page/{draft.pk}/")

    write(draft, eve, "Kinder kestrel words.")
    hand_in(editor, draft, answer="It is gone now.")
    assert "It is gone now." in iris.reads(waiting())
    iris.post(waiting(), **AGREES)

    wim.post(waiting(), decision="approve")
    said = pia.reads(waiting())
    assert "The second line hurts." in said and "Iris" in said
    assert not is_live("kestrel")

    pia.post(waiting(), decision="approve")
    assert is_live("Kinder kestrel words.")
    assert Notice.objects.filter(to=eve, kind="courses.review_done").count() == 1


def test_a_draft_that_is_read_is_changed_by_nobody(editor, iris, draft):
    hand_in(editor, draft)
    page = editor.get(f"/cms/pages/{draft.pk}/edit/")
    assert page.context["locked_for_user"]


def test_handing_in_twice_is_once(editor, draft):
    for _ in range(2):
        hand_in(editor, draft)
    assert TaskState.objects.count() == 1


def test_saying_it_twice_is_once(editor, iris, draft):
    hand_in(editor, draft)
    where = waiting()
    for _ in range(2):
        assert iris.post(where, **AGREES).status_code == 302
    assert LivedReview.objects.count() == 1


def test_what_was_handed_in_is_taken_back_by_who_did(editor, iris, draft):
    hand_in(editor, draft)
    iris_saw = waiting()
    editor.post(f"/cms/reviews/page/{draft.pk}/take-back/")
    assert iris.get(iris_saw).status_code == 404
    assert not editor.get(f"/cms/pages/{draft.pk}/edit/").context["locked_for_user"]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"opinion": "agrees"}, id="without consent"),
        pytest.param({"consent": "on"}, id="without an opinion"),
        pytest.param({"opinion": "change", "consent": "on"}, id="a change without words"),
        pytest.param({"opinion": "dissents", "consent": "on"}, id="dissent without words"),
        pytest.param({"opinion": "x", "consent": "on", "paid": "x"}, id="nonsense"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_kept(editor, iris, draft, said):
    hand_in(editor, draft)
    assert iris.post(waiting(), **said).status_code == 422
    assert not LivedReview.objects.exists()
    assert TaskState.objects.get().status == "in_progress"


def test_wagtail_s_own_door_keeps_nothing_without_consent_either(editor, iris, draft):
    hand_in(editor, draft)
    state = TaskState.objects.get()
    path = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", state.pk])
    iris.post(path, words="x")
    assert not LivedReview.objects.exists()
    iris.post(path, words="x", consent="on")
    assert LivedReview.objects.get().reviewer == iris.who


def test_dissent_goes_on_and_is_read_before_publishing(editor, iris, wim, pia, draft):
    hand_in(editor, draft)
    iris.post(waiting(), **DISSENT)
    wim.post(waiting(), decision="approve")
    page = pia.reads(waiting())
    assert page.index("It blames people.") < page.index('name="decision"')
    assert "Paid for this: No" in page


def test_no_name_and_no_word_of_a_reviewer_stands_in_wagtail_s_tables(editor, iris, draft):
    hand_in(editor, draft)
    iris.post(waiting(), **CHANGE)
    assert not TaskState.objects.filter(finished_by=iris.who).exists()
    assert not PageLogEntry.objects.filter(user=iris.who).exists()
    assert not [entry for entry in PageLogEntry.objects.all() if "hurts" in str(entry.data)]


def test_a_step_that_is_not_wanted_passes_by_itself(editor, pia, wim, draft, course):
    pia.post("/cms/reviews/rules/listening/", language="on")
    hand_in(editor, draft)
    assert "decision" in wim.reads(waiting())
    wim.post(waiting(), decision="approve")
    assert "Not wanted for this course" in pia.reads(waiting())


def test_a_step_is_left_out_with_a_reason_that_stays(editor, pia, draft, wim):
    hand_in(editor, draft)
    assert pia.post(f"{waiting()}skip/").status_code == 422
    pia.post(f"{waiting()}skip/", reason="Nobody is here this month.")
    wim.post(waiting(), decision="approve")
    assert "Nobody is here this month." in pia.reads(waiting())
    assert "Nobody is here this month." in pia.reads(f"/cms/pages/{draft.pk}/history/")


def test_only_a_publisher_leaves_a_step_out(editor, iris, draft):
    hand_in(editor, draft)
    assert iris.post(f"{waiting()}skip/", reason="x").status_code == 404
    assert editor.post(f"{waiting()}skip/", reason="x").status_code == 404


def test_nobody_says_of_their_own_words_that_they_can_go_on(draft, eve, iris):
    both = holding("both", Role.CONTENT_EDITOR)
    both.who.roles_held.create(role=Role.REVIEWER, from_day=eve.roles_held.get().from_day)
    hand_in(both, draft)
    assert both.get(waiting()).status_code == 404
    assert iris.get(waiting()).status_code == 200


def test_who_holds_roles_for_another_course_finds_nothing(editor, draft):
    other = make_course("other", lessons=1).translation_key
    hand_in(editor, draft)
    for n, role in enumerate((Role.REVIEWER, Role.CONTENT_EDITOR, Role.PUBLISHER)):
        stranger = holding(f"stranger{n}", role, course=other)
        assert stranger.get(waiting()).status_code == 404
        assert "Lesson 1 title" not in stranger.reads("/cms/reviews/")
    editor_of_other = holding("gus", Role.CONTENT_EDITOR, course=other)
    assert hand_in(editor_of_other, draft).status_code == 404
    assert editor_of_other.get(f"/cms/pages/{draft.pk}/edit/").status_code in (302, 403)


def test_what_is_said_to_whom_tells_nothing(editor, iris, wim, pia, draft, mailoutbox, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    hand_in(editor, draft)
    sweep.run()
    iris.post(waiting(), **CHANGE)
    sweep.run()
    told = [(mail.to, mail.subject) for mail in mailoutbox]
    assert told == [
        (["iris@example.org"], "Something waits for you"),
        (["eve@example.org"], "Something waits for you"),
    ]
    for mail in mailoutbox:
        letter = mail.subject + mail.body
        assert "Lesson" not in letter and "Eve" not in letter and "Iris" not in letter


def test_where_nobody_reads_the_publisher_is_told(editor, pia, draft):
    hand_in(editor, draft)
    assert Notice.objects.get(kind="courses.review_waiting").to == pia.who


def test_the_list_costs_the_same_however_long(
    editor, iris, course, eve, django_assert_max_num_queries
):
    counted = []
    for n in (1, 2):
        hand_in(editor, write(lesson_page(course, n), eve, "Words."))
        iris.get("/cms/reviews/")
        with django_assert_max_num_queries(60) as queries:
            iris.get("/cms/reviews/")
        counted.append(len(queries))
    assert counted[0] == counted[1]
