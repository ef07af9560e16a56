"""The first page of the editor: each finds what is on their own desk, and nothing of others'."""

from datetime import UTC, datetime

import pytest

from courses import home_desk
from courses.models import LessonFeedback, LessonPage
from courses.review import handing_in
from people.groups import derive_groups
from people.models import Role, RoleHeld
from tests.conftest import come_in, person
from tests.courses.builders import lesson_page, make_course, text
from tests.courses.languages.rows import STATES, row
from tests.courses.languages.rows import course as course_row
from tests.courses.test_cost import statements
from tests.people.factories import LONG_AGO

HOME = "/cms/"
DAY = datetime(2026, 3, 1, tzinfo=UTC).date()


@pytest.fixture
def editor(eve):
    derive_groups(eve, eve.day())
    return eve


def with_role(name, role, **fields):
    found = person(name)
    RoleHeld.objects.create(person=found, role=role, from_day=LONG_AGO, **fields)
    derive_groups(found, found.day())
    return found


def look(client, who) -> str:
    response = come_in(client, who).get(HOME)
    assert response.status_code == 200
    return response.content.decode()


def write_draft(page, by, title="Another title"):
    page.title = title
    return page.save_revision(user=by)


def outdated(n, language, state, made, **more):
    row(made, n, language, STATES[state] | more, title=f"Old {n}").save()


def test_an_empty_desk_says_so_calmly(client, editor):
    page = look(client, editor)
    assert "Nothing of yours is unpublished." in page
    assert "Nothing waits for you." in page
    assert "Every translation says what its source says." in page
    assert "Nothing new." in page


def test_my_drafts_are_mine(client, editor, course, db):
    other = with_role("oda", Role.CONTENT_EDITOR)
    write_draft(lesson_page(course), editor, "Eve's own words")
    write_draft(lesson_page(course, 2), other, "Oda's own words")
    page = look(client, editor)
    assert "Eve&#x27;s own words" in page
    assert "Oda" not in page
    assert "changes that are not published" in page


def test_a_draft_that_i_may_not_change_any_more_is_not_shown(client, course_in_arabic):
    lena = with_role("lena", Role.TRANSLATOR, language="fr")
    write_draft(lesson_page(course_in_arabic, language="ar"), lena, "Not for Lena")
    assert "Not for Lena" not in look(client, lena)


def test_what_is_published_leaves_the_desk(client, editor, course):
    draft = write_draft(lesson_page(course), editor)
    draft.publish()
    assert "Another title" not in look(client, editor)


def test_what_waits_is_on_the_desk_of_who_may_say_something(client, editor, course):
    iris = with_role("iris", Role.REVIEWER)
    lesson = lesson_page(course)
    write_draft(lesson, editor, "Kestrel words")
    handing_in.hand_in(lesson, by=editor)
    theirs = look(client, iris)
    assert "Kestrel words" in theirs and "/cms/reviews/" in theirs
    assert "My drafts" not in theirs and "out of date" not in theirs
    mine = look(client, editor)
    assert "being read" in mine and "Nothing waits for you." in mine


def test_safety_comes_first_and_the_list_is_short(client, editor, db):
    made = course_row(1)
    for n in range(home_desk.MOST):
        outdated(n, "fr", 1, made)
    outdated(90, "fr", 2, made)
    page = look(client, editor)
    assert page.index("A matter of safety") < page.index("The meaning changed")
    assert page.index("Old 90") < page.index("Old 0")
    assert "Old 9<" not in page
    assert "See all of them" in page


def test_a_translator_reads_of_their_own_languages(client, db):
    made = course_row(1)
    outdated(1, "fr", 1, made)
    outdated(2, "ar", 1, made)
    page = look(client, with_role("lena", Role.TRANSLATOR, language="fr"))
    assert "Old 1" in page and "Old 2" not in page


def test_a_role_for_one_course_reads_of_that_course(client, db):
    ours, theirs = course_row(1), course_row(2)
    outdated(1, "fr", 1, ours)
    outdated(2, "fr", 1, theirs)
    of_one = with_role("nia", Role.CONTENT_EDITOR, course=ours.translation_key)
    page = look(client, of_one)
    assert "Old 1" in page and "Old 2" not in page


def test_feedback_is_told_by_lesson_without_words_or_names(client, ana, editor, course):
    LessonFeedback.objects.create(
        course=course, lesson_key=lesson_page(course).translation_key, language="en",
        kind="upsetting", words="kestrel words", day=DAY, person=ana,
    )  # fmt: skip
    page = look(client, editor)
    assert "Lesson 1 title" in page and "1 new" in page
    assert "kestrel" not in page and "Ana" not in page


def test_wagtails_own_lists_are_gone(client, editor, course):
    write_draft(lesson_page(course), editor)
    page = look(client, editor)
    for words in ("Your most recent edits", "Awaiting your review", "Site summary", "Wagtail 7"):
        assert words not in page


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_who_writes_nothing_has_no_desk(client, course, role):
    write_draft(lesson_page(course), None)
    page = look(client, with_role("kim", role))
    assert "desk-" not in page
    assert "Another title" not in page


def test_it_costs_the_same_however_much_lies_there(client, editor):
    fill_desk(editor, "one", lessons=1)
    come_in(client, editor).get(HOME)
    few = len(statements(lambda: client.get(HOME)))
    fill_desk(editor, "many", lessons=12)
    assert len(statements(lambda: client.get(HOME))) == few


def fill_desk(editor, slug, *, lessons):
    made = make_course(slug, lessons=lessons, body=[text()])
    for n, page in enumerate(LessonPage.objects.filter(url_path__contains=f"/{slug}/")):
        write_draft(page, editor)
        outdated(n, "fr", 1 + n % 2, made)
        LessonFeedback.objects.create(
            course=made, lesson_key=page.translation_key, language="en", kind="helped", day=DAY
        )
