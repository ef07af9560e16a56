"""A package that attacks from within (h5p.md 4) reads nothing, reaches nothing, moves nothing."""

import http.server
import io
import json
import threading
from pathlib import Path

import pytest

from courses.h5p import take_in
from courses.models import Attempt, Completion
from tests.browser.test_player import eventually, lesson, opened  # noqa: F401  fixtures
from tests.courses.activities.conftest import AT, BLOCK
from tests.courses.h5p import parcel

PROBES = (Path(__file__).parent / "host" / "attack.js").read_text(encoding="utf-8")
LISTEN = """() => addEventListener("message", ({ data }) => {
  if (data && data.probes) window.probes = data.probes;
})"""
REFUSED = {"SecurityError", "refused", "TypeError", "nothing", "NotAllowedError", "NotFoundError"}


class Elsewhere(http.server.ThreadingHTTPServer):
    """Another site, which notes whatever reaches it."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Noting)
        self.reached: list[str] = []

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"


class Noting(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.reached.append(self.path)
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()

    do_POST = do_HEAD = do_OPTIONS = do_GET

    def log_message(self, *parts):
        """Nothing is printed."""


@pytest.fixture
def elsewhere():
    server = Elsewhere()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def attacked(opened, elsewhere, site, noted):  # noqa: F811
    """The page, after the package tried everything; with what came of each try."""
    where = json.dumps({"elsewhere": elsewhere.address, "site": site.url, "block": BLOCK})
    script = f"const WHERE = {where};\n{PROBES}"
    attack = parcel.adding({f"{parcel.LIBRARY}/steps.js": script.encode()})
    stream = io.BytesIO(attack)
    package = take_in(stream, by=None, now=AT, may_bring_libraries=True).package
    page, _frame = opened(package, wait=False)
    page.evaluate(LISTEN)
    eventually(page, lambda: page.evaluate("!!window.probes"), "the end of the attack")
    page.wait_for_timeout(500)  # what was begun and not waited for
    yield page, page.evaluate("window.probes")
    noted.problems.clear()  # a wall that is run against makes noise


def test_it_reads_nothing_and_reaches_nothing(attacked, elsewhere, site, learner):
    _page, probes = attacked
    went_through = {name: came for name, came in probes.items() if came not in REFUSED}
    assert went_through == {}
    assert len(probes) > 25
    assert elsewhere.reached == []


def test_it_moves_and_changes_nothing(attacked, site):
    page, _probes = attacked
    assert page.url.startswith(f"{site.url}/en/courses/playing-")
    assert "pwned" not in page.content()
    assert len(page.context.pages) == 1
    assert any(each["name"] == "session" for each in page.context.cookies())


def test_what_it_forges_is_reported_and_completes_nothing(attacked, learner):
    attempts = Attempt.objects.filter(enrolment__learner=learner)
    assert set(attempts.values_list("known_by", flat=True)) <= {"reported"}
    assert not Completion.objects.filter(enrolment__learner=learner).exists()


def test_visited_directly_it_runs_in_no_origin_of_ours(attacked, browse, learner, site):
    page, _probes = attacked
    address = page.locator("[data-player]").get_attribute("data-player")
    visitor = browse(person=learner)
    visitor.goto(address)
    assert visitor.evaluate("self.origin") == "null"
