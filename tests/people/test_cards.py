"""Without a mail address: eight words that open the same page, and a card for a new password."""

import pytest
from django.test import Client

from people import invitations
from people.models import Invitation, Role, User
from tests.people.factories import RoleHeldFactory
from tests.people.test_invitation_page import ANSWERS

CARD = "/es/account/card/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def luz():
    """Somebody without an address."""
    return RoleHeldFactory(person__sign_in_name="luz", person__email=None).person


@pytest.fixture
def card():
    return invitations.invite(
        by=None, role=Role.TRAINEE, language="es", sign_in_name="luz", is_card=True
    )


def reset_of(person):
    return invitations.reset_card(person, by=None)


class TestEightWords:
    def test_they_open_what_the_link_opens(self, client, card):
        answer = client.post(CARD, {"words": card.words.upper()})
        assert answer["Location"] == f"/es/account/invitation/{card.secret}/"
        assert "luz" in client.get(answer["Location"]).content.decode()

    def test_one_comes_in_without_any_address(self, client, card):
        page = client.post(CARD, {"words": card.words})["Location"]
        client.post(page, ANSWERS)
        made = User.objects.get()
        assert (made.sign_in_name, made.email) == ("luz", None)
        assert client.session["_auth_user_id"] == str(made.pk)

    def test_a_word_of_no_card_is_named(self, client, card):
        first, *rest = card.words.split()
        page = client.post(CARD, {"words": " ".join(["xyzzy", *rest])}).content.decode()
        assert "xyzzy" in page.partition("<textarea")[0]
        assert first not in page

    def test_words_that_open_nothing_say_so_alike(self, client, card):
        """Those of no card, and those of a card that was used, read alike."""
        other = " ".join(reversed(card.words.split()))
        never = client.post(CARD, {"words": other}).context["form"].errors["words"]
        client.post(f"/es/account/invitation/{card.secret}/", ANSWERS)
        used = Client().post(CARD, {"words": card.words}).context["form"].errors["words"]
        assert never == used

    def test_looking_changes_nothing_and_words_in_the_address_are_not_read(self, client, card):
        answer = client.get(CARD, {"words": card.words})
        assert answer.status_code == 200
        assert card.words not in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]

    def test_the_field_lets_a_phone_change_nothing(self, client):
        page = client.get(CARD).content.decode()
        for attribute in ('autocapitalize="none"', 'autocomplete="off"', 'spellcheck="false"'):
            assert attribute in page

    def test_after_ten_tries_a_minute_it_asks_for_patience(self, client, card):
        codes = [client.post(CARD, {"words": "wrong"}).status_code for _ in range(10)]
        assert set(codes) == {200}
        assert client.post(CARD, {"words": card.words}).status_code == 429

    def test_the_sign_in_page_leads_here(self, client):
        assert f'href="{CARD}"' in client.get("/es/account/login/").content.decode()


class TestANewCard:
    NEW = {"password1": "another calm one", "password2": "another calm one"}

    def path(self, person):
        return f"/es/account/invitation/{reset_of(person).secret}/"

    def test_it_asks_for_a_password_only_and_shows_no_other_name(self, client, luz):
        page = client.get(self.path(luz)).content.decode()
        assert 'value="luz"' in page
        assert luz.chosen_name not in page
        assert 'name="chosen_name"' not in page

    def test_one_signs_in_with_the_new_password(self, client, luz):
        answer = client.post(self.path(luz), self.NEW)
        assert answer["Location"] == "/es/account/login/"
        assert "_auth_user_id" not in client.session
        client.post(answer["Location"], {"login": "luz", "password": "another calm one"})
        assert client.session["_auth_user_id"] == str(luz.pk)

    def test_whoever_is_signed_in_elsewhere_is_so_no_more(self, client, luz):
        elsewhere = Client()
        elsewhere.force_login(luz)
        client.post(self.path(luz), self.NEW)
        assert elsewhere.get("/es/my-learning/").status_code == 302

    def test_no_name_and_no_language_is_changed_by_it(self, client, luz):
        client.post(self.path(luz), ANSWERS | self.NEW)
        after = User.objects.get(pk=luz.pk)
        assert (after.chosen_name, after.languages) == (luz.chosen_name, luz.languages)

    def test_a_password_must_be_good_and_the_card_stays_open(self, client, luz):
        path = self.path(luz)
        assert client.post(path, {"password1": "x", "password2": "x"}).status_code == 200
        assert Invitation.objects.get().used_at is None

    def test_the_words_work_too(self, client, luz):
        words = reset_of(luz).words
        assert client.post(CARD, {"words": words}).status_code == 302
