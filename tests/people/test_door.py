"""Signing in: by name or address, however it is written, with or without an address."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import RequestFactory

from people import api as people
from people.adapter import Door
from people.models import User
from tests.conftest import come_in
from tests.people.factories import UserFactory

LOGIN = "/en/account/login/"
PASSWORD = "a calm password"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits(settings):
    """How often one may try is allauth's to test; here each test is one person's first try."""
    settings.ACCOUNT_RATE_LIMITS = False


def sign_in(client, name, password=PASSWORD):
    answer = client.post(LOGIN, {"login": name, "password": password})
    return answer.status_code == 302 and "_auth_user_id" in client.session


@pytest.mark.parametrize("typed", ["ana", "Ana", " ANA ", "ana@example.org", "ANA@Example.org"])
def test_by_name_or_address_however_written(client, ana, typed):
    assert sign_in(client, typed)


@pytest.mark.parametrize("name", ["Élan", "نور", "ＬＵＺ"])
def test_in_every_script(client, name):
    UserFactory(sign_in_name=name)
    assert sign_in(client, name)


def test_without_an_address(client):
    UserFactory(sign_in_name="luz", without_address=True)
    assert sign_in(client, "luz")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "too short"), ("es", "demasiado corta"), ("fr", "trop court"), ("ar", "الحد الأدنى")],
)
def test_a_short_password_is_told_in_the_persons_language(client, ana, language, words):
    client.force_login(ana)
    values = {"oldpassword": PASSWORD, "password1": "brief", "password2": "brief"}
    answer = client.post(f"/{language}/account/password/change/", values)
    assert words in answer.content.decode()
    assert ana.check_password(PASSWORD)


@pytest.mark.parametrize(("language", "words"), [("es", "Un nombre para"), ("ar", "اسم لهذا")])
def test_a_key_is_named_in_the_persons_language(client, ana, language, words):
    client.post(LOGIN, {"login": "ana", "password": PASSWORD, "device": "mine"})
    page = client.get(f"/{language}/account/2fa/webauthn/add/")
    assert words in page.content.decode()


def test_the_wrong_password_stays_outside(client, ana):
    assert not sign_in(client, "ana", "another password")


def test_a_retired_person_stays_outside(client):
    UserFactory(sign_in_name="old", retired=True)
    assert not sign_in(client, "old")


def test_nothing_typed_is_answered_in_words(client):
    answer = client.post(LOGIN, {"login": "", "password": ""})
    assert answer.status_code == 200
    assert "This field is required" in answer.content.decode()


class TestAccounts:
    def test_two_people_without_an_address_do_not_collide(self):
        for empty in ("", None, ""):
            UserFactory(email=empty)
        assert User.objects.filter(email=None).count() == 3

    def test_signing_up_without_an_address_leaves_none(self, settings):
        door = Door(RequestFactory().post("/"))
        for name in ("ada", "ben"):
            user = door.new_user(None)
            door.save_user(None, user, _Form(username=name, email="", password1=PASSWORD))
            assert User.objects.get(sign_in_name=name).email is None

    def test_one_name_in_two_spellings_is_one_person(self):
        UserFactory(sign_in_name="Noor", without_address=True)
        with pytest.raises(IntegrityError):
            UserFactory(sign_in_name="NOOR", without_address=True)

    @pytest.mark.parametrize("typed", ["ÉLAN", "E\u0301LAN"])
    def test_a_taken_name_is_said_in_words_in_any_spelling(self, typed):
        UserFactory(sign_in_name="élan")
        with pytest.raises(ValidationError):
            Door(None).clean_username(typed)

    def test_a_name_is_no_address(self):
        with pytest.raises(ValidationError):
            User(sign_in_name="ana@example.org").clean_fields()

    @pytest.mark.parametrize("typed", ["Ana", "ana ", "ANA@example.org"])
    def test_a_person_is_found_by_what_they_type(self, ana, typed):
        assert people.person_by_name(typed) == ana

    def test_nobody_is_found_by_nothing(self):
        UserFactory(without_address=True)
        assert people.person_by_name("") is None

    def test_every_account_has_a_salt_of_its_own(self):
        one, two = UserFactory(), UserFactory()
        assert len(bytes(one.private_salt)) == 16
        assert bytes(one.private_salt) != bytes(two.private_salt)

    def test_allauths_own_sign_up_is_closed_whatever_the_site_says(self, settings):
        settings.SIGNUP = "open"
        assert not Door(None).is_open_for_signup(None)


class _Form:
    def __init__(self, **cleaned):
        self.cleaned_data = cleaned


class TestOtherDoors:
    """Wagtail and Django have sign-in pages of their own, which know no second factor."""

    @pytest.mark.parametrize(
        "path",
        [
            "/cms/login/",
            "/cms/password_reset/",
            "/cms/password_reset/confirm/MQ/abc-def/",
            "/cms/users/",
            "/cms/users/add/",
            "/cms/groups/",
            "/cms/account/",
            "/en/_util/login/",
            "/en/_util/authenticate_with_password/1/1/",
            "/django-admin/login/",
            "/admin/login/",
        ],
    )
    def test_none_of_them_lets_anybody_in(self, client, eve, path):
        answer = client.post(path, {"username": "eve", "password": PASSWORD, "login": "eve"})
        assert "_auth_user_id" not in client.session
        assert answer.status_code in (302, 404, 405)

    @pytest.mark.parametrize("path", ["/cms/users/", "/cms/groups/", "/cms/account/x/"])
    def test_nobody_edits_people_there(self, client, sam, path):
        come_in(client, sam)
        assert client.get(path, follow=True).status_code == 404

    def test_wagtails_link_to_ones_account_leads_to_ours(self, client, sam):
        come_in(client, sam)
        answer = client.post("/cms/account/", {"email": "other@example.org"})
        assert answer["Location"] == "/en/account/"

    def test_wagtails_own_door_leads_to_ours_and_back(self, client):
        answer = client.get("/cms/login/?next=/cms/pages/")
        assert answer["Location"].endswith("/account/login/?next=%2Fcms%2Fpages%2F")

    def test_the_editors_part_asks_to_sign_in(self, client):
        assert "login" in client.get("/cms/")["Location"]

    def test_it_opens_for_an_editor(self, client, eve):
        come_in(client, eve)
        assert client.get("/cms/").status_code == 200

    def test_it_bears_our_name_and_mark(self, client, eve):
        come_in(client, eve)
        words = client.get("/cms/").content.decode()
        assert "- Wagtail</title>" not in words
        assert 'class="mark"' in words

    def test_it_does_not_exist_for_a_learner(self, client, ana):
        client.force_login(ana)
        assert client.get("/cms/", follow=True).status_code == 404

    def test_it_closes_with_the_role(self, client, eve):
        come_in(client, eve)
        eve.roles_held.update(until_day="2021-01-01")
        assert client.get("/cms/", follow=True).status_code == 404
