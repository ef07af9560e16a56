"""The words of this room's notices: in every language, calm, exact, and never telling."""

import re
import uuid
from datetime import date, timedelta
from email.header import decode_header, make_header

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation

from learning import sweep
from office import notices, organisation
from office.neutral import telling_word_in
from office.notices import Notice, State
from office.organisation import Organisation
from people import mail as words
from people.models import Conversation, Device, Invitation, Role, RoleHeld
from people.models.invitation import Kind
from tests.conftest import PASSWORD

LANGUAGES = [code for code, _ in settings.LANGUAGES]
TO_ADDRESSES = {
    "people.invitation",
    "people.sign_up",
    "people.reset",
    "people.confirm",
    "people.conversation_mail",
}
FULL_NAME = "Centre for Survivors of Trafficking"
NEW = "a longer, calmer password"


@pytest.fixture(autouse=True)
def house(db):
    values = {"name": FULL_NAME, "short_name": "Puerto", "ask_name": "Marta", "ask_phone": "600 1"}
    Organisation.objects.create(**values)
    organisation.forget()


def invitation(**values):
    now = timezone.now()
    fields = {
        "kind": Kind.MAIL,
        "fingerprint": uuid.uuid4().hex,
        "secret": "a-secret-token",
        "email": "luz@example.org",
        "language": "es",
        "invited_at": now,
        "expires_at": now + timedelta(days=14),
    }
    return Invitation.objects.create(**fields | values)


def about(kind, ana):
    """What a notice of that kind is about."""
    now = timezone.now()
    if kind in {"people.invitation", "people.sign_up", "people.card_made"}:
        return invitation().pk
    if kind == "people.confirm":
        return EmailAddress.objects.create(user=ana, email=ana.email).pk
    if kind == "people.new_device":
        seen = {"first_seen_at": now, "last_seen_at": now}
        device = Device.objects.create(person=ana, fingerprint="f", label="Firefox", **seen)
        return device.pk
    if kind == "people.role_changed":
        first = date(2026, 5, 1)
        return RoleHeld.objects.create(person=ana, role=Role.MENTOR, from_day=first).pk
    if kind in {"people.conversation", "people.conversation_mail"}:
        to = ana if kind == "people.conversation" else None
        return Conversation.objects.create(to=to, words="Could we talk?", day=now.date()).pk
    return "added" if kind == "people.factor_changed" else ""


def tell(kind, ana, *, language="en", **values):
    if "about" not in values:
        values["about"] = about(kind, ana)
    whom = {"to": ana}
    if kind in TO_ADDRESSES:
        whom = {"address": values.pop("address", ana.email), "language": language}
    notices.add(kind, key=f"{kind}:{uuid.uuid4()}", **whom, **values)
    return Notice.objects.latest("pk")


def letter(kind, ana, language="en", **values):
    """The mail that goes out."""
    ana.languages = [language]
    ana.save(update_fields=["languages"])
    tell(kind, ana, language=language, **values)
    sweep.run()
    return mail.outbox[-1] if mail.outbox else None


def link_in(message):
    return re.search(rf"{re.escape(settings.SITE_URL)}(/\S+)", message.body).group(1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", words.WRITERS)
def test_every_kind_has_words_in_every_language(ana, kind, language):
    sent = letter(kind, ana, language)
    assert sent.subject and sent.body
    assert f'lang="{language}"' in sent.alternatives[0].content


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", words.WRITERS)
def test_nothing_that_others_may_glimpse_tells(ana, kind, language):
    sent = letter(kind, ana, language)
    sender = str(make_header(decode_header(sent.message()["From"])))
    for seen in (sent.subject, sender, sent.body):
        assert FULL_NAME not in seen
        assert telling_word_in(seen) == ""


@pytest.mark.parametrize("kind", words.WRITERS)
def test_no_mail_names_its_reader_or_their_address(ana, kind):
    ana.chosen_name = "Kestrel"
    ana.save(update_fields=["chosen_name"])
    sent = letter(kind, ana)
    assert "Kestrel" not in sent.body and ana.email not in sent.body


def test_every_kind_has_a_name_for_who_looks_after_mail():
    assert words.KINDS.keys() == words.WRITERS.keys()
    assert words.WRITERS.keys() > words.URGENT


def test_links_bear_the_name_of_the_site_whatever_a_request_said(client, ana, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.get("/en/account/login/", headers={"host": "evil.example"})
    sent = letter("people.invitation", ana)
    assert "evil.example" not in sent.body
    assert link_in(sent) == "/en/account/invitation/a-secret-token/"


@pytest.mark.parametrize("kind", ["people.invitation", "people.sign_up"])
@pytest.mark.parametrize("end", ["used_at", "withdrawn_at", "expires_at"])
def test_a_way_in_that_is_closed_is_not_sent(ana, kind, end):
    closed = invitation(**{end: timezone.now() - timedelta(minutes=1)})
    assert letter(kind, ana, about=closed.pk) is None
    assert Notice.objects.get().state == State.CLOSED


def test_who_signs_up_with_a_known_address_is_told_by_mail_only(ana):
    known = letter("people.sign_up", ana, about="")
    unknown = letter("people.sign_up", ana)
    assert known.subject == unknown.subject
    assert reverse("account_login") in known.body


class TestReset:
    def test_the_link_opens_the_page_for_a_new_password(self, client, ana):
        page = client.get(link_in(letter("people.reset", ana)), follow=True)
        client.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
        ana.refresh_from_db()
        assert ana.check_password(NEW) and not ana.check_password(PASSWORD)

    def test_it_works_once(self, client, ana):
        sent = letter("people.reset", ana)
        ana.set_password(NEW)
        ana.save()
        page = client.get(link_in(sent), follow=True).content.decode()
        assert 'name="password1"' not in page

    def test_however_the_address_was_typed(self, ana):
        assert letter("people.reset", ana, address="ANA@Example.org").to == ["ANA@Example.org"]

    def test_an_address_without_an_account_gets_nothing(self, ana):
        assert letter("people.reset", ana, address="nobody@example.org") is None
        assert Notice.objects.get().state == State.CLOSED

    def test_nor_does_one_whose_account_is_closed(self, ana):
        ana.is_active = False
        ana.save(update_fields=["is_active"])
        assert letter("people.reset", ana) is None


class TestConfirm:
    def test_the_link_confirms_the_address(self, client, ana):
        path = link_in(letter("people.confirm", ana))
        client.post(path)
        assert EmailAddress.objects.get().verified

    def test_an_address_that_is_confirmed_or_gone_is_not_asked_again(self, ana):
        EmailAddress.objects.create(user=ana, email=ana.email, verified=True)
        assert letter("people.confirm", ana, about=EmailAddress.objects.get().pk) is None
        assert letter("people.confirm", ana, about="0") is None

    def test_it_goes_to_the_address_itself_only(self, ana):
        assert letter("people.confirm", ana, address="bo@example.org") is None


class TestRoles:
    def test_the_organisation_word_is_read(self, ana):
        Organisation.objects.update(role_labels={"mentor": {"es": "Guía"}})
        organisation.forget()
        sent = letter("people.role_changed", ana, "es")
        assert "Guía" in sent.body and "mentor" not in sent.body.lower()

    def test_the_last_day_is_named(self, ana):
        held = RoleHeld.objects.create(
            person=ana,
            role=Role.SUPERVISOR,
            from_day=date(2026, 5, 1),
            until_day=date(2026, 6, 30),
        )
        assert "30 June 2026" in letter("people.role_changed", ana, about=held.pk).body


def test_a_day_is_the_one_where_the_reader_is(ana):
    ana.time_zone = "Pacific/Kiritimati"
    ana.save(update_fields=["time_zone"])
    at = timezone.now().replace(year=2026, month=3, day=1, hour=12)
    assert "2 March 2026" in letter("people.password_changed", ana, at=at).body


def test_the_new_address_is_not_in_the_news_of_it(ana):
    assert "@" not in letter("people.address_changed", ana).body


def test_a_device_that_is_forgotten_meanwhile_still_has_words(ana):
    assert "a device" in letter("people.new_device", ana, about="987654").body


def test_what_many_notices_are_about_is_fetched_once_per_kind(ana, django_assert_num_queries):
    told = [tell(kind, ana) for kind in ("people.role_changed", "people.new_device")]
    held = Notice.objects.filter(kind="people.role_changed").get().about
    told += [tell("people.role_changed", ana, about=held) for _ in range(3)]
    organisation.current()
    with django_assert_num_queries(2), translation.override("es"):
        words.look_up(told)
        assert all(words.write(notice).body for notice in told)


def test_a_kind_without_words_is_said_to_have_none(ana):
    with pytest.raises(notices.NoWords):
        words.write(Notice(kind="people.unknown", to=ana))
