"""An empty site becomes one that people can come to: the whole guide, interrupted and resumed.

Its own server, because the one of this folder has people in it.
"""

import re
import shutil

import pytest

from tests.browser.judges import axe, scrolls_sideways
from tests.browser.test_second_factor import next_code, set_up_app
from tests.learning.test_serve import Served

PASSWORD = "four calm words here"
LINK = re.compile(r"\s+(http\S+/setup/\S+/)")


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A site without anybody, and the link that its start printed."""
    state = tmp_path_factory.mktemp("empty")
    served = Served(state)
    link = next(found[1] for line in served.process.stdout if (found := LINK.match(line)))
    yield link
    served.process.terminate()
    served.process.wait(timeout=20)
    shutil.rmtree(state, ignore_errors=True)


@pytest.fixture
def open_phone(chromium):
    contexts = []

    def open_phone():
        context = chromium.new_context(
            viewport={"width": 320, "height": 640}, reduced_motion="reduce", locale="en-GB"
        )
        contexts.append(context)
        return context.new_page()

    yield open_phone
    for context in contexts:
        context.close()


def go_on(page, **fields):
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    assert axe(page) == [] and not scrolls_sideways(page)
    page.click("main form button[type=submit] >> nth=0")


def here(page):
    return page.url.rstrip("/").rpartition("/")[2]


def become_the_first(page, link):
    page.goto(link)
    names = {"chosen_name": "Amal", "sign_in": "amal"}
    go_on(page, **names, password1=PASSWORD, password2=PASSWORD)
    page.wait_for_url("**/second-step/**")
    used = set_up_app(page)
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url("**/en/setup/")
    return used


def sign_in_elsewhere(page, link, secret, used):
    page.goto(link.partition("/setup/")[0] + "/en/account/login/")
    page.fill("[name=login]", "amal")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit] >> nth=0")
    page.fill("[name=code]", next_code(secret, used))
    page.click("main form button[type=submit] >> nth=0")
    page.wait_for_url("**/en/")


def test_from_nothing_to_ready_with_an_interruption(empty, open_phone):
    page = open_phone()
    page.goto(empty.partition("/setup/")[0])
    assert page.get_by_role("heading", name="This site is being set up").is_visible()
    secret, used = become_the_first(page, empty)

    page.get_by_role("link", name="Go on").first.click()
    go_on(page, name="Centre for Survivors", short_name="Trauma centre")
    assert page.get_by_text("tells others what this site is about").first.is_visible()
    go_on(page, short_name="Lighthouse")
    assert here(page) == "look"
    go_on(page, colour="#ffee00")
    assert page.get_by_text("too light to read on").first.is_visible()
    page.get_by_role("button", name="Take this darker colour").click()
    assert here(page) == "languages"

    again = open_phone()  # the phone fell into the water; everything is kept
    sign_in_elsewhere(again, empty, secret, used)
    again.get_by_role("link", name="Go on").first.click()
    assert here(again) == "languages"
    again.get_by_label("Français").uncheck()
    go_on(again)
    go_on(again, exit_target="javascript:alert(1)")
    assert here(again) == "way-out"
    go_on(again, exit_target="https://www.wikipedia.org/")
    go_on(again, ask_name="Rosa", ask_phone="+34 600 100 200")
    again.get_by_role("button", name="Skip for now").click()
    assert again.get_by_text("This site sends no mail.").is_visible()
    go_on(again)
    go_on(again)
    assert here(again) == "courses"
    for box in again.locator("[name=course]").all()[1:]:
        box.uncheck()
    go_on(again)
    assert here(again) == "ready"
    assert again.get_by_text("Left for later").count() == 2  # whom to turn to, and the quiet room
    assert again.get_by_text("Two people administer this site").is_visible()

    page.goto(empty)
    assert page.get_by_role("heading", name="This link opens nothing any more").is_visible()
