"""Leaving the private room: locked, hidden, left; nothing stays behind, and nobody reaches in."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from tests.browser.in_the_room import ADDRESS, BOX, arrive, begin, do, look, notes_of, unlock, write
from tests.browser.judges import axe, scrolls_sideways, vnu

CANARY = "quokka under a paper lantern"
WASM = "new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])"  # the smallest program there is
LOCKED = "Your notes are locked"
pytestmark = pytest.mark.usefixtures("open_room")


@pytest.fixture
def page(browse, learner):
    page = browse(width=320, person=learner)
    page.clock.install()
    return arrive(page)


@pytest.fixture
def reader(page):
    """A person whose note is open on the screen; and the phrase."""
    phrase, _code = begin(page)
    write(page, CANARY)
    do(page, "notes")
    page.locator(".leaf").click()
    assert page.input_value("#note-text") == CANARY
    return page, phrase


def hide(page, hidden=True):
    state = "hidden" if hidden else "visible"
    page.evaluate(
        """state => {
            const now = { value: state, configurable: true };
            Object.defineProperty(document, "visibilityState", now);
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        state,
    )


def shows_nothing(page):
    fields = page.evaluate("[...document.querySelectorAll('input, textarea')].map(f => f.value)")
    return CANARY not in page.content() and not any(CANARY in value for value in fields)


def test_after_five_minutes_of_quiet_it_locks(reader):
    page, _phrase = reader
    page.clock.fast_forward("04:35")
    page.get_by_text("This room locks in 30 seconds.").wait_for()
    page.clock.run_for(31_000)
    page.get_by_role("heading", name=LOCKED).wait_for()
    assert shows_nothing(page)


def test_it_can_be_put_off(reader):
    page, _phrase = reader
    page.clock.fast_forward("04:35")
    page.get_by_role("button", name="I am still here").click()
    page.clock.run_for(60_000)
    assert page.input_value("#note-text") == CANARY
    assert page.get_by_text("This room locks in 30 seconds.").count() == 0


def test_the_server_hears_now_and_then_that_somebody_is_writing(reader):
    page, _phrase = reader
    page.locator("#note-text").press("x")
    with page.expect_request(lambda request: request.method == "HEAD") as heard:
        page.clock.fast_forward("03:01")
    assert heard.value.url.endswith(ADDRESS)
    assert heard.value.post_data is None


def test_what_was_half_written_is_saved_before_it_locks(reader):
    page, phrase = reader
    page.fill("#note-text", "half a sentence")
    with page.expect_response(f"**{BOX}"):
        page.clock.fast_forward("05:01")
    page.get_by_text("What you were writing was saved before it locked.").wait_for()
    do(page, "open")
    unlock(page, phrase)
    assert notes_of(page) == ["half a sentence"]


def test_a_minute_behind_other_pages_locks_it(reader):
    page, _phrase = reader
    hide(page)
    page.clock.run_for(50_000)
    hide(page, False)
    assert page.input_value("#note-text") == CANARY
    hide(page)
    page.clock.run_for(61_000)
    page.get_by_role("heading", name=LOCKED).wait_for()
    assert shows_nothing(page)


def test_a_phone_that_slept_wakes_up_locked(reader):
    page, _phrase = reader
    page.clock.pause_at(timezone.now() + timedelta(hours=2))
    hide(page, False)
    page.get_by_role("heading", name=LOCKED).wait_for()


def test_a_phrase_on_the_screen_goes_as_well(page):
    do(page, "first")
    phrase = page.locator("[data-phrase]").inner_text()
    page.clock.fast_forward("05:01")
    page.get_by_role("heading", name="This is closed now").wait_for()
    assert phrase not in page.content()


def test_three_times_shift_leaves_and_back_shows_nothing(reader):
    page, _phrase = reader
    page.context.route("**/exit/", lambda route: route.fulfill(body="<title>Elsewhere</title>"))
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/exit/")
    page.go_back(wait_until="commit")
    assert CANARY not in page.content()


def test_the_keys_go_before_the_page_does(reader):
    page, _phrase = reader
    page.context.route("**/exit/", lambda route: route.fulfill(status=204))
    page.locator("a.exit").click(no_wait_after=True)
    page.locator(".leaving").wait_for()
    assert page.locator("[data-stage]").inner_text() == ""
    assert page.title() == "…"
    assert shows_nothing(page)


def test_back_leads_out_of_the_room_and_forward_into_an_empty_one(page):
    begin(page)
    write(page, CANARY)
    entries = page.evaluate("history.length")
    do(page, "notes")
    assert page.evaluate("history.length") == entries
    page.goto("/en/leaving/")
    page.go_back()
    page.locator("[data-stage] [data-do=look]").wait_for()
    assert CANARY not in page.content()


def test_it_keeps_nothing_on_the_device(reader):
    page, _phrase = reader
    kept = page.evaluate(
        """async () => [
            localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
            (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length,
        ]"""
    )
    assert kept == [0, 0, 0, 0, 0]
    assert page.title() == "Notes"
    ours = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    assert {cookie["name"] for cookie in page.context.cookies()} <= ours


class TestWhatNobodyCanDo:
    @pytest.fixture
    def noted(self, noted):
        """What is tried here is refused, and the browser says so."""
        yield noted
        noted.problems.clear()

    def test_the_page_runs_no_wasm_and_takes_no_markup(self, page):
        wasm = f"() => WebAssembly.compile({WASM})"
        markup = "() => { document.body.innerHTML = '<b>x</b>'; }"
        code = "() => eval('1 + 1')"
        for tried in (wasm, markup, code):
            assert refused(page, tried)
        assert not refused(page, "() => 1")

    def test_the_worker_reaches_nothing(self, page):
        with page.expect_event("worker") as started:
            page.evaluate(
                """() => {
                    const rules = { createScriptURL: (address) => address };
                    const own = trustedTypes.createPolicy("sc-worker", rules);
                    window.kept = new Worker(own.createScriptURL("/notes/-/kdf-worker.js"));
                }"""
            )
        worker = started.value
        reach = "fetch('/notes/lists.json').then(() => 'read', () => 'refused')"
        assert worker.evaluate(f"() => {reach}") == "refused"
        compiled = f"WebAssembly.compile({WASM}).then(() => 'ran', () => 'refused')"
        assert worker.evaluate(f"() => {compiled}") == "ran"

    def test_another_page_of_the_site_cannot_read_it(self, page):
        other = page.context.new_page()
        other.goto("/en/leaving/")
        seen = other.evaluate(
            """async (address) => {
                const opened = window.open(address);
                await new Promise((done) => setTimeout(done, 3000));
                try {
                    return opened.document.body?.innerText ?? "nothing";
                } catch (error) {
                    return error.name;
                }
            }""",
            ADDRESS,
        )
        assert seen in ("SecurityError", "nothing", "")

    def test_it_stands_in_no_frame(self, page):
        other = page.context.new_page()
        other.goto("/en/leaving/")
        other.evaluate(
            """(address) => {
                const frame = document.createElement("iframe");
                frame.src = address;
                document.body.append(frame);
            }""",
            ADDRESS,
        )
        other.wait_for_timeout(1000)
        assert all("quiet room" not in frame.content() for frame in other.frames[1:])


def refused(page, tried):
    return page.evaluate(
        "async () => { await new Promise((done) => setTimeout(done));"  # no longer the debugger
        f" try {{ await ({tried})(); return false; }} catch {{ return true; }} }}"
    )


SCREENS = {
    "start": (),
    "phrase": ("first",),
    "own-phrase": ("first", "own"),
    "code": ("first", "written"),
    "code-back": ("first", "written", "written"),
    "open": ("open",),
    "home": ("look",),
    "check": ("look", "check"),
    "item": ("look", "check", "begin"),
    "notes": ("look", "notes"),
    "note": ("look", "notes", "write"),
    "plan": ("look", "plan"),
    "keeping": ("look", "keeping"),
    "reminder": ("look", "keeping", "reminder"),
    "take": ("look", "keeping", "take"),
    "locked-file": ("look", "keeping", "take", "locked"),
    "plain": ("look", "keeping", "take", "plain"),
    "read-back": ("look", "keeping", "take", "file"),
    "closed": ("look", "end"),
}


def unfold(page):
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")


@pytest.fixture
def judged(noted):
    """The judge reads sheets that name others through a sheet of its own, which is refused."""
    yield
    noted.problems[:] = [said for said in noted.problems if "Applying inline style" not in said]


@pytest.mark.usefixtures("judged")
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_screen_has_a_barrier_or_scrolls_sideways(browse, learner, language, dark):
    page = browse(width=320, person=learner, dark=dark)
    found = []
    for name, deeds in SCREENS.items():
        arrive(page, language)
        for deed in deeds:
            do(page, deed)
            page.locator("[data-stage] h1:focus").wait_for()
        unfold(page)
        found += [f"{name}: {said}" for said in axe(page)]
        found += [name] if scrolls_sideways(page) else []
    assert found == []


@pytest.mark.usefixtures("judged")
def test_what_is_seen_after_a_check_has_no_barrier_either(browse, learner):
    page = arrive(browse(width=320, person=learner))
    look(page)
    do(page, "check")
    do(page, "begin")
    for _ in range(10):
        page.locator("[data-answers] button").nth(1).click()
    unfold(page)
    assert axe(page) == [] and not scrolls_sideways(page)


AS_WRITTEN = """(id) => {
    const words = document.getElementById(id).content.cloneNode(true);
    const nameless = words.querySelectorAll("h1:empty, legend:empty");
    for (const name of nameless) name.textContent = "A name";
    document.querySelector("[data-stage]").replaceChildren(words);
}"""
SCREEN_IDS = """() => [...document.querySelectorAll("template")]
    .filter((each) => each.content.querySelector(".screen")).map((each) => each.id)"""


@pytest.mark.usefixtures("judged")
def test_nor_has_a_screen_that_only_trouble_brings(browse, learner):
    """All of them as they stand in the page, also those that no walk here comes upon."""
    page = arrive(browse(width=320, person=learner), "ar")
    names = page.evaluate(SCREEN_IDS)
    found = []
    for name in names:
        page.evaluate(AS_WRITTEN, name)
        found += [f"{name}: {said}" for said in axe(page)]
        found += [name] if scrolls_sideways(page) else []
    assert len(names) > 30 and found == []


def test_the_page_is_valid_html(site, browse, tmp_path):
    page = browse()
    for language in ("en", "es", "fr", "ar"):
        text = page.request.get(f"/{language}/notes/").text()
        (tmp_path / f"{language}.html").write_text(text)
    assert vnu(tmp_path) == []


def test_without_javascript_it_says_why_and_names_other_ways(browse, learner):
    page = browse(width=320, person=learner, script=False)
    page.goto(ADDRESS)
    assert page.get_by_role("heading", name="This room needs JavaScript").is_visible()
    assert page.get_by_role("link", name="The check on paper").first.is_visible()
    assert page.locator("a.exit").get_attribute("href") == "/exit/"


def test_one_changed_byte_and_the_room_does_not_open(browse, learner, noted):
    page = browse(width=320, person=learner)
    page.route(
        "**/notes/-/vault.js",
        lambda route: route.fulfill(
            body=route.fetch().text() + " ", content_type="text/javascript; charset=utf-8"
        ),
    )
    page.goto(ADDRESS)
    page.get_by_role("heading", name="The room did not open").wait_for(timeout=15_000)
    assert page.locator("[data-do=look]").count() == 0
    assert noted.problems
    noted.problems.clear()
