"""Every page of allauth that can be reached, in our words: none of its own sentences is left."""

import html
import re
from pathlib import Path

import allauth
import polib
import pytest
from allauth.account.adapter import get_adapter as door
from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.adapter import get_adapter as second_step
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.messages import get_messages

from learning import sweep
from office.models import Entry, Notice
from tests.conftest import PASSWORD, come_in

LANGUAGES = [code for code, _ in settings.LANGUAGES]
ROOT = Path(settings.ROOT)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.S)
SHORT = 12  # letters; shorter ones may well be ours, too
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = False


def what_we_say(language):
    """All our templates and modules of this room, and what our catalogue has for them."""
    files = [*(ROOT / "templates").rglob("*.*"), *(ROOT / "people").rglob("*.py")]
    catalogue = polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES/django.po"))
    texts = [file.read_text() for file in files] + [entry.msgstr for entry in catalogue]
    return " ".join(" ".join(texts).split()).lower()


def sentences_of(language):
    """What allauth says in that language, and in English, and we do not."""
    catalogue = Path(allauth.__file__).parent / "locale" / language / "LC_MESSAGES/django.po"
    ours = what_we_say(language) if language != "en" else what_we_say("es")
    theirs = {
        words
        for entry in polib.pofile(str(catalogue))
        for words in (entry.msgid, entry.msgstr)
        if entry.msgid.lower() not in ours and words.lower() not in ours
    }
    return {words for words in theirs if len(words) > SHORT and "%" not in words}


THEIRS = {language: sentences_of(language) for language in LANGUAGES}


def left_over(page, language):
    text = " ".join(html.unescape(TAG.sub(" ", page)).split())
    return sorted(words for words in THEIRS[language] if words in text)


@pytest.fixture
def bo(bo):
    """Bo with everything that there is a page for."""
    EmailAddress.objects.create(user=bo, email=bo.email, verified=True, primary=True)
    EmailAddress.objects.create(user=bo, email="second@example.org")
    TOTP.activate(bo, SECRET)
    RecoveryCodes.activate(bo)
    data = {"name": "Key 1", "credential": {}}
    Authenticator.objects.create(user=bo, type="webauthn", data=data)
    return bo


def sure(client, who):
    come_in(client, who)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})


PUBLIC = [
    "login/",
    "logout/",
    "inactive/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/done/",
    "password/reset/key/x-y/",
    "confirm-email/",
    "confirm-email/nonsense/",
    "help/",
]
OWN = [
    "email/",
    "password/change/",
    "reauthenticate/",
    "logout/",
    "2fa/",
    "2fa/reauthenticate/",
    "2fa/totp/deactivate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "2fa/webauthn/keys/{key}/remove/",
    "2fa/webauthn/keys/{key}/edit/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "closed/",
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PUBLIC)
def test_for_visitors(client, language, path):
    answer = client.get(f"/{language}/account/{path}", follow=True)
    assert answer.status_code == 200
    assert left_over(answer.content.decode(), language) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", OWN)
def test_for_who_is_in(client, bo, language, path, no_key_is_read):
    sure(client, bo)
    key = bo.authenticator_set.get(type="webauthn").pk
    answer = client.get(f"/{language}/account/{path.format(key=key)}")
    assert answer.status_code == 200
    assert left_over(answer.content.decode(), language) == []


@pytest.fixture
def no_key_is_read(monkeypatch):
    """The key of this test has nothing in it."""
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])


@pytest.mark.parametrize("language", LANGUAGES)
class TestBesides:
    def test_the_pages_of_the_set_up(self, client, cy, language):
        values = {"login": "cy", "password": PASSWORD}
        client.post("/en/account/login/", values)
        for path in ("second-step/", "2fa/totp/activate/", "2fa/webauthn/add/"):
            page = client.get(f"/{language}/account/{path}")
            assert page.status_code == 200
            assert left_over(page.content.decode(), language) == []

    def test_the_second_step(self, client, bo, language, no_key_is_read):
        client.post("/en/account/login/", {"login": "bo", "password": PASSWORD})
        page = client.post(f"/{language}/account/2fa/authenticate/", {"code": "1"})
        assert page.status_code == 200
        assert left_over(page.content.decode(), language) == []

    def test_asking_by_key(self, client, bo, language, no_key_is_read):
        come_in(client, bo)
        page = client.get(f"/{language}/account/2fa/webauthn/reauthenticate/")
        assert left_over(page.content.decode(), language) == []

    def test_confirming_an_address(self, client, bo, language):
        key = EmailConfirmationHMAC(bo.emailaddress_set.get(verified=False)).key
        page = client.get(f"/{language}/account/confirm-email/{key}/")
        assert "second@example.org" in page.content.decode()
        assert left_over(page.content.decode(), language) == []

    def test_choosing_a_new_password(self, client, bo, language):
        token = EmailAwarePasswordResetTokenGenerator().make_token(bo)
        path = f"/{language}/account/password/reset/key/{user_pk_to_url_str(bo)}-{token}/"
        page = client.get(path, follow=True)
        assert 'name="password1"' in page.content.decode()
        assert left_over(page.content.decode(), language) == []

    def test_choosing_a_first_password(self, client, ana, language):
        ana.set_unusable_password()
        ana.save()
        client.force_login(ana)
        page = client.get(f"/{language}/account/password/set/")
        assert page.status_code == 200
        assert left_over(page.content.decode(), language) == []

    def test_what_comes_back_is_said_in_our_words(self, client, bo, language):
        come_in(client, bo)
        here = f"/{language}/account"
        forms = [
            ("password/change/", {"oldpassword": "x", "password1": "one", "password2": "two"}),
            ("reauthenticate/", {"password": "wrong"}),
            ("2fa/reauthenticate/", {"code": "1"}),
        ]
        for path, values in forms:
            page = client.post(f"{here}/{path}", values)
            assert page.status_code == 200
            assert left_over(page.content.decode(), language) == []

    def test_messages(self, client, ana, language):
        sure(client, ana)
        EmailAddress.objects.create(user=ana, email=ana.email, verified=True, primary=True)
        here = f"/{language}/account/email/"
        for action in ("action_add", "action_send", "action_primary", "action_remove"):
            answer = client.post(here, {action: "", "email": "new@example.org"})
            said = [str(message) for message in get_messages(answer.wsgi_request)]
            assert said
            assert [words for words in said if left_over(words, language)] == []

    def test_every_refusal(self, language):
        for adapter in (door(), second_step()):
            for words in adapter.error_messages.values():
                if "phone" not in str(words):
                    assert left_over(str(words), language) == []


class TestAddresses:
    ADD = "/en/account/email/"

    def test_a_new_one_is_asked_by_a_notice(self, client, ana, mailoutbox):
        sure(client, ana)
        client.post(self.ADD, {"action_add": "", "email": "new@example.org"})
        notice = Notice.objects.get(kind="people.confirm")
        assert notice.address == "new@example.org" and notice.to is None
        assert notice.about == str(ana.emailaddress_set.get(email="new@example.org").pk)
        assert mailoutbox == []

    def test_one_that_somebody_has_looks_the_same_and_nobody_is_told(
        self, client, ana, bo, mailoutbox
    ):
        sure(client, ana)
        pages = []
        for address in (bo.email, "new@example.org"):
            answer = client.post(self.ADD, {"action_add": "", "email": address}, follow=True)
            pages.append(answer.content.decode().replace(address, "x"))
            sweep.run()
            ana.emailaddress_set.filter(email=address).delete()
        blank = [re.sub(r'(value|data-token)="\w{64}"', "", page) for page in pages]
        assert blank[0] == blank[1]
        assert [mail.to for mail in mailoutbox] == [["new@example.org"]]

    def test_and_can_never_become_theirs(self, client, ana, cy):
        row = EmailAddress.objects.create(user=ana, email=cy.email)
        sure(client, ana)
        client.post(self.ADD, {"action_primary": "", "email": cy.email})
        client.post(f"/en/account/confirm-email/{EmailConfirmationHMAC(row).key}/")
        row.refresh_from_db()
        ana.refresh_from_db()
        assert not row.verified and ana.email == "ana@example.org"

    def test_without_being_confirmed_none_is_used(self, client, ana):
        ana.email = None
        ana.save()
        EmailAddress.objects.create(user=ana, email="any@example.org")
        sure(client, ana)
        client.post(self.ADD, {"action_primary": "", "email": "any@example.org"})
        ana.refresh_from_db()
        assert ana.email is None

    def test_taking_one_away_never_puts_another_in_its_place(self, client, ana):
        EmailAddress.objects.create(user=ana, email=ana.email)
        EmailAddress.objects.create(user=ana, email="any@example.org")
        sure(client, ana)
        client.post(self.ADD, {"action_remove": "", "email": ana.email})
        ana.refresh_from_db()
        assert ana.email == "ana@example.org"

    def test_a_found_screen_is_not_enough(self, client, ana):
        client.force_login(ana)
        client.post(self.ADD, {"action_add": "", "email": "new@example.org"})
        assert not ana.emailaddress_set.filter(email="new@example.org").exists()

    def test_a_site_without_mail_says_so(self, client, ana, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        client.force_login(ana)
        page = client.get(self.ADD).content.decode()
        assert "This site sends no mail" in page and "action_add" not in page

    def test_a_first_one_is_told_when_it_is_confirmed(self, client, ana):
        ana.email = None
        ana.save()
        row = EmailAddress.objects.create(user=ana, email="new@example.org")
        client.post(f"/en/account/confirm-email/{EmailConfirmationHMAC(row).key}/")
        ana.refresh_from_db()
        assert ana.email == "new@example.org"
        assert Notice.objects.filter(kind="people.address_changed", to=ana).count() == 1
        assert Entry.objects.filter(about=ana, verb="changed address").count() == 1

    def test_a_change_is_told_to_both_addresses(self, client, ana):
        EmailAddress.objects.create(user=ana, email=ana.email, verified=True, primary=True)
        EmailAddress.objects.create(user=ana, email="new@example.org", verified=True)
        sure(client, ana)
        client.post(self.ADD, {"action_primary": "", "email": "new@example.org"})
        told = Notice.objects.filter(kind="people.address_changed")
        assert {(row.to, row.address) for row in told} == {(ana, ""), (None, "ana@example.org")}
