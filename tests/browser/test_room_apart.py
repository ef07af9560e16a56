"""The private room seen from around it: an older copy put back, what is left on disk, other hosts.

The last part runs the site as it is run, in processes of its own, with a host for the room.
"""

import base64
import contextlib
import json
import subprocess
import sys

import pytest
from django.conf import settings

from learning.demo import PASSWORD
from tests.browser.in_the_room import arrive, begin, do, heading, notes_of, unlock, write
from tests.learning.test_serve import Served, free_port
from wellbeing import serving
from wellbeing.models import Vault

CANARY = "quokka under a paper lantern"
VAULT_JS = "/notes/-/vault.js"
PREFIX = 40  # bytes of a row that are enough to know it by
INNER = """async ([verb, address]) => {
    if (verb === "open") {
        const opened = window.open(address);
        await new Promise((done) => setTimeout(done, 2000));
        try { return opened.document.body.innerText; } catch (error) { return error.name; }
    }
    if (verb === "frame") {
        const frame = document.createElement("iframe");
        frame.src = address;
        document.body.append(frame);
        await new Promise((done) => setTimeout(done, 1000));
        try { return frame.contentDocument.body.innerText; } catch (error) { return error.name; }
    }
    try {
        const mine = { credentials: "include" };
        if (verb === "fetch") return await (await fetch(address, mine)).text();
        await navigator.serviceWorker.register(address, { scope: "/" });
        return "registered";
    } catch (error) { return error.name; }
}"""


@pytest.mark.usefixtures("open_room")
class TestAnOlderCopy:
    def test_that_is_put_back_while_somebody_writes_is_named_and_loses_nothing(
        self, browse, learner
    ):
        known = set(Vault.objects.values_list("key", flat=True))
        page = arrive(browse(width=320, person=learner))
        phrase, _code = begin(page)
        row = Vault.objects.exclude(key__in=known).get()
        for text in ("one", "two"):
            write(page, text)
        row.save()  # as it was before both
        do(page, "notes")
        do(page, "write")
        page.fill("#note-text", "three")
        do(page, "save")
        page.get_by_text("put back an older copy").wait_for()
        arrive(page)
        do(page, "open")
        unlock(page, phrase)
        assert sorted(notes_of(page)) == ["one", "three", "two"]


def test_a_number_with_signs_in_it_is_dialled_as_it_is(browse, learner):
    """A hash would end the number; in the list it stands as %23."""
    short = {"kind": "emergency", "name": "Short", "phone": "*12#", "tel": "*12%23"}
    plain = {"kind": "crisis", "name": "Plain", "phone": "+00 (0) 12#3"}
    said = {"is_open": True, "support": [short, plain], "checks": []}
    page = browse(width=320, person=learner)
    envelope = {"body": json.dumps(said), "key": "", "signature": ""}
    page.route("**/notes/lists.json", lambda route: route.fulfill(json=envelope))
    arrive(page)
    links = page.locator("[data-support] a[href^='tel:']")
    found = links.evaluate_all("all => all.map(each => each.getAttribute('href'))")
    assert found == ["tel:*12%23", "tel:+00012%233"]


class OwnHost(Served):
    """A demonstration with a host for the room."""

    def __init__(self, state):
        port = free_port()
        self.site, self.room = f"http://localhost:{port}", f"http://notes.localhost:{port}"
        own = {"SITE_URL": self.site, "WELLBEING_HOST": f"notes.localhost:{port}"}
        super().__init__(state, DEMO="1", PORT=str(port), **own)
        self.port, self.state = port, state


@pytest.fixture(scope="module")
def apart(tmp_path_factory):
    served = OwnHost(tmp_path_factory.mktemp("apart"))
    assert served.is_ready()
    yield served
    served.process.terminate()
    served.process.wait(timeout=20)


@pytest.fixture(scope="module")
def context(apart, chromium):
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    yield context
    context.close()


@pytest.fixture(scope="module")
def room(apart, context):
    """Ana, who came over from Today to a room that she has begun; and its phrase and code."""
    page = context.new_page()
    page.goto(f"{apart.site}/en/account/login/")
    page.fill("[name=login]", "ana")
    page.fill("[name=password]", PASSWORD)
    page.check("[name=device][value=mine]")
    page.click("main form button[type=submit] >> nth=0")
    page.wait_for_url("**/en/")
    page.get_by_role("link", name="Just for me").click()
    page.locator("main form button").first.click()
    page.locator("[data-stage] [data-do=look]").wait_for()
    assert page.url == f"{apart.room}/en/notes/"
    phrase, code = begin(page)
    write(page, CANARY)
    return page, phrase, code


class TestOnItsOwnHost:
    """In the order of a visit."""

    def test_a_note_opens_again(self, room):
        page, phrase, _code = room
        page.get_by_role("button", name="Lock now").first.click()
        assert heading(page) == "Your notes are locked"
        do(page, "open")
        unlock(page, phrase)
        assert notes_of(page) == [CANARY]

    @pytest.mark.parametrize(
        ("verb", "path"),
        [
            ("open", "/en/notes/"),
            ("frame", "/en/notes/"),
            ("fetch", "/notes/lists.json"),
            ("worker", "/notes/-/kdf-worker.js"),
        ],
    )
    def test_a_page_of_the_site_reads_nothing_of_it(self, apart, context, room, verb, path):
        other = context.new_page()
        other.goto(f"{apart.site}/en/leaving/")
        seen = other.evaluate(INNER, [verb, apart.room + path])
        for each in context.pages[1:]:
            each.close()
        assert seen in ("SecurityError", "TypeError")

    def test_no_word_of_it_lies_anywhere_on_the_server(self, apart, room):
        _page, phrase, code = room
        secrets = (CANARY, phrase, code, code.replace("-", ""))
        kept = {name: body for name, body in files_below(apart.state) if body}
        assert {"mainstay.sqlite3", "private.sqlite3"} <= kept.keys()
        found = [
            (name, secret)
            for name, body in kept.items()
            for secret in secrets
            if any(form in body for form in forms(secret))
        ]
        assert found == []

    def test_whoever_asks_finds_the_room_as_it_was_released(self, apart, room):
        told = check_site(apart.room)
        assert (told.returncode, told.stderr) == (0, "")
        assert " 0 differences." in told.stdout

    def test_one_changed_byte_is_told(self, apart, room, tmp_path):
        released = serving.manifest()
        other = "0" if released[VAULT_JS][0] != "0" else "1"
        released |= {VAULT_JS: other + released[VAULT_JS][1:]}
        (tmp_path / "manifest.json").write_text(json.dumps(released))
        told = check_site(apart.room, "--manifest", str(tmp_path / "manifest.json"))
        assert told.returncode == 1
        assert told.stdout.startswith(f"{VAULT_JS}: other content")

    def test_what_was_deleted_is_not_in_the_files_either(self, apart, room):
        page, _phrase, _code = room
        rows = bodies(apart)
        do(page, "keeping")
        do(page, "delete")
        do(page, "delete")
        page.get_by_role("heading", name="Everything here is deleted").wait_for()
        kept = [file.read_bytes() for file in apart.state.glob("private.sqlite3*")]
        assert rows
        assert not [row for row in rows for file in kept if row[:PREFIX] in file]

    def test_three_times_shift_ends_the_session_of_the_site(self, apart, context, room):
        page = room[0]
        with page.expect_response("**/exit/?from=*"):
            for _ in range(3):
                page.keyboard.press("Shift")
        page.wait_for_timeout(1000)
        assert not {each["name"] for each in context.cookies()} & {"notes", "session"}
        page.goto(f"{apart.site}/en/account/")
        assert "/account/login/" in page.url


def files_below(folder):
    for file in folder.rglob("*"):
        with contextlib.suppress(FileNotFoundError, IsADirectoryError):  # work that was just done
            yield file.relative_to(folder).as_posix(), file.read_bytes()


def forms(word):
    """How it could lie there: plain, in hex, two bytes a letter, base64 at each of 3 places."""
    plain = word.encode()
    yield from (plain, plain.hex().encode(), plain.hex().upper().encode())
    yield from (word.encode("utf-16-le"), word.encode("utf-16-be"))
    for before, cut in enumerate((0, 2, 3)):
        yield base64.b64encode(b"x" * before + plain)[cut:-4]


def bodies(apart):
    code = (
        "import sqlite3, sys; [print(bytes(row[0]).hex()) for table in ('slot', 'vault') for row in"
    )
    code += " sqlite3.connect(sys.argv[1]).execute(f'SELECT body FROM wellbeing_{table}')]"
    made = [sys.executable, "-c", code, str(apart.state / "private.sqlite3")]
    told = subprocess.run(made, capture_output=True, text=True, check=True)
    return [bytes.fromhex(line) for line in told.stdout.split()]


def check_site(address, *options):
    """As anybody runs it; this machine need not know what a browser knows: where *.localhost is."""
    code = "import runpy, socket, sys; ask = socket.getaddrinfo; socket.getaddrinfo = lambda host,"
    code += " *more, **options: ask('127.0.0.1', *more, **options); sys.argv.pop(0);"
    code += " runpy.run_path(sys.argv[0], run_name='__main__')"
    program = [sys.executable, "-c", code, "tools/check-site", address, *options]
    return subprocess.run(program, cwd=settings.ROOT, capture_output=True, text=True, check=False)
