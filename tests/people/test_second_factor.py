"""The second step: nobody who needs one passes without it, by any address or verb."""

import time
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.webauthn.internal import auth
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.test import Client

from office import sealed
from office.models import Entry, Notice
from people import second_factor
from people.forms import as_code
from people.models import Role, Session, User
from people.roles import give_role
from tests.conftest import PASSWORD, come_in

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SET_UP, APP = "/en/account/second-step/", "/en/account/2fa/totp/activate/"
CODES = "/en/account/2fa/recovery-codes/"
REMOVE_APP = "/en/account/2fa/totp/deactivate/"
PAGES = ["/en/", "/cms/", "/cms/pages/", "/en/my-learning/", "/en/courses/", "/en/account/email/"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = False


def with_app(who):
    TOTP.activate(who, SECRET)
    RecoveryCodes.activate(who)
    return who


def code_now(secret=SECRET, *, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def by_password(client, who):
    values = {"login": who.sign_in_name, "password": PASSWORD}
    return client.post("/en/account/login/", values)


def is_in(client):
    return "_auth_user_id" in client.session


class TestRequired:
    @pytest.mark.parametrize("path", PAGES)
    def test_a_first_sign_in_leads_to_the_set_up_and_nowhere_else(self, client, bo, path):
        by_password(client, bo)
        answer = client.get(path)
        assert answer["Location"].startswith(SET_UP)

    def test_nothing_that_is_sent_is_done(self, client, kit):
        by_password(client, kit)
        new = {
            "oldpassword": PASSWORD,
            "password1": "another calm one",
            "password2": "another calm one",
        }
        answer = client.post("/en/account/password/change/", new)
        assert answer["Location"] == SET_UP
        assert User.objects.get(pk=kit.pk).check_password(PASSWORD)

    @pytest.mark.parametrize("path", [SET_UP, APP, "/en/account/help/", "/ar/account/second-step/"])
    def test_help_language_and_set_up_are_open(self, client, bo, path):
        by_password(client, bo)
        assert client.get(path).status_code == 200

    def test_the_ways_out_are_open(self, client, bo):
        by_password(client, bo)
        assert client.get("/exit/")["Location"].startswith("https://")
        by_password(client, bo)
        client.post("/en/account/logout/")
        assert not is_in(client)

    def test_a_role_given_while_signed_in_closes_the_next_page(self, client, ana, sam):
        client.force_login(ana)
        assert client.get("/en/my-learning/").status_code == 200
        give_role(ana, Role.SUPERVISOR, by=sam, from_day=date(2020, 1, 1))
        assert client.get("/en/my-learning/")["Location"].startswith(SET_UP)

    def test_a_role_for_the_editor_given_while_signed_in_opens_no_editor(self, client, ana, sam):
        client.force_login(ana)
        give_role(ana, Role.CONTENT_EDITOR, by=sam, from_day=date(2020, 1, 1))
        assert client.get("/cms/")["Location"].startswith(SET_UP)
        assert client.post("/cms/pages/3/delete/").status_code == 302

    @pytest.mark.parametrize("path", [APP, "/en/account/2fa/webauthn/add/", SET_UP, *PAGES])
    def test_who_has_one_and_did_not_show_it_is_signed_out(self, client, bo, path):
        client.force_login(with_app(bo))
        answer = client.get(path)
        assert answer["Location"].startswith("/en/account/login/?next=")
        assert not is_in(client)
        assert "sign in once more" in client.get("/en/account/login/").content.decode()

    def test_a_password_alone_adds_no_second_app_or_key(self, client, bo):
        client.force_login(with_app(bo))
        client.post("/en/account/reauthenticate/", {"password": PASSWORD})
        client.post("/en/account/2fa/webauthn/add/", {"name": "x", "credential": '{"id": "x"}'})
        assert not Authenticator.objects.filter(user=bo, type="webauthn").exists()

    @pytest.mark.parametrize("path", ["/en/my-learning/", "/cms/", APP, SET_UP, REMOVE_APP, CODES])
    def test_between_the_two_steps_no_page_opens(self, client, eve, path):
        assert by_password(client, with_app(eve))["Location"] == "/en/account/2fa/authenticate/"
        answer = client.get(path)
        assert "login" in answer["Location"] and not is_in(client)

    @pytest.mark.parametrize("path", ["/cms/login/", "/en/account/login/"])
    def test_no_login_page_lets_a_password_in_alone(self, client, eve, path):
        with_app(eve)
        client.post(path, {"login": "eve", "username": "eve", "password": PASSWORD}, follow=True)
        assert not is_in(client)

    def test_both_steps_open_the_editor(self, client, eve):
        by_password(client, with_app(eve))
        client.post("/en/account/2fa/authenticate/", {"code": code_now()})
        assert client.get("/cms/").status_code == 200

    def test_what_was_put_off_for_the_password_is_not_done_past_it(self, client, ana, sam):
        client.force_login(ana)
        client.post("/en/account/email/", {"action_add": "", "email": "new@example.org"})
        give_role(ana, Role.SUPERVISOR, by=sam, from_day=date(2020, 1, 1))
        again = "/en/account/reauthenticate/?next=/en/account/email/"
        client.post(again, {"password": PASSWORD})
        assert not ana.emailaddress_set.filter(email="new@example.org").exists()

    def test_a_learner_is_never_asked(self, client, ana):
        by_password(client, ana)
        assert client.get("/en/my-learning/").status_code == 200

    def test_it_costs_no_query(self, client, bo, django_assert_num_queries):
        come_in(client, bo)
        with_app(bo)
        client.get("/en/account/help/")
        with django_assert_num_queries(2) as asked:
            client.get("/en/account/help/")
        assert "mfa_authenticator" not in str([query["sql"] for query in asked])


class TestSetUp:
    def set_up(self, client, path=APP):
        client.get(path)
        secret = client.session["mfa.totp.secret"]
        return client.post(path, {"code": code_now(secret)})

    def test_right_after_the_password_it_is_not_asked_again(self, client, bo):
        by_password(client, bo)
        assert client.get(APP).status_code == 200
        answer = self.set_up(client)
        assert answer["Location"] == CODES
        page = client.get(CODES)
        assert "Each opens the door once" in page.content.decode()

    def test_it_counts_as_passed_and_leads_to_where_one_wanted_to_go(self, client, bo):
        by_password(client, bo)
        client.get(client.get("/en/my-learning/")["Location"])
        self.set_up(client)
        assert client.get(SET_UP)["Location"] == "/en/my-learning/"
        assert client.get("/en/my-learning/").status_code == 200

    @pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", "javascript:x"])
    def test_and_never_to_another_site(self, client, bo, elsewhere):
        by_password(client, bo)
        client.get(SET_UP, {"next": elsewhere})
        self.set_up(client)
        assert client.get(SET_UP)["Location"] == "/en/account/2fa/"

    def test_a_quarter_of_an_hour_later_the_password_is_asked_again(self, client, bo):
        by_password(client, bo)
        session = client.session
        session["account_authentication_methods"][0]["at"] -= 16 * 60
        session.save()
        assert "reauthenticate" in client.get(APP)["Location"]

    def test_who_has_one_is_asked_for_the_password_before_another(self, client, bo):
        come_in(client, with_app(bo))
        assert "reauthenticate" in client.get("/en/account/2fa/webauthn/add/")["Location"]
        assert "reauthenticate" in client.get(REMOVE_APP)["Location"]
        assert "reauthenticate" in client.get(CODES)["Location"]

    def test_also_right_after_signing_in_with_both_steps(self, client, bo):
        by_password(client, with_app(bo))
        client.post("/en/account/2fa/authenticate/", {"code": code_now()})
        assert is_in(client)
        for path in ("/en/account/2fa/webauthn/add/", REMOVE_APP, CODES):
            assert "reauthenticate" in client.get(path)["Location"]

    def test_every_other_session_ends_and_the_person_is_told(self, client, bo):
        elsewhere = Client()
        by_password(elsewhere, bo)
        by_password(client, bo)
        self.set_up(client)
        assert Session.objects.filter(person=bo).count() == 1
        assert client.get("/en/").status_code == 200
        assert "login" in elsewhere.get("/en/my-learning/")["Location"]
        assert Notice.objects.get(to=bo, kind="people.factor_changed").about == "added"
        assert Entry.objects.filter(about=bo, verb="added second step").count() == 1

    def test_the_key_of_the_session_changes_with_it(self, client, bo):
        by_password(client, bo)
        before = client.session.session_key
        self.set_up(client)
        assert client.session.session_key != before

    def test_the_app_shows_a_neutral_name_and_no_address(self, client, bo):
        by_password(client, bo)
        page = client.get(APP)
        assert "otpauth://totp/bo?" in page.context["totp_url"]
        assert "example.org" not in page.context["totp_url"]

    def test_a_learner_may_set_one_up_and_take_it_away(self, client, ana):
        by_password(client, ana)
        self.set_up(client)
        client.post("/en/account/reauthenticate/", {"password": PASSWORD})
        client.post(REMOVE_APP)
        assert not Authenticator.objects.filter(user=ana).exists()
        told = Notice.objects.filter(to=ana, kind="people.factor_changed")
        assert sorted(told.values_list("about", flat=True)) == ["added", "removed"]

    def test_new_codes_are_told(self, client, bo):
        come_in(client, with_app(bo))
        client.post("/en/account/reauthenticate/", {"password": PASSWORD})
        before = client.get(CODES).context["unused_codes"]
        client.post(CODES + "generate/")
        assert not {*before} & {*client.get(CODES).context["unused_codes"]}
        assert Notice.objects.get(to=bo, kind="people.factor_changed").about == "changed"

    def test_the_codes_come_as_a_file_with_a_neutral_name(self, client, bo):
        by_password(client, bo)
        self.set_up(client)
        file = client.get(CODES + "download/")
        assert file["Content-Disposition"] == 'attachment; filename="codes.txt"'
        assert len(file.content.decode().split()) == 10


class TestTheLast:
    def sure(self, client, who):
        come_in(client, who)
        client.post("/en/account/reauthenticate/", {"password": PASSWORD})
        return client

    def test_it_stays_while_a_role_needs_one_and_that_is_said(self, client, bo):
        self.sure(client, with_app(bo))
        assert "This is your last one" in client.get(REMOVE_APP).content.decode()
        client.post(REMOVE_APP)
        assert second_factor.has(bo)

    def test_a_last_key_stays_too(self, client, bo, a_key):
        key = a_key(bo)
        self.sure(client, bo)
        answer = client.post(f"/en/account/2fa/webauthn/keys/{key.pk}/remove/", follow=True)
        assert "This is your last one" in answer.content.decode()
        assert second_factor.has(bo)

    def test_with_another_one_it_may_go(self, client, bo, a_key):
        with_app(bo)
        a_key(bo)
        self.sure(client, bo).post(REMOVE_APP)
        assert set(bo.authenticator_set.values_list("type", flat=True)) == {
            "webauthn",
            "recovery_codes",
        }

    @pytest.fixture
    def a_key(self, monkeypatch):
        """A key that opens nothing; only that it is there matters."""

        def make(who):
            data = {"name": "Key 1", "credential": {}}
            return Authenticator.objects.create(user=who, type="webauthn", data=data)

        return make


class TestPasskeys:
    ADD = "/en/account/2fa/webauthn/add/"

    def offered(self, client, who, kind, host="localhost"):
        by_password(client, who)
        session = client.session
        session["device_kind"] = kind
        session.save()
        return client.get(self.ADD, headers={"host": host}).content.decode()

    def test_on_ones_own_device_under_a_name(self, client, bo):
        assert "mfa_webauthn_add" in self.offered(client, bo, "mine")

    def test_not_on_a_shared_device_and_it_says_why(self, client, bo):
        page = self.offered(client, bo, "shared")
        assert "mfa_webauthn_add" not in page and "Others use this device too" in page

    def test_not_under_a_number_and_it_says_why(self, client, bo):
        page = self.offered(client, bo, "mine", host="127.0.0.1")
        assert "mfa_webauthn_add" not in page and "Passkeys need the site’s name" in page

    @pytest.mark.parametrize(("kind", "host"), [("shared", "localhost"), ("mine", "127.0.0.1")])
    def test_and_refused_where_it_is_not_offered(self, client, bo, kind, host, any_key_will_do):
        self.offered(client, bo, kind, host)
        client.post(self.ADD, {"name": "x", "credential": '{"id": "x"}'}, headers={"host": host})
        assert not second_factor.has(bo)

    def test_where_it_is_offered_it_is_taken(self, client, bo, any_key_will_do):
        self.offered(client, bo, "mine")
        client.post(
            self.ADD, {"name": "x", "credential": '{"id": "x"}'}, headers={"host": "localhost"}
        )
        assert bo.authenticator_set.filter(type="webauthn").exists()
        assert client.get("/en/my-learning/").status_code == 200

    @pytest.fixture
    def any_key_will_do(self, monkeypatch):
        """What a browser would answer is left to tests/browser; here, who may ask for it."""
        monkeypatch.setattr(auth, "parse_registration_response", lambda response: None)
        monkeypatch.setattr(auth, "complete_registration", lambda credential: None)

    def test_under_a_number_the_sign_in_offers_none(self, client):
        assert (
            "passkey_login"
            not in client.get("/en/account/login/", headers={"host": "127.0.0.1"}).content.decode()
        )


class TestCodes:
    @pytest.mark.parametrize(
        "typed", ["123 456", "１２３４５６", "١٢٣٤٥٦", "۱۲۳۴۵۶", "123\u200f456 "]
    )
    def test_every_keyboard_types_the_same_digits(self, typed):
        assert as_code(typed) == "123456"

    def digits(self, code, zero):
        return "".join(chr(ord(zero) + int(digit)) for digit in code)

    @pytest.mark.parametrize("zero", ["0", "٠", "۰", "０"])
    def test_a_used_code_is_refused_in_any_digits(self, bo, zero):
        with_app(bo)
        code = code_now()
        for typed, outcome in ((self.digits(code, "٠"), True), (self.digits(code, zero), False)):
            client = Client()
            by_password(client, bo)
            client.post("/en/account/2fa/authenticate/", {"code": typed})
            assert is_in(client) is outcome

    @pytest.mark.parametrize(("steps", "outcome"), [(-1, True), (-3, False), (3, False)])
    def test_slow_hands_may_type_the_code_of_the_step_before(self, client, bo, steps, outcome):
        with_app(bo)
        by_password(client, bo)
        while time.time() % 30 > 25:  # at its very end the step before is two before
            time.sleep(0.1)
        code = code_now(steps=steps)
        client.post("/en/account/2fa/authenticate/", {"code": code})
        assert is_in(client) is outcome

    def test_the_code_of_the_set_up_opens_nothing_afterwards(self, client, bo):
        by_password(client, bo)
        client.get(APP)
        code = code_now(client.session["mfa.totp.secret"])
        client.post(APP, {"code": code})
        other = Client()
        by_password(other, bo)
        other.post("/en/account/2fa/authenticate/", {"code": code})
        assert not is_in(other)

    def test_a_recovery_code_opens_once(self, bo):
        with_app(bo)
        code = bo.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
        for outcome in (True, False):
            client = Client()
            by_password(client, bo)
            client.post("/en/account/2fa/authenticate/", {"code": self.digits(code, "٠")})
            assert is_in(client) is outcome


class TestSealed:
    def test_nothing_stands_plain_in_the_database(self, bo):
        with_app(bo)
        app, codes = bo.authenticator_set.order_by("pk")
        assert SECRET not in str(app.data) and app.data["secret"].startswith("gAAAA")
        assert codes.data["seed"].startswith("gAAAA")

    def test_what_is_plain_from_before_still_opens(self, client, bo):
        Authenticator.objects.create(user=bo, type="totp", data={"secret": SECRET})
        by_password(client, bo)
        client.post("/en/account/2fa/authenticate/", {"code": code_now()})
        assert is_in(client)

    def test_rotation_seals_all_with_the_new_key(self, bo, cy, settings, capsys):
        with_app(bo)
        Authenticator.objects.create(user=cy, type="totp", data={"secret": SECRET})
        new = Fernet.generate_key().decode()
        settings.FIELD_ENCRYPTION_KEYS = [new, *settings.FIELD_ENCRYPTION_KEYS]
        call_command("sealed", "rotate", "--json")
        call_command("sealed", "rotate", "--json")
        first, second = capsys.readouterr().out.splitlines()
        assert '"resealed": 3' in first and '"kept": 3' in second
        settings.FIELD_ENCRYPTION_KEYS = [new]
        secrets = Authenticator.objects.filter(type="totp").values_list("data__secret", flat=True)
        assert {sealed.unseal(secret) for secret in secrets} == {SECRET}

    def test_the_codes_stay_the_same_codes(self, bo, settings):
        with_app(bo)
        row = bo.authenticator_set.get(type="recovery_codes")
        before = row.wrap().get_unused_codes()
        settings.FIELD_ENCRYPTION_KEYS = [
            Fernet.generate_key().decode(),
            *settings.FIELD_ENCRYPTION_KEYS,
        ]
        call_command("sealed", "rotate")
        row.refresh_from_db()
        assert row.wrap().get_unused_codes() == before
