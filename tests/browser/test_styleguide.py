"""The style guide itself, judged: what has a barrier there has it on some page."""

import pytest

from tests.browser.judges import axe, scrolls_sideways, vnu


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMO = True


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("ar", True)])
def test_no_component_has_a_barrier_or_breaks_a_small_screen(browse, language, dark):
    page = browse(width=320, dark=dark)
    page.goto(f"/{language}/styleguide/")
    assert axe(page) == []
    assert not scrolls_sideways(page)


def test_every_component_is_valid_html(browse, tmp_path):
    page = browse(script=False)
    for language in ("en", "ar"):
        text = page.goto(f"/{language}/styleguide/").text()
        (tmp_path / f"{language}.html").write_text(text, encoding="utf-8")
    assert vnu(tmp_path) == []


def test_in_high_contrast_what_has_the_focus_and_what_is_chosen_still_show(browse):
    page = browse()
    page.emulate_media(forced_colors="active")
    page.goto("/en/styleguide/")
    page.locator("main .button").first.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert (
        page.evaluate("getComputedStyle(document.querySelector('main .button')).borderTopStyle")
        != "none"
    )
