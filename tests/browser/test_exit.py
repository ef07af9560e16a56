"""Quick exit in a real browser: away at once, signed out, and no way back to what was shown."""

import time

import pytest

AWAY = "https://www.wikipedia.org/"
OVERVIEW = "/en/my-learning/"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(request, browse, learner, noted):
    page = browse(width=320, script=request.param, person=learner)
    page.context.route(f"{AWAY}**", lambda route: route.fulfill(body="<title>Elsewhere</title>"))
    yield page
    left = [problem for problem in noted.problems if problem != f"foreign request: {AWAY}"]
    noted.problems[:] = left


def leave(page):
    page.goto(OVERVIEW)
    began = time.monotonic()
    page.locator("a.exit").click()
    page.wait_for_url(AWAY)
    return time.monotonic() - began


def test_it_leads_away_at_once(page):
    assert leave(page) < 2
    assert page.title() == "Elsewhere"


def test_the_person_is_signed_out(page):
    leave(page)
    page.goto(OVERVIEW)
    assert "/account/login/" in page.url


def test_the_back_button_does_not_bring_the_page_back(page):
    leave(page)
    page.go_back()
    assert page.locator("h1", has_text="My learning").count() == 0
