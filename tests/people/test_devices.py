"""Whose device is this: what each answer leads to, and what is kept of it."""

from datetime import timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from office.notices import Notice
from people import devices
from people.browsers import label_of
from people.models import Device, Session
from tests.conftest import PASSWORD, come_in

LOGIN = "/en/account/login/"
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0"
pytestmark = pytest.mark.django_db


@pytest.fixture
def known(ana):
    """Somebody who came in before: a first sign-in tells nobody anything."""
    ana.last_login = timezone.now()
    ana.save()
    return ana


def sign_in(client, person, **more):
    return client.post(LOGIN, {"login": person.sign_in_name, "password": PASSWORD, **more})


def row_of(client):
    return Session.objects.get(pk=client.session.session_key)


def hours_left(client):
    return round((row_of(client).expire_date - timezone.now()).total_seconds() / 3600)


def test_others_use_it_too_is_chosen_before_anybody_chooses(client):
    page = client.get(LOGIN).content.decode()
    assert "Whose device is this?" in page
    assert 'value="shared"' in page.partition(" checked")[0].rpartition("<input")[2]


def test_what_was_chosen_stays_chosen_after_a_slip(client, ana):
    answer = client.post(LOGIN, {"login": "ana", "password": "wrong", "device": "mine"})
    page = answer.content.decode()
    assert 'value="mine"' in page.partition(" checked")[0].rpartition("<input")[2]


@pytest.mark.parametrize("said", [{}, {"device": ""}, {"device": "both"}, {"device": "shared"}])
def test_whatever_is_not_mine_is_shared(client, known, said):
    answer = sign_in(client, known, **said)
    assert answer.cookies["session"]["max-age"] == ""  # it ends with the browser
    assert (row_of(client).kind, hours_left(client)) == ("shared", 12)
    assert "device" not in answer.cookies
    assert not Device.objects.exists() and not Notice.objects.exists()


def test_mine_lasts_thirty_days_and_no_use_of_it_makes_it_longer(client, known):
    answer = sign_in(client, known, device="mine")
    assert round(answer.cookies["session"]["max-age"] / 86400) == 30
    assert (row_of(client).kind, hours_left(client)) == ("mine", 30 * 24)
    end = row_of(client).expire_date
    session = client.session
    session["anything"] = 1
    session.set_expiry(10**9)
    session.save()
    assert row_of(client).expire_date == end


@pytest.mark.parametrize("kind", ["shared", "mine"])
def test_after_its_end_a_session_opens_nothing(client, known, kind):
    sign_in(client, known, device=kind)
    Session.objects.filter(person=known).update(expire_date=timezone.now())
    assert client.get("/en/my-learning/").status_code == 302


def test_a_role_with_a_second_factor_has_half_a_day(client, bo):
    sign_in(client, bo, device="mine")
    assert (row_of(client).kind, hours_left(client)) == ("mine", 12)


def test_so_has_a_role_that_is_given_during_thirty_days(client, ana):
    sign_in(client, ana, device="mine")
    session = client.session
    session["device_started"] = (timezone.now() - timedelta(hours=13)).isoformat()
    session.save()
    assert client.get("/en/my-learning/").status_code == 200
    ana.needs_second_factor = True
    ana.save()
    assert "/account/login/" in client.get("/en/my-learning/")["Location"]
    assert not ana.sessions.exists()


class TestASecondStep:
    @pytest.fixture
    def code(self, known):
        TOTP.activate(known, generate_totp_secret())
        return RecoveryCodes.activate(known).get_unused_codes()[0]

    def test_keeps_the_answer_of_the_first(self, client, known, code):
        answer = sign_in(client, known, device="mine")
        assert answer["Location"] == "/en/account/2fa/authenticate/"
        client.post(answer["Location"], {"code": code})
        assert (row_of(client).kind, hours_left(client)) == ("mine", 30 * 24)

    def test_says_nothing_for_the_next_person(self, client, known, bo, code, rf):
        sign_in(client, known, device="mine")
        request = rf.post("/")
        request.session = client.session
        devices.come_in(request=request, user=bo)
        assert request.session["device_kind"] == "shared"


class TestANewDevice:
    def test_is_told_once(self, client, known):
        client.post("/")
        sign_in(client, known, device="mine")
        device = Device.objects.get(person=known)
        notice = Notice.objects.get(kind="people.new_device")
        assert (notice.to, notice.about) == (known, str(device.pk))
        client.post("/en/account/logout/")
        sign_in(client, known, device="mine")
        assert Notice.objects.count() == Device.objects.count() == 1

    def test_is_told_of_the_second_one(self, known):
        for _ in range(2):
            sign_in(Client(), known, device="mine")
        assert Notice.objects.filter(kind="people.new_device").count() == 2

    def test_is_not_told_at_the_very_first_sign_in(self, client, ana):
        sign_in(client, ana, device="mine")
        assert Device.objects.filter(person=ana).exists() and not Notice.objects.exists()

    def test_is_known_by_a_cookie_that_only_the_server_reads(self, client, known):
        cookie = sign_in(client, known, device="mine").cookies["device"]
        assert cookie["httponly"] and cookie["samesite"] == "Lax"
        assert cookie["max-age"] == 365 * 86400
        assert cookie.value not in str(Device.objects.values())

    def test_has_its_prefix_where_the_site_has_https(self, client, known, settings):
        settings.DEVICE_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "__Host-device", True
        cookie = sign_in(client, known, device="mine").cookies["__Host-device"]
        assert cookie["secure"] and cookie["path"] == "/" and not cookie["domain"]

    def test_does_not_say_who_else_uses_it(self, client, known, bo):
        for person in (known, bo):
            sign_in(client, person, device="mine")
            client.post("/en/account/logout/")
        assert len(set(Device.objects.values_list("fingerprint", flat=True))) == 2

    def test_that_is_shared_today_loses_its_cookie(self, client, known):
        sign_in(client, known, device="mine")
        client.post("/en/account/logout/")
        answer = sign_in(client, known)
        assert answer.cookies["device"]["max-age"] == 0

    def test_can_be_forgotten_by_its_person_alone(self, client, known, bo):
        sign_in(client, known, device="mine")
        device = Device.objects.get()
        other = come_in(Client(), bo)
        assert other.post("/en/account/devices/", {"forget": device.pk}).status_code == 404
        assert client.post("/en/account/devices/", {"forget": device.pk}).status_code == 302
        assert not Device.objects.exists()

    @pytest.mark.parametrize("made_up", ["no number", "²", "9" * 30])
    def test_that_is_made_up_is_unknown(self, client, ana, made_up):
        client.force_login(ana)
        assert client.post("/en/account/devices/", {"forget": made_up}).status_code == 404


class TestTheEnd:
    @pytest.mark.parametrize(
        ("kind", "cleared"), [("shared", '"cache", "storage"'), ("mine", '"cache"')]
    )
    @pytest.mark.parametrize("way", ["/en/account/logout/", "/exit/"])
    def test_clears_what_the_answer_promised(self, client, known, kind, cleared, way):
        sign_in(client, known, device=kind)
        assert client.post(way)["Clear-Site-Data"] == cleared

    @pytest.mark.parametrize(
        ("kind", "cleared"), [("shared", '"cache", "storage"'), ("mine", '"cache"')]
    )
    def test_leaves_what_waits_on_own_devices_also_to_who_leaves_afterwards(
        self, client, known, kind, cleared
    ):
        sign_in(client, known, device=kind)
        client.post("/en/account/logout/")
        assert client.get("/exit/")["Clear-Site-Data"] == cleared

    def test_of_a_visit_without_a_sign_in_clears_nothing(self, client, db):
        assert not client.post("/en/account/logout/").has_header("Clear-Site-Data")


class TestLabels:
    @pytest.mark.parametrize(
        ("sent", "label"),
        [
            (FIREFOX, "Firefox · Android"),
            (
                "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0",
                "Edge · Windows",
            ),
            ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/130.0 Safari/537.36", "Chrome · Chromebook"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Safari/604", "Safari · iPhone"),
            ("Mozilla/5.0 (iPad) CriOS/130 Safari/604", "Chrome · iPad"),
            (
                "Mozilla/5.0 (Linux; Android 9) SamsungBrowser/20 Chrome/99",
                "Samsung Internet · Android",
            ),
            ("Mozilla/5.0 (Linux; Android 9)", "Android"),
            ("<script>alert(1)</script>", ""),
            ("", ""),
        ],
    )
    def test_are_coarse(self, sent, label):
        assert label_of(sent) == label

    def test_hold_nothing_that_the_browser_sent(self, client, known):
        evil = f"{FIREFOX} <img src=x onerror=alert(1)> kestrel" + "x" * 5000
        client.post(
            LOGIN,
            {"login": "ana", "password": PASSWORD, "device": "mine"},
            headers={"User-Agent": evil},
        )
        page = client.get("/en/account/devices/").content.decode()
        assert page.count("Firefox · Android") >= 2
        assert "kestrel" not in page and "kestrel" not in str(client.session.items())


def test_the_page_says_whose_since_when_and_which_is_this_one(client, known):
    sign_in(Client(), known, device="mine")
    sign_in(client, known)
    page = client.get("/en/account/devices/").content.decode()
    assert "Only I use it" in page and "Others use it too" in page
    assert page.count("This one") == 1 and page.count("Sign out there") == 1


def test_a_passkey_takes_the_answer_that_comes_with_it(known, rf, client):
    request = rf.post("/", {"device": "mine"})
    request.session = client.session
    devices.come_in(request=request, user=known)
    assert request.session["device_kind"] == "mine" and request.device_cookie
