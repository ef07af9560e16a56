"""Nobody learns whether somebody has an account here: not by words, status, headers, or by what
the answer cost (attack A18)."""

import pytest
from django.contrib.auth.hashers import make_password

from office.notices import Notice
from people.models import User
from tests.attacks.answers import TOKEN, ask
from tests.attacks.doors import TOO_OFTEN, come_in_afresh
from tests.conftest import PASSWORD
from tests.people.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("limits_in_database")]

WRONG = "a wrong password"
HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]


def without_password():
    made = UserFactory()
    made.set_unusable_password()
    made.save()
    return made


KNOWN = {
    "a learner": UserFactory,
    "without an address": lambda: UserFactory(without_address=True),
    "closed": lambda: UserFactory(retired=True),
    "without a password": without_password,
    "with a hash that cannot be read": lambda: _with_hash(""),
}
WITH_ADDRESS = [kind for kind in KNOWN if kind != "without an address"]


def _with_hash(text):
    made = UserFactory()
    User.objects.filter(pk=made.pk).update(password=text)
    return made


class TestSignIn:
    @pytest.mark.parametrize("hasher", HASHERS)
    @pytest.mark.parametrize("kind", KNOWN)
    def test_a_known_name_is_answered_as_an_unknown_one(self, client, settings, kind, hasher):
        settings.PASSWORD_HASHERS = [hasher]
        known = KNOWN[kind]().sign_in_name
        assert self.try_as(client, known) == self.try_as(client, "nobody-here")
        assert self.try_as(client, known).hashed == 1

    @pytest.mark.parametrize("kind", WITH_ADDRESS)
    def test_and_so_is_an_address(self, client, kind):
        known = KNOWN[kind]().email
        assert self.try_as(client, known) == self.try_as(client, "nobody@example.org")

    def test_the_right_password_of_a_closed_account_is_a_wrong_one(self, client):
        closed = UserFactory(retired=True)
        right = self.try_as(client, closed.sign_in_name, PASSWORD)
        assert right == self.try_as(client, "nobody-here", PASSWORD)
        assert right.status == 200

    def test_so_is_it_where_its_hash_is_of_an_older_kind(self, client, settings):
        settings.PASSWORD_HASHERS = HASHERS
        old = make_password(PASSWORD, hasher="argon2")
        closed = UserFactory(retired=True)
        User.objects.filter(pk=closed.pk).update(password=old)
        right = self.try_as(client, closed.sign_in_name, PASSWORD)
        assert right == self.try_as(client, "nobody-here", PASSWORD)

    def test_too_many_tries_are_told_alike(self, client):
        known = UserFactory().sign_in_name
        for _ in range(6):
            told = [self.post(client, name) for name in (known, "nobody-here")]
        assert TOO_OFTEN.search(told[0])
        assert told[0].replace(known, "…") == told[1].replace("nobody-here", "…")

    def test_a_password_of_a_megabyte_is_never_hashed(self, client):
        known = UserFactory().sign_in_name
        huge = self.try_as(client, known, "x" * 1_000_000)
        assert (huge.status, huge.hashed) == (200, 0)
        assert huge == self.try_as(client, "nobody-here", "x" * 1_000_000)

    def try_as(self, client, name, password=WRONG):
        values = {"login": name, "password": password}
        return ask(client, "/en/account/login/", values, typed=name)

    def post(self, client, name):
        values = {"login": name, "password": WRONG}
        return TOKEN.sub("", client.post("/en/account/login/", values).content.decode())


class TestReset:
    @pytest.mark.parametrize("kind", WITH_ADDRESS)
    def test_a_known_address_is_answered_as_an_unknown_one(self, client, kind):
        known = self.ask_for(client, KNOWN[kind]().email)
        assert known == self.ask_for(client, "nobody@example.org")
        assert known.hashed == 0

    def test_both_leave_a_notice_for_the_sweep_and_no_mail(self, client, ana, mailoutbox):
        for address in (ana.email, "nobody@example.org"):
            self.ask_for(client, address)
        waiting = Notice.objects.filter(kind="people.reset", to=None)
        assert {notice.address for notice in waiting} == {ana.email, "nobody@example.org"}
        assert mailoutbox == []

    def test_it_is_kept_in_the_language_of_the_page(self, client, ana):
        ask(client, "/ar/account/password/reset/", {"email": ana.email}, typed=ana.email)
        assert Notice.objects.get(kind="people.reset").language == "ar"

    def test_nobodys_mailbox_is_flooded(self, client, ana):
        said = [client.post("/en/account/password/reset/", {"email": ana.email}) for _ in range(9)]
        assert [answer.status_code for answer in said] == [302] * 3 + [429] * 6

    def ask_for(self, client, address):
        return ask(client, "/en/account/password/reset/", {"email": address}, typed=address)


class TestWithinTheSite:
    def test_an_address_that_is_somebody_elses_is_answered_as_a_free_one(self, client, ana, bo):
        come_in_afresh(client, ana)
        client.get("/en/account/email/")  # allauth's own row of her address
        known, free = (self.add(client, to) for to in (bo.email, "free@example.org"))
        assert known == free
        assert known.status == 302

    def test_it_never_becomes_ones_own_before_its_mailbox_said_so(self, client, ana, bo):
        come_in_afresh(client, ana)
        for address in (bo.email, "free@example.org"):
            self.add(client, address)
            client.post("/en/account/email/", {"email": address, "action_primary": ""})
            ana.refresh_from_db()
            assert ana.email == "ana@example.org"

    def add(self, client, address):
        values = {"email": address, "action_add": ""}
        return ask(client, "/en/account/email/", values, typed=address)


class TestAskingForAnAccount:
    @pytest.fixture(autouse=True)
    def open(self, settings):
        settings.SIGNUP = "open"

    @pytest.mark.parametrize("kind", WITH_ADDRESS)
    def test_a_known_address_is_answered_as_an_unknown_one(self, client, kind):
        known = self.ask_for(client, KNOWN[kind]().email)
        assert known == self.ask_for(client, "nobody@example.org")
        assert known.status == 302

    def test_and_gets_no_second_account(self, client, ana):
        self.ask_for(client, ana.email)
        assert User.objects.get() == ana

    def ask_for(self, client, address):
        return ask(client, "/en/account/signup/", {"email": address}, typed=address)


class TestCard:
    def test_words_that_open_nothing_any_more_are_answered_as_wrong_ones(self, client, sam):
        from people import invitations  # noqa: PLC0415

        card = invitations.invite(
            by=sam, role="trainee", language="en", sign_in_name="luz", is_card=True
        )
        words = invitations.words_of(card)
        wrong = " ".join(reversed(words.split()))
        invitations.withdraw(card, by=sam)
        assert self.try_with(client, words) == self.try_with(client, wrong)

    def try_with(self, client, words):
        return ask(client, "/en/account/card/", {"words": words}, typed=words)
