"""Our own content types on a real page: by keyboard to the end, resumed, right to left, judged.

The host is the test's own (host/host.js); H5P's own player is tried elsewhere.
"""

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

from courses.h5p import build
from tests.browser import judges

HOST = (Path(__file__).parent / "host" / "host.js").read_text(encoding="utf-8")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
KINDS = {"js": "text/javascript", "css": "text/css", "png": "image/png"}
PACKAGES = {built.name: built.package for built in build(settings.ROOT / "content" / "h5p")}
SCENARIO, GROUPS, ORDER = "at-the-desk", "what-can-wait", "passing-it-on"


@dataclass
class Played:
    page: Page
    main: str
    content: dict

    def start(self, state=None, **changes):
        self.page.reload()
        self.page.evaluate(
            "([name, params, state]) => play(name, params, state)",
            [self.main, self.content | changes, state],
        )
        return self

    def resume(self):
        return self.start(self.state())

    def state(self):
        return self.page.evaluate("activity.getCurrentState() || null")

    def told(self, verb):
        return self.page.evaluate("verb => told.filter(said => said.verb === verb)", verb)

    def says(self, text):
        return text in self.page.inner_text(".mainstay-activity")

    def focused(self):
        return self.page.evaluate("document.activeElement.textContent")

    def press(self, label):
        """By keyboard alone: the next place that says so, then Enter."""
        for _ in range(60):
            self.page.keyboard.press("Tab")
            if self.focused() == label:
                self.page.keyboard.press("Enter")
                return
        raise AssertionError(f"No key leads to “{label}”.")

    def place(self, item, group):
        self.press(item)
        self.press(f"Move to: \u2068{group}\u2069")


@pytest.fixture
def play(browse):
    def play(example, *, lang="en", **options):
        page = browse(**options)
        files = unpacked(f"{example}.{lang}.h5p")
        head = json.loads(files["h5p.json"])
        page.route("**/own/**", lambda route: route.fulfill(**answer(files, head, route)))
        page.goto("/own/")
        content = json.loads(files["content/content.json"])
        return Played(page, head["mainLibrary"].split(".")[1], content).start()

    return play


def unpacked(name):
    archive = zipfile.ZipFile(io.BytesIO(PACKAGES[name]))
    return {name: archive.read(name) for name in archive.namelist()}


def answer(files, head, route):
    name = route.request.url.partition("/own/")[2]
    if not name:
        headers = {"Content-Security-Policy": POLICY}
        return {"content_type": "text/html; charset=utf-8", "body": page_of(files, head)} | {
            "headers": headers | {"Content-Type": "text/html; charset=utf-8"}
        }
    body = HOST.encode() if name == "host.js" else files[name]
    return {"content_type": KINDS[name.rpartition(".")[2]], "body": body}


def page_of(files, head):
    needs = head["preloadedDependencies"][0]
    folder = f"{needs['machineName']}-{needs['majorVersion']}.{needs['minorVersion']}"
    library = json.loads(files[f"{folder}/library.json"])
    scripts = ["host.js"] + [f"{folder}/{one['path']}" for one in library["preloadedJs"]]
    sheets = [f"{folder}/{one['path']}" for one in library["preloadedCss"]]
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Host</title>"
        "<meta name=viewport content='width=device-width'>"
        + "".join(f"<link rel=stylesheet href='/own/{sheet}'>" for sheet in sheets)
        + "<main><h1>A host</h1><div id=activity></div></main>"
        + "".join(f"<script src='/own/{script}'></script>" for script in scripts)
    )


# --- Branching scenario


def test_a_scenario_is_walked_to_its_end_by_keyboard(play):
    desk = play(SCENARIO)
    desk.press("Wait until she speaks.")
    assert desk.focused() == "A long silence"
    desk.press("Say your name, and that there is time.")
    assert desk.focused() == "You chose"
    desk.press("Go on")
    desk.press("Say what it is for, who sees it, and that she may leave it out.")
    desk.press("Go on")
    assert desk.focused() == "She knows what happens next"
    assert desk.told("completed") == [
        {
            "verb": "completed",
            "result": {
                "score": {"raw": 2, "max": 2, "scaled": 1},
                "completion": True,
                "success": True,
            },
        }
    ]
    assert len(desk.told("attempted")) == 1 and len(desk.told("interacted")) == 5


def to_the_end(desk):
    for label in ("Ask her to come to the desk and sit down.", "Go on"):
        desk.press(label)
    for label in ("Say that everybody fills it in.", "Go on"):
        desk.press(label)


def test_a_scenario_goes_on_where_it_was_left(play):
    desk = play(SCENARIO)
    desk.press("Ask her to come to the desk and sit down.")
    desk.resume()
    assert desk.says("She comes, but stays standing.")
    desk.press("Go on")
    assert desk.focused() == "A question about the form"


def test_an_ending_that_is_resumed_is_not_told_again(play):
    desk = play(SCENARIO)
    to_the_end(desk)
    desk.resume()
    assert desk.says("She takes the form home") and desk.told("completed") == []
    assert desk.page.get_by_role("button", name="Back one step").count() == 0


def test_a_new_run_is_told_again(play):
    desk = play(SCENARIO)
    to_the_end(desk)
    desk.press("Start again")
    to_the_end(desk)
    assert len(desk.told("completed")) == 2


def test_a_step_back_takes_the_last_choice_away(play):
    desk = play(SCENARIO)
    desk.press("Wait until she speaks.")
    desk.press("Back one step")
    assert desk.focused() == "By the door" and desk.state()["taken"] == []


def test_the_way_taken_can_be_read_again(play):
    desk = play(SCENARIO)
    to_the_end(desk)
    assert desk.page.locator("details li").all_inner_texts() == [
        "1\nBy the door\nAsk her to come to the desk and sit down.",
        "2\nA question about the form\nSay that everybody fills it in.",
    ]


def test_endings_without_points_are_told_without_a_score(play):
    desk = play(SCENARIO)
    desk.start(behaviour={"scored": False, "back": True, "trail": True})
    to_the_end(desk)
    assert desk.told("completed")[0]["result"] == {"completion": True}
    assert not desk.says("Points")


def test_a_state_that_no_longer_fits_begins_afresh(play):
    desk = play(SCENARIO)
    for state in ({"version": 1, "taken": [[2, 0]]}, {"version": 9}, "old", {"taken": 1}):
        assert desk.start(state).says("By the door")


def test_a_choice_that_leads_nowhere_can_be_taken_back(play):
    desk = play(SCENARIO)
    step = {"heading": "Here", "choices": [{"text": "There", "next": "gone"}]}
    desk.start(steps=[step])
    desk.press("There")
    assert desk.says("This way does not go on yet.")
    desk.press("Back one step")
    assert desk.focused() == "Here"


def test_text_is_shown_as_text_even_where_the_host_escapes_it(play):
    desk = play(SCENARIO)
    step = {"heading": "<img src=x>", "text": "&quot;Tea&quot; &amp;lt; <b>coffee</b>"}
    desk.start(steps=[step])
    assert desk.says("<img src=x>") and desk.says('"Tea" &lt; <b>coffee</b>')
    assert desk.page.locator(".mainstay-activity :is(img, b)").count() == 0


# --- Sorting


def put_all(board):
    for item in board.content["items"]:
        board.place(item["text"], board.content["groups"][int(item["group"]) - 1])


def test_items_are_sorted_into_groups_by_keyboard(play):
    board = play(GROUPS)
    put_all(board)
    assert board.focused() == "Check"
    board.page.keyboard.press("Enter")
    assert board.focused() == "In the right place: \u20686\u2069 of \u20686\u2069"
    assert board.told("completed")[0]["result"]["score"]["scaled"] == 1
    assert board.says("It says with whom the person speaks.")


def test_a_move_is_said_and_the_next_item_is_at_hand(play):
    board = play(GROUPS)
    board.start(behaviour={"shuffle": False})
    board.place("How long it will take", "Can wait")
    assert board.focused() == "That any question may be left out"
    board.page.wait_for_selector("[role=status]:not(:empty)", state="attached")
    said = board.page.inner_text("[role=status]").replace("\u2068", "").replace("\u2069", "")
    assert said == "How long it will take: now in Can wait. Still to sort: 5"


def test_escape_closes_an_item(play):
    board = play(GROUPS)
    board.press("How long it will take")
    board.page.keyboard.press("Escape")
    assert board.page.locator("[data-to]").count() == 0
    assert board.focused() == "How long it will take"


def test_checking_too_early_says_what_is_left(play):
    board = play(GROUPS)
    board.press("Check")
    assert board.says("Still to sort: \u20686\u2069") and board.told("completed") == []


def wrong_once(board):
    for item in board.content["items"]:
        board.place(item["text"], "At the start")
    board.page.keyboard.press("Enter")


def test_a_second_try_keeps_what_lay_right(play):
    board = play(GROUPS)
    wrong_once(board)
    board.press("Try again")
    assert sorted(board.state()["places"]) == [0, 0, 1, 1, 1, 1]
    for item in board.content["items"][4:]:
        board.place(item["text"], "Can wait")
    board.page.keyboard.press("Enter")
    scores = [said["result"]["score"]["raw"] for said in board.told("completed")]
    assert scores == [4, 6]


def test_a_solution_is_shown_and_does_not_count(play):
    board = play(GROUPS)
    wrong_once(board)
    board.press("Show a solution")
    assert board.says("This is its place") and board.says("This is one solution.")
    assert board.state()["places"] == [1, 1, 1, 1, 2, 2]
    assert len(board.told("completed")) == 1
    assert board.page.evaluate("activity.getScore()") == 4


def test_an_editor_may_switch_off_marks_and_second_tries(play):
    board = play(GROUPS)
    board.start(behaviour={"marked": False})
    put_all(board)
    assert board.focused() == "Done"
    board.page.keyboard.press("Enter")
    assert board.says("This is your answer.") and not board.says("In the right place")
    assert board.told("completed")[0]["result"] == {"completion": True}
    board.start(behaviour={"tryAgain": False, "showSolution": False})
    wrong_once(board)
    assert board.page.locator("button").count() == 0


@pytest.mark.parametrize("example", [GROUPS, ORDER])
def test_sorting_goes_on_where_it_was_left(play, example):
    board = play(example)
    if example == GROUPS:
        board.place("Who will read the notes", "Can wait")
    else:
        board.page.locator("[data-step^=down]").first.click()
    before = board.page.inner_text(".mainstay-screen")
    board.resume()
    assert board.page.inner_text(".mainstay-screen") == before


def test_a_checked_order_that_is_resumed_is_not_told_again(play):
    board = play(ORDER)
    board.press("Check")
    assert len(board.told("completed")) == 1
    result = board.page.inner_text(".mainstay-result")
    board.resume()
    assert board.told("completed") == [] and board.page.inner_text(".mainstay-result") == result


def in_order(board):
    """Every item goes up until it is in its place; the focus stays on the button pressed."""
    for target, item in enumerate(board.content["items"]):
        button = f"[aria-label='Up: {item['text']}']"
        board.page.focus(button)
        while board.page.locator("[data-item]").nth(target).get_attribute("data-item") != str(
            target
        ):
            board.page.keyboard.press("Enter")
            assert board.page.evaluate(
                "find => document.activeElement === document.querySelector(find)", button
            )


def test_items_are_put_in_order_by_keyboard(play):
    board = play(ORDER)
    in_order(board)
    board.press("Check")
    assert board.told("completed")[0]["result"]["score"]["scaled"] == 1


def test_an_order_never_begins_solved(play):
    board = play(ORDER)
    two = board.content["items"][:2]
    assert {
        tuple(board.start(items=two).page.evaluate("activity.board.sequence")) for _ in range(6)
    } == {(1, 0)}


def drag(page, item, onto):
    start = page.locator(f"[data-item='{item}'] .mainstay-handle").bounding_box()
    end = page.locator(onto).bounding_box()
    page.mouse.move(start["x"] + 20, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(end["x"] + 30, end["y"] + 20, steps=5)
    page.mouse.up()


def test_an_item_can_be_dragged_too(play):
    board = play(GROUPS, height=1400)
    drag(board.page, 2, "[data-place='2']")
    assert board.state()["places"][2] == 2
    board = play(ORDER, height=1400)
    last = board.page.evaluate("activity.board.sequence[4]")
    drag(board.page, last, "[data-item] >> nth=0")
    assert board.page.evaluate("activity.board.sequence[0]") == last


def test_an_open_item_goes_where_a_group_is_tapped(play):
    board = play(GROUPS, height=1400)
    board.page.locator("[data-name='1']").click()
    board.page.locator("[data-place='1'] h3").click()
    assert board.state()["places"][1] == 1


# --- Both


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("example", [SCENARIO, GROUPS, ORDER, "keep-or-tell"])
def test_a_type_is_accessible_and_fits_a_small_phone(play, example, lang, dark):
    played = play(example, lang=lang, width=320, dark=dark)
    page = played.page
    assert page.evaluate("getComputedStyle(activity.root).direction") == (
        "rtl" if lang == "ar" else "ltr"
    )
    found = []
    for button in (".mainstay-choices button", ".mainstay-button--main", "[data-name]"):
        if page.locator(button).count():
            page.locator(button).first.click()
        found += judges.axe(page)
        assert not judges.scrolls_sideways(page)
        assert page.evaluate(SMALL) == []
    assert found == []


SMALL = """[...document.querySelectorAll('button, summary, .mainstay-handle')]
  .map(node => node.getBoundingClientRect())
  .filter(box => box.height && (box.height < 44 || box.width < 44)).length ? ['small'] : []"""


def test_without_words_of_its_own_a_content_has_those_of_its_language(play):
    board = play(GROUPS, lang="fr")
    board.start(words={"language": "fr"})
    assert board.says("À trier")
    board.start(words={"language": "xx"})
    assert board.says("Still to sort")
