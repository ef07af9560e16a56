"""The private room in a real browser: first visit, notes, the check, the life of what is kept."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.in_the_room import (
    ADDRESS,
    BOX,
    HOME,
    SLOW,
    answer,
    arrive,
    asked_of,
    begin,
    copy_code,
    do,
    heading,
    look,
    notes_of,
    unlock,
    write,
)
from tests.browser.judges import axe, scrolls_sideways, vnu
from wellbeing import takeaway

CANARY = "quokka under a paper lantern"
ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("open_room")


@pytest.fixture
def page(browse, learner):
    return arrive(browse(width=320, person=learner))


def lock(page):
    page.get_by_role("button", name="Lock now").first.click()


def kept_again(page, secret, by="phrase"):
    """Everything anew, as on another day."""
    arrive(page)
    do(page, "open")
    unlock(page, secret, by)


def test_from_the_first_visit_to_a_note_that_opens_again(page):
    phrase, code = begin(page)
    write(page, CANARY)
    lock(page)
    assert heading(page) == "Your notes are locked"
    assert CANARY not in page.content()
    do(page, "open")
    unlock(page, f"  {phrase.upper()} ")
    assert notes_of(page) == [CANARY]
    kept_again(page, code.replace("-", " ").lower(), by="code")
    assert notes_of(page) == [CANARY]


def test_looking_without_saving_sends_nothing_and_keeps_nothing(page):
    asked = asked_of(page)
    look(page)
    write(page, CANARY)
    assert notes_of(page) == [CANARY]
    answer(page, 1)
    do(page, "done")
    do(page, "end")
    assert heading(page) == "This is closed now"
    assert asked == []
    do(page, "start")
    look(page)
    assert notes_of(page) == []


def test_what_was_written_while_looking_can_be_kept_after_all(page):
    look(page)
    write(page, CANARY)
    phrase, _code = begin(page)
    assert notes_of(page) == [CANARY]
    kept_again(page, phrase)
    assert notes_of(page) == [CANARY]


def test_a_wrong_phrase_opens_nothing_and_says_so_plainly(page):
    begin(page)
    kept_again(page, "not at all the words")
    assert "That opens nothing here." in page.locator("[data-trouble]").inner_text()
    assert page.input_value("#open-phrase") == "not at all the words"
    assert page.locator("[role=alert] p").count() == 1


def test_a_phrase_of_ones_own_is_looked_at(page):
    do(page, "first")
    do(page, "own")
    for weak, said in (
        ("short one", "That is short."),
        ("correct horse battery staple", "easy to guess"),
    ):
        page.fill("#own-phrase-field", weak)
        do(page, "take")
        assert said in page.locator("[data-trouble]").inner_text()
    page.fill("#own-phrase-field", "seven herons cross the marsh at dusk")
    do(page, "take")
    copy_code(page)
    kept_again(page, "Seven herons, cross the marsh at dusk.")
    assert page.locator("[data-last]").is_visible()


def test_another_group_than_the_one_asked_for_does_not_do(page):
    asked = asked_of(page)
    do(page, "first")
    do(page, "written")
    page.locator("[data-code] b").first.wait_for()
    do(page, "written")
    page.fill("#code-group", "UUUU")
    do(page, "check")
    assert "another group" in page.locator("[data-trouble]").inner_text()
    assert not any(path == BOX[1:] for _method, path, _size in asked)


def keeping(page, deed):
    do(page, "keeping")
    do(page, deed)


def test_a_new_phrase_takes_the_place_of_the_old_one(page):
    old, _code = begin(page)
    write(page, CANARY)
    keeping(page, "change")
    new = page.locator("[data-phrase]").inner_text()
    do(page, "written")
    page.get_by_text("Your new phrase opens your notes from now on.").wait_for(timeout=SLOW)
    kept_again(page, old)
    assert page.locator("[data-trouble] p").is_visible()
    kept_again(page, new)
    assert notes_of(page) == [CANARY]


def test_when_somebody_may_know_the_phrase_everything_gets_a_new_lock(page):
    old, old_code = begin(page)
    write(page, CANARY)
    keeping(page, "rekey")
    assert page.get_by_text("Backups of the site still open with the old phrase").is_visible()
    do(page, "on")
    new = page.locator("[data-phrase]").inner_text()
    do(page, "written")
    copy_code(page)
    for secret, by in ((old, "phrase"), (old_code, "code")):
        kept_again(page, secret, by)
        assert page.locator("[data-trouble] p").is_visible()
    kept_again(page, new)
    assert notes_of(page) == [CANARY]


def test_two_devices_lose_nothing_of_each_other(page, browse, learner):
    phrase, _code = begin(page)
    other = arrive(browse(width=320, person=learner))
    do(other, "open")
    unlock(other, phrase)
    write(other, "from the other device")
    do(page, "notes")
    do(page, "write")
    page.fill("#note-text", "from this one")
    do(page, "save")
    page.get_by_text("Something new from another device was added.").wait_for()
    do(page, "back")
    assert sorted(notes_of(page)) == ["from the other device", "from this one"]


def test_a_note_is_changed_and_deleted(page):
    begin(page)
    write(page, "first")
    do(page, "notes")
    page.locator(".leaf").click()
    page.fill("#note-text", "second")
    do(page, "back")
    assert page.get_by_text("You wrote something that is not saved.").is_visible()
    do(page, "save")
    page.locator(".leaf__text", has_text="second").click()
    do(page, "ask-delete")
    do(page, "delete")
    page.get_by_text("Deleted.").wait_for()
    assert page.get_by_text("Your notes will be here.").is_visible()


def test_words_stay_on_the_page_when_nobody_is_signed_in_any_more(page, browse):
    begin(page)
    do(page, "notes")
    do(page, "write")
    page.fill("#note-text", CANARY)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    do(page, "save")
    page.get_by_text("You are not signed in. What you wrote is still here.").wait_for()
    assert page.input_value("#note-text") == CANARY
    page.context.add_cookies(cookies)
    do(page, "save")
    page.get_by_text("Saved.").wait_for()


def test_without_a_network_the_words_stay_too(page):
    begin(page)
    do(page, "notes")
    do(page, "write")
    page.fill("#note-text", CANARY)
    page.context.set_offline(True)
    do(page, "save")
    page.get_by_text("There is no network now.").wait_for()
    page.context.set_offline(False)
    do(page, "save")
    page.get_by_text("Saved.").wait_for()
    assert page.locator(".leaf").count() == 1


def test_the_plan_is_kept(page):
    phrase, _code = begin(page)
    do(page, "plan")
    page.fill("#plan-first", "Open the window")
    do(page, "save")
    page.get_by_text("Saved.").wait_for()
    kept_again(page, phrase)
    do(page, "plan")
    assert page.input_value("#plan-first") == "Open the window"


class TestTheCheck:
    def test_words_come_first_and_numbers_only_when_asked(self, page):
        look(page)
        answer(page, 1)
        assert heading(page) == "Thank you for looking"
        assert page.get_by_text("There is nothing to compare it with yet.").is_visible()
        do(page, "done")
        answer(page, 3)
        assert heading(page) == "What has changed"
        assert page.get_by_text("heavier than on").first.is_visible()
        assert not page.locator(".numbers").first.is_visible()
        page.get_by_text("See it as a shape over time").click()
        assert page.locator(".picture svg").first.is_visible()
        assert not page.locator(".numbers").first.is_visible()
        page.get_by_text("The same with numbers").click()
        assert page.locator(".numbers tbody tr").first.is_visible()

    def test_anything_may_be_skipped_and_it_may_end_at_any_time(self, page):
        look(page)
        do(page, "check")
        do(page, "begin")
        do(page, "skip")
        page.locator("[data-answers] button").first.click()
        do(page, "before")
        assert page.locator("[data-answers] [aria-current]").count() == 1
        do(page, "stop")
        assert heading(page) == "You stopped. That is fine."
        do(page, "drop")
        do(page, "check")
        assert not page.locator("[data-do=earlier]").is_visible()

    def test_no_field_of_the_page_holds_an_answer(self, page):
        look(page)
        do(page, "check")
        do(page, "begin")
        page.locator("[data-answers] button").nth(2).click()
        assert page.locator("main input, main select, main textarea").count() == 0

    def test_light_and_heavy_answers_ask_the_same_of_the_server(self, page):
        begin(page)
        seen = []
        for place in (0, 4):
            asked = asked_of(page)
            answer(page, place)
            page.locator("[data-said] p").wait_for()
            page.wait_for_timeout(300)
            seen.append((list(asked), page.locator("[data-support]").inner_text()))
            do(page, "done")
        light, heavy = seen
        assert light == heavy or light[0] == heavy[0][: len(light[0])]
        assert light[0] == [("POST", BOX[1:], 1 + 1 + 32 + 16 + 65_600)]
        assert light[1] == heavy[1]

    def test_the_people_who_can_help_are_there_before_during_and_after(self, page):
        emergency = page.locator("[data-support] a[href='tel:112']")
        assert emergency.is_visible()
        assert page.get_by_text("Lantern line").is_visible()
        look(page)
        do(page, "check")
        assert emergency.is_visible()
        do(page, "begin")
        assert emergency.is_visible()
        do(page, "stop")
        assert emergency.is_visible()


class TestTakingAlong:
    def test_a_locked_file_opens_with_the_independent_program(self, page, tmp_path):
        begin(page)
        write(page, CANARY)
        keeping(page, "take")
        do(page, "locked")
        phrase = "a heron stands quite still in the reeds"
        page.fill("#file-phrase", phrase)
        with page.expect_download(timeout=SLOW) as taken:
            do(page, "save")
        assert taken.value.suggested_filename == "notes.json"
        file = tmp_path / "notes.json"
        taken.value.save_as(file)
        assert CANARY not in file.read_text()
        assert CANARY in opened_outside(file, phrase)

    def test_a_file_is_read_back_into_an_empty_room(self, page, tmp_path):
        look(page)
        write(page, CANARY)
        keeping(page, "take")
        do(page, "locked")
        page.fill("#file-phrase", "a heron stands quite still in the reeds")
        with page.expect_download(timeout=SLOW) as taken:
            do(page, "save")
        taken.value.save_as(tmp_path / "notes.json")
        arrive(page)
        look(page)
        keeping(page, "take")
        do(page, "file")
        page.set_input_files("#file-chosen", tmp_path / "notes.json")
        page.fill("#file-secret", "other words than these were")
        do(page, "read")
        page.get_by_text("That phrase does not open this file").wait_for(timeout=SLOW)
        page.fill("#file-secret", "a heron stands quite still in the reeds")
        do(page, "read")
        page.get_by_text("What was in the file is here now.").wait_for(timeout=SLOW)
        assert notes_of(page) == [CANARY]

    def test_plain_text_comes_with_a_warning(self, page, tmp_path):
        look(page)
        write(page, CANARY)
        keeping(page, "take")
        do(page, "plain")
        assert page.get_by_text("This has no lock").is_visible()
        with page.expect_download() as taken:
            do(page, "save")
        assert taken.value.suggested_filename == "notes.txt"
        taken.value.save_as(tmp_path / "notes.txt")
        assert CANARY in (tmp_path / "notes.txt").read_text()

    def test_on_paper_stand_the_words_and_nothing_of_the_page(self, page):
        look(page)
        write(page, CANARY)
        keeping(page, "take")
        do(page, "plain")
        assert not page.get_by_text(CANARY).is_visible()
        page.emulate_media(media="print")
        assert page.get_by_text(CANARY).is_visible()
        assert not page.locator("[data-support]").is_visible()
        assert not page.locator(".exit").is_visible()

    def test_a_reminder_tells_nothing(self, page, tmp_path):
        look(page)
        keeping(page, "reminder")
        with page.expect_download() as taken:
            page.get_by_role("button", name="In two weeks").click()
        taken.value.save_as(tmp_path / "reminder.ics")
        text = (tmp_path / "reminder.ics").read_text()
        assert "SUMMARY:Time for myself" in text
        assert "notes/" not in text.replace("-//notes//", "")


class TestTheCopyOnAStick:
    """One file, opened from a disk: everything works, and nothing is loaded or sent."""

    @pytest.fixture
    def copy(self, browse, tmp_path):
        (tmp_path / "notes.html").write_bytes(takeaway.page("en"))
        page = browse(width=320)
        page.goto((tmp_path / "notes.html").as_uri())
        page.get_by_role("button", name="Begin").wait_for()
        return page

    def test_a_file_saved_there_opens_there(self, copy, tmp_path, noted):
        asked = []
        copy.on("request", lambda request: asked.append(request.url))
        look(copy)
        write(copy, CANARY)
        do(copy, "take")
        do(copy, "locked")
        copy.fill("#file-phrase", "a heron stands quite still in the reeds")
        with copy.expect_download(timeout=SLOW) as taken:
            do(copy, "save")
        taken.value.save_as(tmp_path / "notes.json")
        copy.reload()
        do(copy, "file")
        copy.set_input_files("#file-chosen", tmp_path / "notes.json")
        copy.fill("#file-secret", "a heron stands quite still in the reeds")
        do(copy, "read")
        copy.get_by_text("What was in the file is here now.").wait_for(timeout=SLOW)
        assert notes_of(copy) == [CANARY]
        assert {url.split(":")[0] for url in asked} <= {"file", "data", "blob"}
        noted.problems[:] = [said for said in noted.problems if "file://" not in said]

    def test_it_has_no_barrier(self, copy, noted):
        assert axe(copy) == [] and not scrolls_sideways(copy)
        noted.problems[:] = [said for said in noted.problems if "file://" not in said]


class TestOnPaper:
    def test_the_blank_check_needs_no_program(self, browse, learner):
        page = browse(width=320, person=learner, script=False)
        page.goto("/notes/-/paper-en.html")
        assert page.locator(".sheet__item").count() == 10
        assert page.locator(".sheet__boxes li").count() == 50
        assert page.title() == "Notes"

    def test_it_has_no_barrier(self, browse, learner, tmp_path, noted):
        page = browse(width=320, person=learner)
        for language in ("en", "ar"):
            page.goto(f"/notes/-/paper-{language}.html")
            assert axe(page) == [] and not scrolls_sideways(page)
            (tmp_path / f"{language}.html").write_text(page.request.get(page.url).text())
        assert vnu(tmp_path) == []
        noted.problems[:] = [said for said in noted.problems if "inline style" not in said]


def opened_outside(file, phrase):
    command = [sys.executable, ROOT / "tools/open-my-vault", file]
    return subprocess.run(
        command, input=f"{phrase}\n", capture_output=True, text=True, check=True
    ).stdout


AUTHENTICATOR = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "hasPrf": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_opens_it_until_it_is_removed(page):
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    phrase, _code = begin(page)
    write(page, CANARY)
    keeping(page, "keys")
    do(page, "add")
    page.get_by_text("Your passkey opens your notes from now on.").wait_for()
    arrive(page)
    do(page, "open")
    do(page, "key")
    page.locator(HOME).wait_for()
    assert notes_of(page) == [CANARY]
    keeping(page, "keys")
    page.get_by_role("button", name="Remove this passkey").click()
    page.get_by_text("That passkey opens nothing here any more.").wait_for()
    arrive(page)
    do(page, "open")
    do(page, "key")
    page.get_by_text("This passkey opens nothing here.").wait_for()
    kept_again(page, phrase)
    assert notes_of(page) == [CANARY]


def test_everything_is_deleted_in_one_step(page):
    phrase, code = begin(page)
    write(page, CANARY)
    keeping(page, "delete")
    do(page, "delete")
    page.get_by_role("heading", name="Everything here is deleted").wait_for()
    for secret, by in ((phrase, "phrase"), (code, "code")):
        kept_again(page, secret, by)
        assert "That opens nothing here." in page.locator("[data-trouble]").inner_text()


def test_how_long_it_is_kept_can_be_chosen(page):
    phrase, _code = begin(page)
    keeping(page, "long")
    page.get_by_role("button", name="Half a year").click()
    page.get_by_text("Saved.").wait_for()
    kept_again(page, phrase)
    keeping(page, "long")
    assert page.get_by_role("button", name="Half a year").get_attribute("aria-current") == "true"


def test_by_keyboard_alone(page):
    page.get_by_role("button", name="Look without saving").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What would be good now?").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Begin"
    page.keyboard.press("Enter")
    first = heading(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert heading(page) != first
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_the_word_that_was_written_is_in_no_request(page):
    bodies = []
    page.on("request", lambda request: bodies.append(request.url.encode()))
    page.on("request", lambda request: bodies.append(request.post_data_buffer or b""))
    phrase, code = begin(page)
    write(page, CANARY)
    answer(page, 4)
    sent = b"\n".join(bodies)
    assert sum(len(body) > 65_000 for body in bodies) >= 3
    for secret in (CANARY, phrase, code, phrase.split()[0]):
        for form in (secret.encode(), secret.encode("utf-16-le"), secret.encode().hex().encode()):
            assert form not in sent


def test_a_room_without_its_list_of_people_stays_shut(
    browse, learner, open_room, settings, tmp_path
):
    settings.ROOM_LISTS = tmp_path / "none.json"
    page = browse(width=320, person=learner)
    page.goto(ADDRESS)
    page.get_by_role("heading", name="This room is not open yet").wait_for()
    assert page.get_by_role("button", name="Look without saving").count() == 0
    assert page.get_by_role("link", name="The check on paper").count() == 1
