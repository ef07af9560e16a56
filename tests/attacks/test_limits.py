"""Tries are counted across processes, and no header widens the count (attack A17)."""

import http.client
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlencode

import pytest
from django.conf import settings

from tests import databases
from tests.attacks.doors import LOGIN, TOO_OFTEN
from tests.learning.test_serve import environment, free_port, wait_until

pytestmark = pytest.mark.alone

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
MAKE = """
from django.core.management import call_command
from people.models import User
call_command("createcachetable")
User.objects.create_user("ana", "a calm password", email="ana@example.org")
"""
PER_ACCOUNT, PER_ADDRESS = 5, 10  # wrong passwords in five minutes, and in one minute


class Site:
    """Three web processes over one database, as `gunicorn learning.wsgi` starts them."""

    def __init__(self, state, **values):
        self.port, self.state = free_port(), state
        values = {"DJANGO_SETTINGS_MODULE": "tests.attacks.served"} | values
        self.environment = environment(state, self.port, **values)

    def start(self):
        command = ["-m", "gunicorn", "learning.wsgi", "-w", "3", f"--bind=127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(
            [sys.executable, *command], cwd=settings.ROOT, env=self.environment
        )
        assert wait_until(self.answers, within=30)
        return self

    def answers(self):
        try:
            return self.ask("GET", "/health/live")[0] == 200
        except OSError:
            return False

    def ask(self, method, path, typed=None, headers=None):
        """One request on a connection of its own, so that any of the processes may take it."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if typed else {}
        link.request(method, path, urlencode(typed or {}), kind | (headers or {}))
        answer = link.getresponse()
        body = answer.read().decode()
        link.close()
        return answer.status, body, answer.headers

    def form(self):
        _, page, headers = self.ask("GET", LOGIN)
        return TOKEN.search(page)[1], headers["Set-Cookie"].split(";")[0]

    def try_once(self, name, password="wrong", form=None, **headers):  # noqa: S107
        """What became of it: "checked", "limited" or "in"."""
        token, cookie = form or self.form()
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        typed = {"csrfmiddlewaretoken": token, "login": name, "password": password}
        status, page, _ = self.ask("POST", LOGIN, typed, {"Cookie": cookie} | sent)
        if status == 302:
            return "in"
        return "limited" if status == 429 or TOO_OFTEN.search(page) else "checked"

    def forget(self):
        with closing(sqlite3.connect(self.state / "mainstay.sqlite3", timeout=20)) as rows, rows:
            rows.execute("DELETE FROM shared_cache")

    def crowd(self, rows):
        """As many other counts as that, all of them good for an hour."""
        made = [(f":1:crowd{n:05}", "gAVLAS4=", "2999-01-01 00:00:00") for n in range(rows)]
        with closing(sqlite3.connect(self.state / "mainstay.sqlite3", timeout=20)) as file, file:
            file.executemany("INSERT INTO shared_cache VALUES (?, ?, ?)", made)

    def end(self):
        self.process.terminate()
        self.process.wait(timeout=15)


@pytest.fixture(scope="module")
def state(tmp_path_factory, django_db_setup):
    """Tables of this run's own, copied from those that the tests keep."""
    folder = tmp_path_factory.mktemp("limits")
    kept = databases.KEPT / databases.fingerprint()
    shutil.copyfile(kept / "default", folder / "mainstay.sqlite3")
    shutil.copyfile(kept / "wellbeing", folder / "private.sqlite3")
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", MAKE],
        cwd=settings.ROOT,
        env=Site(folder).environment,
        check=True,
    )
    return folder


@pytest.fixture(scope="module")
def direct(state):
    site = Site(state).start()
    yield site
    site.end()


@pytest.fixture(scope="module")
def behind_a_proxy(state):
    site = Site(state, TRUSTED_PROXY_COUNT="1").start()
    yield site
    site.end()


@pytest.fixture(autouse=True)
def from_the_start(direct):
    direct.forget()


def lie(n):
    """Another address each time, in every header that somebody might believe."""
    return {
        "X_Forwarded_For": f"10.0.0.{n}",
        "X_Real_IP": f"10.0.0.{n}",
        "Forwarded": f"for=10.0.0.{n}",
        "Client_IP": f"10.0.0.{n}",
        "True_Client_IP": f"10.0.0.{n}",
        "X_Client_IP": f"10.0.0.{n}",
        "CF_Connecting_IP": f"10.0.0.{n}",
    }


def test_one_account_is_tried_five_times_by_all_processes_together(direct):
    said = [direct.try_once("ana") for _ in range(15)]
    assert said == ["checked"] * PER_ACCOUNT + ["limited"] * (15 - PER_ACCOUNT)


def test_not_even_the_right_password_comes_in_then(direct):
    for _ in range(PER_ACCOUNT):
        direct.try_once("ana")
    assert direct.try_once("ana", "a calm password") == "limited"


def test_the_right_password_comes_in_otherwise(direct):
    assert direct.try_once("ana", "a calm password") == "in"


def test_all_at_once_are_no_more(direct):
    form = direct.form()
    with ThreadPoolExecutor(15) as threads:
        said = list(threads.map(lambda n: direct.try_once("ana", form=form), range(15)))
    assert 1 <= said.count("checked") <= PER_ACCOUNT


@pytest.mark.parametrize("spelling", ["ANA", " ana ", "ａｎａ", "Ana", "ᴬna", "aⁿa"])
def test_another_spelling_is_not_another_account(direct, spelling):
    for _ in range(PER_ACCOUNT):
        direct.try_once("ana")
    assert direct.try_once(spelling) == "limited"


def test_the_tries_of_others_push_no_count_out(direct):
    for _ in range(PER_ACCOUNT):
        direct.try_once("ana")
    direct.crowd(2000)
    for n in range(3):  # each of them asks the cache whether it is full
        direct.try_once(f"name{n}")
    assert direct.try_once("ana") == "limited"


def test_an_unknown_name_is_limited_as_a_known_one(direct):
    said = [direct.try_once("nobody") for _ in range(8)]
    assert said == ["checked"] * PER_ACCOUNT + ["limited"] * 3


def test_no_header_widens_the_count_of_one_account(direct):
    said = [direct.try_once("ana", **lie(n)) for n in range(15)]
    assert said.count("checked") == PER_ACCOUNT


def test_no_header_widens_the_count_of_one_address(direct):
    form = direct.form()
    said = [direct.try_once(f"name{n}", form=form, **lie(n)) for n in range(15)]
    assert said.count("checked") == PER_ADDRESS


def test_behind_one_proxy_only_its_own_word_counts(behind_a_proxy):
    form = behind_a_proxy.form()
    hops = [f"10.0.0.{n}, 192.0.2.9" for n in range(15)]
    said = [behind_a_proxy.try_once(f"name{hop}", form=form, X_Forwarded_For=hop) for hop in hops]
    assert said.count("checked") == PER_ADDRESS


def test_behind_one_proxy_people_do_not_share_one_count(behind_a_proxy):
    form = behind_a_proxy.form()
    hops = [f"192.0.2.{n}" for n in range(15)]
    said = [behind_a_proxy.try_once(f"name{hop}", form=form, X_Forwarded_For=hop) for hop in hops]
    assert said.count("checked") == 15


def test_one_mailbox_gets_three_resets_from_all_processes_together(direct):
    token, cookie = direct.form()
    typed = {"csrfmiddlewaretoken": token, "email": "ana@example.org"}
    path, sent = "/en/account/password/reset/", {"Cookie": cookie}
    said = [
        direct.ask("POST", path, typed, sent | {"X-Forwarded-For": f"10.0.0.{n}"})[0]
        for n in range(8)
    ]
    assert said == [302] * 3 + [429] * 5


class TestWhatTheServerBelieves:
    """gunicorn trusts what comes from its own machine, unless told otherwise (attack A16)."""

    @pytest.mark.parametrize(
        "header",
        [
            ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-Protocol", "ssl"),
            ("X-Forwarded-Ssl", "on"),
        ],
    )
    def test_no_header_changes_the_scheme(self, direct, header):
        """On https Django asks for a Referer, so a form would be refused."""
        token, cookie = direct.form()
        typed = {"csrfmiddlewaretoken": token, "login": "ana", "password": "a calm password"}
        status, _, _ = direct.ask("POST", LOGIN, typed, dict([header]) | {"Cookie": cookie})
        assert status == 302

    @pytest.mark.parametrize("header", ["SCRIPT_NAME", "Script-Name", "X-Forwarded-Prefix"])
    def test_no_header_changes_the_addresses(self, direct, header):
        _, page, _ = direct.ask("GET", LOGIN, headers={header: "/evil"})
        assert "/evil" not in page

    @pytest.mark.parametrize("header", ["PATH_INFO", "X-Original-Url", "X-Rewrite-Url"])
    def test_no_header_leads_to_another_page(self, direct, header):
        assert direct.ask("GET", LOGIN, headers={header: "/health/live"})[1].startswith("<!")

    @pytest.mark.parametrize(
        "start", ["GET http://evil.example/en/ HTTP/1.1", "GET //evil/ HTTP/1.1"]
    )
    def test_an_address_in_full_leads_nowhere_else(self, direct, start):
        said = self.raw(direct, f"{start}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        assert b"evil" not in said

    def test_two_hosts_are_refused(self, direct):
        both = "Host: 127.0.0.1\r\nHost: evil.example\r\n"
        said = self.raw(direct, f"GET /en/ HTTP/1.1\r\n{both}Connection: close\r\n\r\n")
        assert said.startswith(b"HTTP/1.1 400")

    def raw(self, site, text):
        with socket.create_connection(("127.0.0.1", site.port), 10) as link:
            link.sendall(text.encode())
            return b"".join(iter(lambda: link.recv(65536), b""))
