"""Today on a small phone: with everything on it, with nothing yet, and with all done."""

from datetime import date

import pytest

from courses.api import Course, enrol
from office import notices
from people.models import Role, RoleHeld
from tests.browser.judges import axe, scrolls_sideways

PHONE = {"width": 320, "height": 640}
TOUCH = 44


@pytest.fixture
def busy(learner):
    """Learns, coordinates, writes and publishes; and was told something."""
    for role in (Role.COORDINATOR, Role.CONTENT_EDITOR, Role.PUBLISHER):
        RoleHeld.objects.create(person=learner, role=role, from_day=date(2020, 1, 1))
    enrol(learner, Course.objects.get(slug="everyday-practice"), by=learner)
    notices.add("people.role_changed", to=learner, key=f"told:{learner.pk}", about="0")
    return learner


@pytest.fixture(params=[("en", False), ("ar", False), ("en", True), ("ar", True)])
def look(request):
    return request.param


def test_with_everything_on_it_one_thing_stands_out(browse, busy, look):
    language, dark = look
    page = browse(**PHONE, dark=dark, person=busy)
    page.goto(f"/{language}/")
    assert axe(page) == [] and not scrolls_sideways(page)
    assert page.locator("main a.button").count() == 1
    ways = page.locator("main a").all()
    assert len(ways) == 7  # three steps, lines for overview, people, editor, the quiet room
    assert all(way.bounding_box()["height"] >= TOUCH - 0.5 for way in ways)


@pytest.mark.parametrize("path", ["/", "/my-learning/", "/account/notices/"])
def test_with_nothing_yet_it_is_calm_and_leads_on(browse, learner, look, path):
    language, dark = look
    page = browse(**PHONE, dark=dark, person=learner)
    page.goto(f"/{language}{path}")
    assert axe(page) == [] and not scrolls_sideways(page)
    assert page.locator("main .drawing").is_visible()


def test_a_drawing_is_part_of_no_reading(browse, learner):
    page = browse(**PHONE, person=learner)
    page.goto("/en/")
    assert page.locator("main .drawing:not([aria-hidden=true])").count() == 0
