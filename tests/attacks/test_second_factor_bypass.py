"""A password alone opens nothing that is behind a second factor (attack A19)."""

import re
import time

import pytest
from django.test import Client

from tests.attacks.addresses import patterns
from tests.attacks.doors import (
    LOGIN,
    STEP,
    TOO_OFTEN,
    code_now,
    give_code,
    give_password,
    give_totp,
    is_in,
    reset_by_link,
    reset_link,
)
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

DOORS = re.compile(
    r"log_?in|auth|reset|sign_?up|account|password|2fa|session|token|invit|card|_util|recover"
)
FROM_OTHER_HOUSES = [
    "/admin/",
    "/admin/login/",
    "/django-admin/",
    "/django-admin/login/",
    "/cms/login/",
    "/cms/users/add/",
    "/_util/authenticate_with_password/1/1/",
    "/en/_util/authenticate_with_password/1/1/",
    "/en/_util/login/",
    "/_util/login/",
    "/accounts/login/",
    "/_allauth/browser/v1/auth/login",
    "/_allauth/app/v1/auth/login",
    "/_allauth/browser/v1/auth/2fa/authenticate",
    "/en/account/signup/passkey/",
    "/en/account/login/code/",
    "/api/token/",
    "/api-auth/login/",
]
OPEN_BEFORE_THE_CODE = re.compile(r"/(login|authenticate|reset|help|exit|card|invitation)/")


@pytest.fixture(autouse=True)
def no_limits(settings):
    """Else a limit would hide what a guard lets through; gives back what holds otherwise."""
    real, settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS, False
    return real


@pytest.fixture
def limits(settings, no_limits):
    settings.ACCOUNT_RATE_LIMITS = no_limits


@pytest.fixture
def codes(bo):
    """Bo has an authenticator app; these are his recovery codes."""
    return give_totp(bo)


def all_that_is_typed(person):
    names = {"login": person.sign_in_name, "username": person.sign_in_name, "email": person.email}
    secrets = {"password": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    return names | secrets | {"remember": "on", "sign_in_name": person.sign_in_name, "next": "/"}


def doors():
    ours = [path for pattern in patterns() for path in pattern.filled()]
    return sorted({path for path in ours if DOORS.search(path)} | {*FROM_OTHER_HOUSES})


def test_there_are_doors_to_try():
    assert {LOGIN, STEP, "/cms/login/", "/en/account/password/reset/"} <= {*doors()}


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "application/json"])
def test_at_no_door_a_password_is_enough(bo, codes, kind):
    typed = all_that_is_typed(bo)
    for path in doors():
        client = Client()
        for address in (path, f"{path}?next=/cms/"):
            if kind == "application/json":
                client.post(address, typed, content_type=kind)
            else:
                client.post(address, typed)
            assert not is_in(client), address


def test_with_basic_authorisation_neither(client, bo, codes):
    client.get("/cms/", headers={"authorization": "Basic Ym86YSBjYWxtIHBhc3N3b3Jk"})
    assert not is_in(client)


def test_with_the_code_the_door_opens(client, bo, codes):
    """Else nothing here would test anything."""
    assert give_password(client, bo)["Location"] == STEP
    assert give_code(client, code_now())


def test_between_password_and_code_no_page_opens(client, bo, codes):
    give_password(client, bo)
    visitor = Client()
    for pattern in patterns():
        for path in pattern.filled():
            if not OPEN_BEFORE_THE_CODE.search(path):
                assert client.get(path).status_code == visitor.get(path).status_code, path
                assert not is_in(client), path


class TestCodes:
    def test_a_code_is_used_once(self, bo, codes):
        code = code_now()
        assert self.comes_in(bo, code)
        assert not self.comes_in(bo, code)

    @pytest.mark.parametrize(
        "rewritten",
        [
            lambda code: f"{code[:3]} {code[3:]}",
            lambda code: f"{code[:3]}-{code[3:]}",
            lambda code: f"\u200b{code}",
            lambda code: f"{code[:3]}\u00a0{code[3:]}",
            lambda code: "".join(chr(0xFF10 + int(digit)) for digit in code),
            lambda code: "".join(chr(0x0660 + int(digit)) for digit in code),
            lambda code: "".join(chr(0x1D7CE + int(digit)) for digit in code),
        ],
        ids=["space", "hyphen", "nothing", "no-break", "full-width", "arabic", "bold"],
    )
    def test_nor_again_in_other_writing(self, bo, codes, rewritten):
        code = code_now()
        assert self.comes_in(bo, code)
        assert not self.comes_in(bo, rewritten(code))

    def test_nor_again_as_long_as_it_is_valid(self, bo, codes, monkeypatch):
        """A code that may come early or late is remembered for all that time."""
        begin = time.time() // 30 * 30
        accepted = 0
        monkeypatch.setattr(time, "time", lambda: begin)
        code = code_now()
        for seconds in range(-60, 150, 10):
            monkeypatch.setattr(time, "time", lambda seconds=seconds: begin + seconds)
            accepted += self.comes_in(bo, code)
        assert accepted == 1

    def test_a_code_of_yesterday_opens_nothing(self, bo, codes):
        assert not self.comes_in(bo, code_now(steps_ahead=-2880))

    def test_a_recovery_code_is_used_once(self, bo, codes):
        assert self.comes_in(bo, codes[0])
        assert not self.comes_in(bo, codes[0])
        assert self.comes_in(bo, codes[1])

    def test_guessing_ends_after_five(self, client, bo, codes, limits):
        give_password(client, bo)
        for guess in range(5):
            assert not give_code(client, f"00000{guess}")
        assert not give_code(client, code_now())
        assert TOO_OFTEN.search(client.post(STEP, {"code": code_now()}).content.decode())

    def test_a_new_session_gives_no_new_guesses(self, bo, codes, limits):
        for guess in range(5):
            self.comes_in(bo, f"00000{guess}")
        assert not self.comes_in(bo, code_now())

    def comes_in(self, person, code):
        client = Client()
        give_password(client, person)
        return give_code(client, code)


class TestReset:
    def test_a_reset_by_link_asks_for_the_code_all_the_same(self, client, bo, codes):
        reset_by_link(client, bo)
        assert not is_in(client)
        give_password(client, bo, "another calm password")
        assert not is_in(client)
        assert give_code(client, code_now())

    def test_a_link_opens_once(self, client, bo, codes):
        link = reset_link(bo)
        reset_by_link(client, bo)
        assert "password1" not in Client().get(link, follow=True).content.decode()

    def test_a_link_opens_nothing_of_a_closed_account(self, client, bo):
        link = reset_link(bo)
        bo.is_active = False
        bo.save()
        assert "password1" not in client.get(link, follow=True).content.decode()
