"""A real browser before a real server: `site`, `browse`, and what must never happen on any page.

The site is one for all tests of this folder, with the demonstration loaded once. Nothing is rolled
back between tests, so each makes its own people (`learner`), and the end empties everything.
"""

import os
import shutil
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command, get_commands
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from learning import room_lists
from learning.demo import PASSWORD
from people.models import Role
from people.sessions import SessionStore
from tests.conftest import passed_second_step, person
from tests.learning.test_serve import Served

# Playwright's sync API keeps an event loop in this thread, which Django takes for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

CHROMIUM = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NUMBERS = count(1)


def pytest_collection_modifyitems(items):
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium_path():
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    assert found, "Chromium is missing: run `python tools/need.py chromium`."
    return found


@pytest.fixture(scope="session")
def chromium(chromium_path):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def site(django_db_setup, django_db_blocker):
    """A server in this process, on the test database; what the test writes, it sees."""
    with django_db_blocker.unblock():
        if "demo" in get_commands():
            call_command("demo", verbosity=0)
        server = LiveServer("localhost")
        yield server
        server.stop()
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def open_room(site, settings, tmp_path):
    """The private room as it is once its list of people is there: that of the demonstration."""
    settings.ROOM_LISTS = tmp_path / "room" / "lists.json"
    room_lists.publish()


@pytest.fixture
def db(site):
    """No transaction here: it would hide its rows from the server, and lock SQLite."""


@pytest.fixture
def learner(site):
    """Somebody new, who learns."""
    return person(f"learner-{next(NUMBERS)}", Role.TRAINEE)


@dataclass
class Noted:
    """What went wrong while pages were open."""

    home: str
    problems: list[str] = field(default_factory=list)

    def watch(self, page):
        page.on("request", self._request)
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("console", self._console)

    def _request(self, request):
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.netloc != self.home:
            self.problems.append(f"foreign request: {request.url}")

    def _console(self, message):
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.problems.append(f"console: {message.text}")


@pytest.fixture
def noted(site):
    """Foreign requests, broken policies, script errors: none is allowed, in any test."""
    noted = Noted(home=urlsplit(site.url).netloc)
    yield noted
    assert not noted.problems, "\n".join(noted.problems)


@pytest.fixture
def browse(chromium, site, noted):
    """`browse(width=320, dark=True, script=False, person=ana)` gives a page in a fresh profile."""
    contexts = []

    def browse(*, width=1280, height=800, dark=False, script=True, person=None):
        context = chromium.new_context(
            base_url=site.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        contexts.append(context)
        if person:
            context.add_cookies([session_of(person, site)])
        context.on("page", noted.watch)
        return context.new_page()

    yield browse
    for context in contexts:
        context.close()


@pytest.fixture
def visit(browse):
    """`visit("/courses/", lang="ar", width=320, dark=True)`: one page, opened."""

    def visit(path="/", *, lang="en", **options):
        page = browse(**options)
        page.goto(f"/{lang}{path}")
        return page

    return visit


def session_of(person, site):
    """Signed in without the form; the walk through the form is a test of its own."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.update(passed_second_step(person))
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": site.url}


@pytest.fixture(scope="session")
def real(tmp_path_factory):
    """The address of a demonstration as `make run` serves it, in processes of its own."""
    served = Served(tmp_path_factory.mktemp("real"), DEMO="1")
    assert served.is_ready()
    yield f"http://localhost:{served.port}"
    served.process.terminate()
    served.process.wait(timeout=20)


@pytest.fixture(scope="session")
def signed_in(real, chromium):
    """The state of a browser in which a learner of the demonstration is signed in."""
    context = chromium.new_context(base_url=real)
    page = context.new_page()
    page.goto("/en/account/login/")
    page.fill("[name=login]", "ana")
    page.fill("[name=password]", PASSWORD)
    page.check("[name=device][value=mine]")  # a shared one would lock while other tests run
    page.click("main form button[type=submit] >> nth=0")
    page.wait_for_url("**/en/")
    state = context.storage_state()
    context.close()
    return state
