"""My learning and the record on a small phone and on paper, both directions, by day and night."""

from datetime import UTC, datetime

import pytest

from courses.api import Course, enrol
from courses.models import Completion
from tests.browser.judges import axe, scrolls_sideways

PHONE = {"width": 320, "height": 640}
TOUCH = 44
UNDER_WAY, FINISHED = "everyday-practice", "being-alongside"


@pytest.fixture(params=[("en", False), ("ar", False), ("en", True), ("ar", True)])
def look(request):
    return request.param


@pytest.fixture
def learns(learner):
    """On one course, and through with another."""
    at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    enrol(learner, Course.objects.get(slug=UNDER_WAY), by=learner)
    done = enrol(learner, Course.objects.get(slug=FINISHED), by=learner)
    Completion.objects.create(enrolment=done, completed_at=at, known_by="graded", minutes=90)
    return learner


def is_in_order(page):
    return axe(page) == [] and not scrolls_sideways(page)


def test_one_thing_stands_out_and_all_of_it_can_be_tapped(browse, learns, look):
    language, dark = look
    page = browse(**PHONE, dark=dark, person=learns)
    page.goto(f"/{language}/my-learning/")
    assert is_in_order(page)
    assert page.locator("main a.button").count() == 1
    ways = page.locator("main a").all()
    assert len(ways) == 5  # the pathway of the demonstration, too
    assert all(way.bounding_box()["height"] >= TOUCH - 0.5 for way in ways)


def test_the_record_can_be_read_and_taken_along(browse, learns, look):
    language, dark = look
    page = browse(**PHONE, dark=dark, person=learns)
    page.goto(f"/{language}/my-learning/record/")
    assert is_in_order(page)
    with page.expect_download() as download:
        page.locator("main a[href$='record.pdf']").click()
    assert download.value.suggested_filename == "record.pdf"


def test_on_paper_only_what_is_finished_is_left_of_the_record(browse, learns):
    page = browse(person=learns)
    page.goto("/en/my-learning/record/")
    page.emulate_media(media="print")
    assert page.locator(".record").is_visible()
    assert not any(each.is_visible() for each in page.locator("main a").all())


def test_with_a_keyboard_the_button_is_reached_and_followed(browse, learns):
    page = browse(script=False, person=learns)
    page.goto("/en/my-learning/")
    page.locator("main a.button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/courses/{UNDER_WAY}/**")
