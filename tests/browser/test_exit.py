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


@pytest.mark.alone  # it looks at the real clock
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


@pytest.fixture
def phone(browse, learner, noted):
    page = browse(width=320, height=640, person=learner)
    yield page
    left = [problem for problem in noted.problems if problem != f"foreign request: {AWAY}"]
    noted.problems[:] = left


def goes_nowhere(page):
    """The place to go does not come, so that one sees what the page looks like until it does."""
    page.context.route("**/exit/", lambda route: route.fulfill(status=204))


def test_the_band_leaves_the_field_free_while_a_keyboard_is_open(phone):
    phone.goto("/ar/account/names/")
    phone.set_viewport_size({"width": 320, "height": 300})  # what a keyboard leaves of the screen
    for field in phone.locator("main input[type=text]").all():
        field.focus()
        band = phone.locator("a.exit").last.bounding_box()
        box = field.bounding_box()
        assert box["y"] + box["height"] <= band["y"]
        assert band["y"] + band["height"] <= 300


def test_a_half_written_form_is_covered_and_emptied_at_once(phone):
    phone.goto("/en/account/names/")
    phone.fill("[name=chosen_name]", "Somebody else")
    phone.evaluate("sessionStorage.setItem('kept', '1'); localStorage.setItem('kept', '1')")
    goes_nowhere(phone)
    phone.locator("a.exit").last.click(no_wait_after=True)
    phone.locator(".leaving").wait_for()
    assert phone.input_value("[name=chosen_name]") == ""
    assert phone.title() == "…"
    assert phone.evaluate("sessionStorage.length + localStorage.length") == 0


@pytest.mark.parametrize("path", ["/en/nowhere/", "/ar/nowhere/"])
def test_it_leads_away_from_an_error_page_too(phone, path):
    phone.context.route(f"{AWAY}**", lambda route: route.fulfill(body="<title>Elsewhere</title>"))
    phone.goto(path)
    phone.locator("a.exit").last.click()
    phone.wait_for_url(AWAY)


def test_three_times_shift_does_the_same_and_other_keys_between_do_not(phone):
    phone.goto("/en/account/names/")
    for key in ("Shift", "a", "Shift", "Shift"):
        phone.keyboard.press(key)
    assert phone.locator(".leaving").count() == 0
    goes_nowhere(phone)
    phone.keyboard.press("Shift")
    phone.locator(".leaving").wait_for()


def test_what_it_does_and_cannot_do_can_be_read_before(phone):
    phone.goto("/en/")
    phone.get_by_role("link", name="About leaving quickly").click()
    assert phone.get_by_role("heading", name="What it cannot do").is_visible()
