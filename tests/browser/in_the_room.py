"""How one moves in the private room: what a person types and presses there."""

import re

ADDRESS = "/en/notes/"
BOX = "/notes/box"
SLOW = 30_000  # the lock is slow on purpose, and slower while other tests run
HOME = "[data-stage] [data-do=notes]"


def do(page, deed):
    """Press the button of this screen that does this."""
    page.locator(f"[data-stage] [data-do={deed}]:visible").first.click()


def heading(page):
    return page.locator("[data-stage] h1").inner_text()


def arrive(page, language="en"):
    page.goto(f"/{language}/notes/")
    page.locator("[data-stage] [data-do=look]").wait_for()
    return page


def look(page):
    """Without saving."""
    do(page, "look")
    page.locator(HOME).wait_for()


def begin(page):
    """The first visit; gives back the phrase and the code."""
    do(page, "first")
    phrase = page.locator("[data-phrase]").inner_text()
    do(page, "written")
    return phrase, copy_code(page)


def copy_code(page):
    page.locator("[data-code] b").first.wait_for()
    groups = page.locator("[data-code] b").all_inner_texts()
    do(page, "written")
    number = int(re.search(r"\d", heading(page)).group())
    page.fill("#code-group", groups[number - 1].lower())
    do(page, "check")
    page.locator("[data-said] p").wait_for(timeout=SLOW)
    return "-".join(groups)


def unlock(page, secret, by="phrase"):
    if by == "code":
        do(page, "other")
    page.fill(f"#open-{by}", secret)
    page.locator("[data-stage] .actions [data-do=open]").click()
    page.locator(f"{HOME}, [data-trouble] p").first.wait_for(timeout=SLOW)


def write(page, text):
    """A note, from the first screen of the open room and back to it."""
    do(page, "notes")
    do(page, "write")
    page.fill("#note-text", text)
    do(page, "save")
    page.locator("[data-said] p").wait_for()
    do(page, "back")


def notes_of(page):
    do(page, "notes")
    found = page.locator("[data-list] .leaf__text").all_inner_texts()
    do(page, "back")
    return found


def answer(page, place):
    """The whole check, always at this place of the answers; ends on what is seen after."""
    do(page, "check")
    do(page, "begin")
    for _ in range(page.locator("[data-stage] .place").count() and 10):
        page.locator("[data-answers] button").nth(place).click()
    page.locator("[data-changes]").wait_for()


def asked_of(page):
    """What this page asks the server from now on, as (method, path, size)."""
    asked = []
    page.on(
        "request",
        lambda request: asked.append(
            (request.method, request.url.split("/", 3)[3], len(request.post_data_buffer or b""))
        ),
    )
    return asked
