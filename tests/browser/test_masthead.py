"""The head of every page: small on a phone, whole by keyboard and without JavaScript."""

import pytest

LANGUAGES = ["en", "es", "fr", "ar"]


def height(page):
    return page.locator(".masthead__row").bounding_box()["height"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_leaves_a_small_screen_to_the_page(browse, learner, language):
    for person in (None, learner):
        page = browse(width=320, height=640, person=person)
        page.goto(f"/{language}/courses/")
        assert height(page) <= 130


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_the_places_are_one_tap_away(browse, learner, script):
    page = browse(width=320, height=640, person=learner, script=script)
    page.goto("/en/courses/")
    assert not page.get_by_role("link", name="My learning").is_visible()
    page.locator("summary", has_text="Menu").click()
    page.get_by_role("link", name="My learning").click()
    page.wait_for_url("**/en/my-learning/")


def test_the_menu_opens_by_keyboard_and_lies_within_the_screen(browse, learner):
    page = browse(width=320, height=640, person=learner)
    page.goto("/ar/courses/")
    page.locator("summary.menu__name").focus()
    page.keyboard.press("Enter")
    box = page.locator(".menu__places").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 320
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.menu__places') !== null")


def test_on_a_wide_screen_they_stand_in_a_row(browse, learner):
    page = browse(width=1280, person=learner)
    page.goto("/en/courses/")
    assert page.get_by_role("link", name="My learning").is_visible()
    assert not page.locator(".menu").is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_switch_names_each_language_in_itself_and_keeps_the_page(browse, language):
    page = browse(width=320, script=False)
    page.goto(f"/{language}/leaving/")
    for code, name in (("en", "English"), ("es", "Español"), ("fr", "Français"), ("ar", "العربية")):
        link = page.locator(f".languages a[lang={code}]")
        assert (link.inner_text(), link.get_attribute("href")) == (name, f"/{code}/leaving/")
        assert link.get_attribute("hreflang") == code
