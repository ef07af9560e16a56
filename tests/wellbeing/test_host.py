"""A host of the room's own: how one gets there, what answers there, and how one leaves."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import signing
from django.test import Client

from tests.conftest import come_in
from tests.wellbeing import conftest
from tests.wellbeing.conftest import BOTH, BOX, BYTES, OF_OUR_PAGE, OWN_HOST, SITE
from tests.wellbeing.test_headers import is_protected

pytestmark = BOTH
FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
MINUTE = 60
AWAY = "https://www.wikipedia.org/"


@pytest.fixture(autouse=True)
def at_home(own_host, room_is_open):
    """Every story here is of a room with a host of its own."""


@pytest.fixture
def clock(monkeypatch):
    """Move it on: `clock(61)` is a minute and a second later."""
    told = {"now": 1_800_000_000.0}
    monkeypatch.setattr("time.time", lambda: told["now"])

    def move(seconds):
        told["now"] += seconds

    return move


@pytest.fixture
def token(client, ana):
    return fields(come_in(client, ana))["token"]


@pytest.fixture
def inside(token):
    """A browser that came over; it has nothing of the site in it."""
    return enter(token)[0]


def over_there(client, method, path, **more):
    headers = {"host": OWN_HOST} | more.pop("headers", {})
    return client.generic(method, path, headers=headers, **more)


def fields(client):
    return dict(FIELD.findall(client.get("/en/notes/").content.decode()))


def enter(token, *, origin=SITE, language="en", client=None):
    client = client or Client(enforce_csrf_checks=True)
    said = {"token": token, "language": language}
    headers = {"host": OWN_HOST, "Origin": origin}
    return client, client.post("/notes/enter", said, headers=headers)


def ask(client, body, **headers):
    return conftest.ask(client, body, host=OWN_HOST, **headers)


class TestTheWayOver:
    def test_is_a_button_with_a_token_that_names_nobody(self, client, ana):
        page = come_in(client, ana).get("/en/notes/")
        assert f'action="http://{OWN_HOST}/notes/enter"' in page.content.decode()
        held = signing.loads(fields(client)["token"], salt="room.enter")
        assert held.keys() == {"salt", "once"}
        assert held["salt"] == bytes(ana.private_salt).hex()

    def test_stands_in_no_address_and_is_kept_by_nobody(self, client, ana):
        page = come_in(client, ana).get("/en/notes/")
        assert "no-store" in page["Cache-Control"]
        assert page["Referrer-Policy"] == "strict-origin"
        assert f"form-action 'self' http://{OWN_HOST}" in page["Content-Security-Policy"]

    def test_is_for_who_is_signed_in(self, client):
        answer = client.get("/en/notes/")
        assert (answer.status_code, urlsplit(answer["Location"]).path) == (
            302,
            "/en/account/login/",
        )

    def test_waits_for_the_second_step(self, client, kit):
        client.force_login(kit)
        assert client.get("/en/notes/").status_code == 302

    def test_leads_to_the_page_in_the_same_language(self, token):
        client, answer = enter(token, language="ar")
        assert (answer.status_code, answer["Location"]) == (303, "/ar/notes/")
        assert over_there(client, "GET", "/ar/notes/").status_code == 200

    @pytest.mark.parametrize("language", ["//evil.example", "xx", "../..", "", "en/../x"])
    def test_leads_nowhere_else(self, token, language):
        assert enter(token, language=language)[1]["Location"] == "/en/notes/"

    def test_opens_the_room_of_that_person(self, inside, ana):
        assert ask(inside, b"s-").content == bytes(ana.private_salt)


class TestTheToken:
    def test_is_good_once(self, token):
        assert enter(token)[1].status_code == 303
        client, answer = enter(token)
        assert (answer.status_code, answer.content, dict(client.cookies)) == (403, b"", {})

    @pytest.mark.parametrize(("seconds", "status"), [(59, 303), (61, 303)])
    def test_is_good_for_a_minute_and_then_leads_back(self, clock, client, ana, seconds, status):
        token = fields(come_in(client, ana))["token"]
        clock(seconds)
        guest, answer = enter(token)
        way = "/en/notes/" if seconds < MINUTE else f"{SITE}/en/notes/"
        assert (answer.status_code, answer["Location"]) == (status, way)
        assert bool(guest.cookies) == (seconds < MINUTE)

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
            lambda token: "x" + token,
            lambda token: "",
            lambda token: token.partition(":")[0],
            lambda token: signing.dumps({"salt": "00" * 16, "once": "1"}, salt="another"),
            lambda token: signing.dumps({"salt": "00" * 15, "once": "1"}, salt="room.enter"),
            lambda token: signing.dumps({"salt": "zz" * 16, "once": "1"}, salt="room.enter"),
            lambda token: signing.dumps(["00" * 16], salt="room.enter"),
            lambda token: signing.dumps({"salt": 7, "once": "1"}, salt="room.enter"),
        ],
    )
    def test_of_another_making_is_refused(self, token, spoil):
        client, answer = enter(spoil(token))
        assert (answer.status_code, answer.content, dict(client.cookies)) == (403, b"", {})

    @pytest.mark.parametrize(
        "origin", ["https://evil.example", "null", "", "https://packs.example"]
    )
    def test_is_taken_from_a_page_of_the_site_alone(self, token, origin, settings):
        """Else somebody could put others into a room of theirs, and wait for what they write."""
        settings.PACKAGE_HOST = "packs.example"
        settings.OWN_HOSTS = [OWN_HOST, "packs.example"]
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "packs.example"]
        assert enter(token, origin=origin)[1].status_code == 403

    def test_is_not_taken_by_get(self, token):
        answer = over_there(Client(), "GET", f"/notes/enter?token={token}")
        assert (answer.status_code, dict(answer.cookies)) == (405, {})

    def test_is_no_cookie_and_a_cookie_is_no_token(self, inside, token):
        assert enter(inside.cookies["notes"].value)[1].status_code == 403
        other = Client()
        other.cookies["notes"] = token
        assert ask(other, b"s-").status_code == 401


class TestTheCookie:
    def test_is_for_this_host_and_no_script(self, token, settings):
        settings.SESSION_COOKIE_SECURE = True
        client, _ = enter(token)
        (name,) = client.cookies
        cookie = client.cookies[name]
        assert name == "__Host-notes"
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")
        assert (cookie["path"], cookie["domain"], cookie["max-age"]) == ("/", "", "")
        assert ask(client, b"s-").status_code == 200

    def test_names_nobody_and_makes_no_session(self, inside, ana):
        held = signing.loads(inside.cookies["notes"].value, salt="room.door")
        assert held.keys() == {"salt", "since"}

    def test_is_asked_of_no_database(self, inside, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert ask(inside, b"s-").status_code == 200
            assert over_there(inside, "GET", "/en/notes/").status_code == 200

    def test_ends_after_half_an_hour_of_quiet(self, clock, client, ana):
        guest, _ = enter(fields(come_in(client, ana))["token"])
        clock(29 * MINUTE)
        assert ask(guest, b"s-").status_code == 200
        clock(2 * MINUTE)
        assert ask(guest, b"s-").status_code == 401

    def test_stays_while_the_page_says_that_somebody_is_there(self, clock, client, ana):
        guest, _ = enter(fields(come_in(client, ana))["token"])
        for _ in range(3):
            clock(29 * MINUTE)
            assert over_there(guest, "HEAD", "/en/notes/").status_code == 200
        assert ask(guest, b"s-").status_code == 200

    def test_ends_after_twelve_hours_whatever_it_says(self, clock, client, ana):
        guest, _ = enter(fields(come_in(client, ana))["token"])
        for _ in range(25):
            clock(29 * MINUTE)
            over_there(guest, "HEAD", "/en/notes/")
        assert ask(guest, b"s-").status_code == 401
        assert "notes" not in over_there(guest, "HEAD", "/en/notes/").cookies

    @pytest.mark.parametrize("cookie", ["", "x", "x:y:z"])
    def test_of_another_making_opens_nothing(self, client, cookie):
        client.cookies["notes"] = cookie
        assert ask(client, b"s-").status_code == 401

    def test_opens_nothing_after_the_page_asked_for_it_late(self, clock, client, ana):
        guest, _ = enter(fields(come_in(client, ana))["token"])
        clock(31 * MINUTE)
        assert not over_there(guest, "HEAD", "/en/notes/").cookies


class TestWhatAnswersThere:
    @pytest.mark.parametrize(
        "path",
        [
            "/en/courses/",
            "/cms/",
            "/en/account/",
            "/health/live",
            "/health/ready",
            "/static/css/main.css",
            "/files/00000000-0000-0000-0000-000000000001/",
            "/manifest.webmanifest",
            "/favicon.ico",
            "/look/x.css",
            "/setup/",
        ],
    )
    def test_is_nothing_of_the_site(self, inside, path):
        answer = over_there(inside, "GET", path)
        assert (answer.status_code, answer.content) == (404, b"")
        assert is_protected(answer)

    @pytest.mark.parametrize("path", ["/en/", "/ar/support/", "/en/account/login/"])
    def test_what_the_page_leads_to_is_on_the_site(self, inside, path):
        answer = over_there(inside, "GET", path)
        assert (answer.status_code, answer["Location"]) == (302, f"{SITE}{path}")

    @pytest.mark.parametrize(
        "path", ["//evil.example/", "/\\evil.example", "/en//evil.example/", "/en/@evil.example/"]
    )
    def test_leads_to_no_other_site(self, inside, path):
        assert "evil" not in over_there(inside, "GET", path).get("Location", "")

    def test_a_session_of_the_site_opens_nothing(self, client, ana):
        come_in(client, ana)
        assert ask(client, b"s-").status_code == 401

    @pytest.mark.parametrize("path", ["/en/notes/", "/notes/-/main.js", "/notes/lists.json"])
    def test_is_the_room_with_its_headers(self, path):
        answer = over_there(Client(), "GET", path)
        assert answer.status_code == 200 and is_protected(answer)

    def test_is_the_same_page_that_the_site_would_show(self, client, settings):
        there = over_there(Client(), "GET", "/en/notes/").content
        settings.WELLBEING_HOST = ""
        assert client.get("/en/notes/").content == there

    def test_keeps_boxes(self, inside):
        etag = ask(inside, conftest.put()).content
        assert ask(inside, conftest.get()).content == etag + conftest.box()

    def test_counts(self, inside):
        assert [ask(inside, b"s-").status_code for _ in range(31)][-1] == 429

    def test_refuses_what_a_page_of_the_site_asks(self, inside):
        headers = {"host": OWN_HOST, "Origin": SITE}
        answer = inside.post(BOX, b"s-", content_type=BYTES, headers=headers)
        assert answer.status_code == 403
        assert ask(inside, b"s-", **{"Sec-Fetch-Site": "same-site"}).status_code == 403


class TestWhatAnswersOnTheSite:
    @pytest.mark.parametrize(
        "path", [BOX, "/notes/enter", "/notes/-/main.js", "/notes/lists.json", "/notes/"]
    )
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_is_nothing_of_the_room(self, client, ana, path, method):
        come_in(client, ana)
        answer = client.generic(method, path, b"s-", BYTES, headers=OF_OUR_PAGE)
        assert (answer.status_code, answer.content) == (404, b"")


class TestLeaving:
    @pytest.fixture
    def both(self, client, ana):
        """A browser that is signed in on the site and inside the room, as browsers are."""
        come_in(client, ana)
        enter(fields(client)["token"], client=client)
        return client

    def leave(self, client, **headers):
        return over_there(client, "GET", "/exit/", headers=headers)

    def through(self, answer):
        way = answer["Location"]
        assert way.startswith(f"{SITE}/exit/?from=")
        return way.removeprefix(SITE)

    def test_shuts_the_door_here_and_ends_the_session_there(self, both):
        answer = self.leave(both)
        assert answer.cookies["notes"]["max-age"] == 0
        assert answer["Clear-Site-Data"] == '"cache", "storage"'
        on_site = both.get(self.through(answer), headers={"Sec-Fetch-Site": "cross-site"})
        assert on_site["Location"] == AWAY
        assert SESSION_KEY not in both.session

    def test_ends_nobody_elses_session(self, both, bo):
        way = self.through(self.leave(both))
        other = come_in(Client(), bo)
        answer = other.get(way, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer["Location"] == AWAY and SESSION_KEY in other.session

    def test_the_word_is_good_for_a_minute(self, clock, client, ana):
        come_in(client, ana)
        enter(fields(client)["token"], client=client)
        way = self.through(self.leave(client))
        clock(MINUTE + 1)
        client.get(way, headers={"Sec-Fetch-Site": "cross-site"})
        assert SESSION_KEY in client.session

    def test_the_word_tells_the_address_nothing(self, both, ana):
        (said,) = parse_qs(urlsplit(self.leave(both)["Location"]).query)["from"]
        held = str(signing.loads(said, salt="room.exit"))
        assert "ana" not in held and bytes(ana.private_salt).hex() not in held
        again = self.leave(both)
        assert said not in again["Location"] and again["Referrer-Policy"] == "no-referrer"

    def test_another_page_makes_nobody_leave(self, both):
        answer = self.leave(both, **{"Sec-Fetch-Site": "cross-site"})
        assert answer["Location"] == AWAY
        assert not answer.cookies and not answer.has_header("Clear-Site-Data")
        assert ask(both, b"s-").status_code == 200

    def test_who_never_came_in_goes_straight_away(self):
        assert self.leave(Client())["Location"] == AWAY

    @pytest.mark.parametrize(
        "query", ["?next=//evil.example", "?from=x", "?url=https://evil.example"]
    )
    def test_leads_nowhere_else(self, query):
        assert over_there(Client(), "GET", f"/exit/{query}")["Location"] == AWAY

    @pytest.mark.parametrize("word", ["", "x", "x:y:z"])
    def test_a_forged_word_ends_nothing(self, client, ana, word):
        come_in(client, ana)
        client.get(f"/exit/?from={word}", headers={"Sec-Fetch-Site": "cross-site"})
        assert SESSION_KEY in client.session

    def test_without_such_a_host_no_word_is_good(self, both, settings):
        way = self.through(self.leave(both))
        settings.WELLBEING_HOST = ""
        both.get(way, headers={"Sec-Fetch-Site": "cross-site"})
        assert SESSION_KEY in both.session


def test_without_such_a_host_nobody_enters(client, token, settings):
    settings.WELLBEING_HOST = ""
    headers = {"Origin": SITE}
    answer = client.post("/notes/enter", {"token": token}, headers=headers)
    assert (answer.status_code, answer.content) == (404, b"")
    assert "notes" not in client.cookies
