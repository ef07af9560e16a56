"""Wagtail's editor works under its own policy, and shows pages under the strict one."""

from datetime import date
from itertools import count

import pytest

from courses.models import LessonPage
from learning.organising import TOPICS
from people.api import derive_groups
from people.models import Role
from tests.browser.judges import axe, scrolls_sideways
from tests.conftest import person
from tests.courses.builders import make_course

NUMBERS = count(1)


@pytest.fixture
def editor(site):
    eve = person(f"editor-{next(NUMBERS)}", Role.CONTENT_EDITOR, Role.PUBLISHER)
    derive_groups(eve, date.today())
    return eve


@pytest.fixture
def lesson(site):
    course = make_course(f"edited-{next(NUMBERS)}", lessons=1)
    return LessonPage.objects.get(url_path__startswith=f"/en/courses/{course.slug}/")


def test_the_editor_breaks_no_policy_and_calls_nobody(browse, editor, lesson):
    page = browse(person=editor)
    for path in ("", f"pages/{lesson.get_parent().pk}/", f"pages/{lesson.pk}/history/"):
        assert page.goto(f"/cms/{path}").status == 200


def test_the_organisations_pages_break_no_policy_and_fit_a_phone(browse, site):
    sam = person(f"admin-{next(NUMBERS)}", Role.ADMINISTRATOR)
    derive_groups(sam, date.today())
    page = browse(person=sam, width=320)
    for path in ("", *(f"{topic.slug}/" for topic in TOPICS)):
        assert page.goto(f"/cms/organisation/{path}").status == 200
        assert not scrolls_sideways(page), path
        assert axe(page) == []


def test_a_preview_inside_the_editor_is_strict(browse, editor, lesson):
    page = browse(person=editor)
    page.goto(f"/cms/pages/{lesson.pk}/edit/")
    with page.expect_response(lambda response: "/edit/preview/?" in response.url) as shown:
        page.locator("[data-side-panel-toggle=preview]").first.click()
    policy = shown.value.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'self'" in policy
    assert shown.value.status == 200
