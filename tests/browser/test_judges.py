"""The judges can condemn: each is shown something bad once."""

from tests.browser.judges import axe, scrolls_sideways, vnu

BAD = "<!doctype html><html lang='en'><title>x</title><img src='a.png'><p><div></p>"


def test_axe_finds_a_picture_without_words(browse):
    page = browse()
    page.goto("/en/")
    page.locator("main").evaluate("main => main.append(new Image())")
    assert any("image-alt" in problem for problem in axe(page))


def test_vnu_finds_broken_html(tmp_path):
    (tmp_path / "bad.html").write_text(BAD)
    assert vnu(tmp_path)


def test_a_page_that_is_too_wide_is_seen(browse):
    page = browse(width=320)
    page.goto("/en/")
    page.locator("main").evaluate("main => { main.style.inlineSize = '900px' }")
    assert scrolls_sideways(page)


def test_a_request_to_somebody_else_is_noted(browse, noted):
    page = browse()
    page.goto("/en/")
    page.evaluate("fetch('http://127.0.0.1:9/').catch(() => {})")
    page.wait_for_timeout(300)
    assert noted.problems
    noted.problems.clear()
