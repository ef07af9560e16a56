"""Asking for a conversation: what was shown goes, to one person, and nobody else reads it."""

import re
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning import sweep
from office import organisation
from office.audit import Entry
from office.notices import NO_MAIL, Notice
from office.organisation import Organisation
from people import conversations, leaving
from people.models import Conversation, Parked, Session
from tests.conftest import come_in

pytestmark = pytest.mark.django_db
PAGE, TO_ME = "/en/support/conversation/", "/en/support/conversation/to-me/"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
WORDS = "Could we talk on Monday? kestrelspoken"
OUTSIDE = {"kind": "person", "name": "Mina", "phone": "+00 0000 006", "is_outside": True}


@pytest.fixture
def inside(bo):
    """Bo can be written to inside, Mina by mail, Rosa only be rung."""
    rows = [
        {"kind": "person", "name": "Bo at the desk", "account": bo.pk},
        OUTSIDE | {"address": "mina@quay.example"},
        OUTSIDE | {"name": "Rosa"},
        {"kind": "crisis", "name": "Night line", "phone": "1"},
    ]
    Organisation.objects.create(name="Casa", short_name="Casa", support=rows)
    organisation.forget()


def mark_of(reader, name):
    return next(e.helper.mark for e in conversations.listed(reader) if e.helper.name == name)


def send(by, name="Bo at the desk", words=WORDS, *, with_name=True, key=None, at=NOW):
    mark = mark_of(by, name)
    key = key or uuid4()
    return conversations.send(mark, words, by=by, with_name=with_name, key=key, at=at)


def fields(by, name="Bo at the desk", **more):
    return {"to": mark_of(by, name), "words": WORDS, "with_name": "on"} | more


def text(answer):
    return answer.content.decode()


class TestTheForm:
    def test_it_names_who_can_be_written_to_and_who_can_only_be_rung(self, client, inside, ana):
        page = text(come_in(client, ana).get(PAGE))
        form = page[page.index('<form class="form"') : page.index("Whom you can ring")]
        assert "Bo at the desk" in form and "Mina" in form
        assert "Rosa" not in form and "Rosa" in page
        assert "Night line" not in page and "mina@quay.example" not in page

    def test_nobody_is_offered_themselves(self, client, inside, bo):
        assert "Bo at the desk" not in text(come_in(client, bo).get(PAGE))

    def test_without_anybody_outside_nobody_is_offered(self, client, inside, ana, bo):
        Organisation.objects.update(support=[{"kind": "person", "name": "Bo", "account": bo.pk}])
        organisation.forget()
        assert "Nobody can be written to" in text(come_in(client, ana).get(PAGE))
        assert conversations.listed(ana) == []

    def test_what_is_missing_comes_back_with_words(self, client, inside, ana):
        come_in(client, ana)
        for wrong in ({"words": ""}, {"to": "x"}, {"words": "x" * 2001}):
            answer = client.post(PAGE, fields(ana, look="1") | wrong)
            assert answer.status_code == 422 and "another look" in text(answer)
        assert not Conversation.objects.exists()

    def test_a_visitor_signs_in_first(self, client, inside):
        assert "/login/" in client.get(PAGE)["Location"]

    def test_the_list_leads_there_for_who_is_signed_in(self, client, inside, ana):
        assert PAGE not in text(client.get("/en/support/"))
        assert f'href="{PAGE}"' in text(come_in(client, ana).get("/en/support/"))

    @pytest.mark.parametrize("language", ["es", "fr", "ar"])
    def test_it_stands_in_every_language(self, client, inside, ana, language):
        assert come_in(client, ana).get(f"/{language}/support/conversation/").status_code == 200


class TestBeforeItGoes:
    def test_one_sees_exactly_what_goes_and_to_whom(self, client, inside, ana):
        page = text(come_in(client, ana).post(PAGE, fields(ana, look="1")))
        assert WORDS in page and "<bdi>Bo at the desk</bdi>" in page
        assert "Your chosen name goes with it: <bdi>Ana</bdi>" in page
        assert "goes by mail" not in page

    def test_by_mail_it_is_said_who_could_read_it(self, client, inside, ana):
        page = text(come_in(client, ana).post(PAGE, fields(ana, "Mina", look="1")))
        assert "mina@quay.example" in page and "mail servers on the way could read it" in page

    def test_without_a_name_it_is_said_how_an_answer_comes(self, client, inside, ana):
        sent = fields(ana, look="1")
        del sent["with_name"]
        page = text(come_in(client, ana).post(PAGE, sent))
        assert "No name goes with it" in page and "<bdi>Ana</bdi>" not in page

    def test_nothing_is_kept_anywhere_until_it_is_sent(self, client, inside, ana):
        come_in(client, ana)
        answer = client.post(PAGE, fields(ana, look="1"))
        assert answer["Cache-Control"] == "private, no-store"
        assert not Conversation.objects.exists() and not Notice.objects.exists()
        assert "kestrelspoken" not in str(dict(client.session))

    def test_it_can_be_changed(self, client, inside, ana):
        page = text(come_in(client, ana).post(PAGE, fields(ana, change="1")))
        assert WORDS in page and "See what goes" in page

    def test_a_session_that_locked_parks_none_of_it(self, client, inside, ana):
        come_in(client, ana)
        session = client.session
        session["lock_closed"] = True
        session.save()
        answer = client.post(PAGE, fields(ana, send="1"))
        assert "/account/lock/" in answer["Location"]
        assert not Parked.objects.exists() and not Conversation.objects.exists()


class TestSending:
    def test_what_was_shown_goes_once_however_often_it_is_tapped(self, client, inside, ana, bo):
        page = text(come_in(client, ana).post(PAGE, fields(ana, look="1")))
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        for _ in range(2):
            assert client.post(PAGE, hidden | {"send": "1"})["Location"] == PAGE
        row = Conversation.objects.get()
        assert (row.words, row.to, row.writer) == (WORDS, bo, ana)
        assert Notice.objects.get().kind == "people.conversation"

    def test_lines_stay_lines(self, inside, ana, client):
        come_in(client, ana).post(PAGE, fields(ana, send="1", words="One\r\ntwo"))
        assert Conversation.objects.get().words == "One\ntwo"

    def test_without_a_name_no_row_of_any_table_says_who_wrote(self, inside, ana, bo):
        row = send(ana, with_name=False)
        assert (row.writer, row.to) == (None, bo)
        entry = Entry.objects.get(verb="asked for conversation")
        assert (entry.actor, entry.about) == (None, bo)
        assert not Notice.objects.filter(to=ana).exists()

    @pytest.mark.usefixtures("shared_cache_in_database")
    def test_no_row_counts_how_often_somebody_wrote(self, inside, ana):
        with CaptureQueriesContext(connection) as asked:
            send(ana, with_name=False)
        assert not [each for each in asked if "shared_cache" in each["sql"]]

    def test_nothing_that_stays_tells_the_hour(self, inside, ana):
        send(ana, with_name=False)
        entry = Entry.objects.get(verb="asked for conversation")
        moments = {entry.at, Notice.objects.get().send_at}
        assert moments == {datetime.combine(NOW, time(), UTC)}

    def test_with_a_name_the_audit_does_not_say_who_looked_for_help_either(self, inside, ana):
        send(ana)
        assert not Entry.objects.filter(actor=ana).exists()

    def test_the_words_are_sealed_in_the_database(self, inside, ana):
        send(ana)
        with connection.cursor() as cursor:
            cursor.execute("SELECT words FROM people_conversation")
            assert "kestrelspoken" not in cursor.fetchone()[0]

    def test_five_a_day_are_enough(self, client, inside, ana, cy):
        for n in range(5):
            send(ana, words=str(n), with_name=n % 2 == 0)
        with pytest.raises(conversations.TooMany):
            send(ana)
        send(cy)
        send(ana, at=NOW + timedelta(days=1))
        assert Conversation.objects.count() == 7

    def test_who_has_sent_enough_keeps_their_words_on_the_page(
        self, client, inside, ana, monkeypatch
    ):
        monkeypatch.setattr(conversations, "MOST_A_DAY", 0)
        page = text(come_in(client, ana).post(PAGE, fields(ana, send="1")))
        assert "enough for today" in page and WORDS in page

    def test_whoever_was_changed_on_the_list_meanwhile_gets_nothing(
        self, client, inside, ana, cy, bo
    ):
        sent = fields(ana, send="1")
        row = Organisation.objects.get()
        row.support[0]["account"] = cy.pk
        row.save()
        assert come_in(client, ana).post(PAGE, sent).status_code == 422
        with pytest.raises(conversations.Changed):
            conversations.send(sent["to"], WORDS, by=ana, with_name=True, key=uuid4(), at=NOW)
        assert not Conversation.objects.exists()

    def test_a_closed_account_is_not_written_to(self, inside, ana, bo):
        bo.is_active = False
        bo.save()
        ways = {each.helper.name: each.way for each in conversations.listed(ana)}
        assert ways["Bo at the desk"] is None


class TestByMail:
    @pytest.fixture(autouse=True)
    def list_is_there(self, inside):
        """With the list."""

    def test_the_words_go_with_a_neutral_subject_and_then_are_gone(self, ana):
        send(ana, "Mina", "First line\nhttps://site.example/x")
        sweep.run()
        letter = mail.outbox[0]
        assert letter.to == ["mina@quay.example"]
        assert letter.subject == "A message for you"
        assert "Ana at Casa asks you for a conversation." in letter.body
        assert "> First line\n> https://site.example/x" in letter.body
        conversations.drop_old(at=NOW)
        assert not Conversation.objects.exists()

    def test_without_a_name_none_stands_in_it(self, ana):
        send(ana, "Mina", with_name=False)
        sweep.run()
        assert "Ana" not in mail.outbox[0].body and "gives no name" in mail.outbox[0].body

    def test_it_waits_until_it_went(self, ana):
        send(ana, "Mina")
        conversations.drop_old(at=NOW)
        assert Conversation.objects.exists()

    def test_a_site_without_mail_offers_the_phone_only(self, ana, settings):
        settings.EMAIL_BACKEND = NO_MAIL
        ways = {each.helper.name: each.way for each in conversations.listed(ana)}
        assert ways["Mina"] is None and ways["Bo at the desk"] == "inside"


class TestReading:
    def test_whom_it_is_for_reads_it_and_nobody_else_has_such_a_page(
        self, client, request, inside, ana, bo
    ):
        row = send(ana)
        assert WORDS in text(come_in(client, bo).get(TO_ME))
        for who in ("ana", "cy", "kit", "sam", "eve"):
            come_in(client, request.getfixturevalue(who))
            assert client.get(TO_ME).status_code == 404
            answer = client.post(f"{TO_ME}{row.pk}/", {"state": "read"})
            assert answer.status_code == 404
        row.refresh_from_db()
        assert row.state == "new"

    def test_a_listed_person_without_anything_finds_an_empty_page(self, client, inside, bo):
        assert "Nothing so far" in text(come_in(client, bo).get(TO_ME))
        assert f'href="{TO_ME}"' in text(client.get(PAGE))

    def test_what_is_written_is_text(self, client, inside, ana, bo):
        send(ana, words="<b>bold</b>")
        assert "&lt;b&gt;bold" in text(come_in(client, bo).get(TO_ME))

    def test_it_is_noted_as_read_and_as_answered(self, client, inside, ana, bo):
        row = send(ana)
        come_in(client, bo)
        for state in ("read", "answered"):
            assert client.post(f"{TO_ME}{row.pk}/", {"state": state})["Location"] == TO_ME
            row.refresh_from_db()
            assert row.state == state
        assert client.post(f"{TO_ME}{row.pk}/", {"state": "new"}).status_code == 404

    def test_the_notice_says_neither_who_nor_what(self, inside, ana, bo):
        send(ana)
        sweep.run()
        letter = mail.outbox[0]
        assert letter.to == [bo.email] and letter.subject == "A message for you"
        assert "Ana" not in letter.body and "kestrel" not in letter.body
        assert "conversation" not in letter.subject

    def test_more_of_them_cost_no_more_statements(self, client, inside, ana, bo):
        come_in(client, bo)
        send(ana)
        client.get(TO_ME)
        few = statements(client, TO_ME)
        for n in range(8):
            Conversation.objects.create(to=bo, writer=ana, words=str(n), day=NOW.date())
        assert statements(client, TO_ME) == few


def statements(client, page):
    with CaptureQueriesContext(connection) as found:
        client.get(page)
        return len(found)


class TestLettingGo:
    def test_it_is_gone_after_ninety_days(self, inside, ana):
        send(ana)
        conversations.drop_old(at=NOW + timedelta(days=89))
        assert Conversation.objects.exists()
        conversations.drop_old(at=NOW + timedelta(days=90))
        assert not Conversation.objects.exists()

    def test_the_key_of_a_day_goes_with_the_day(self, inside, ana):
        send(ana)
        key = conversations._key(NOW.date())
        assert caches["room"].get(key)
        conversations.drop_old(at=NOW + timedelta(days=1))
        assert caches["room"].get(key) is None

    @pytest.mark.parametrize("who", ["ana", "bo"])
    def test_it_goes_when_either_of_the_two_leaves(self, request, inside, ana, who):
        send(ana)
        leaving.retire_person(request.getfixturevalue(who), at=NOW)
        assert not Conversation.objects.exists()

    def test_a_notice_of_what_is_gone_says_nothing(self, inside, ana):
        send(ana)
        leaving.retire_person(ana, at=NOW)
        sweep.run()
        assert Notice.objects.get().state == "closed" and not mail.outbox

    def test_each_takes_along_what_is_theirs(self, inside, ana, bo):
        send(ana)
        send(ana, words="Unnamed", with_name=False)
        mine, theirs = leaving.export_person(ana), leaving.export_person(bo)
        assert [row["words"] for row in mine["conversations_by_me"]] == [WORDS]
        got = {row["words"]: row["from"] for row in theirs["conversations_to_me"]}
        assert got == {WORDS: "Ana", "Unnamed": ""}
        assert mine["conversations_to_me"] == []


def test_nothing_of_it_stays_on_a_shared_device(client, inside, ana):
    come_in(client, ana)
    client.post(PAGE, fields(ana, send="1"))
    page = text(client.get(PAGE))
    assert "It is sent." in page and "kestrelspoken" not in page
    assert "Bo at the desk" not in page.split("<form")[0]
    assert Session.objects.filter(person=ana).exists()
