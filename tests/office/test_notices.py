"""A notice is mailed at most once, in its reader's language, and always stands inside the site."""

from datetime import timedelta
from email.utils import parseaddr
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import get_language

from office import notices
from office.notices import Notice, State, Words
from office.organisation import Organisation
from tests.office.test_due import in_threads

HALF_AN_HOUR = timedelta(minutes=30)
NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"


def write(notice):
    return Words(subject="News for you", body=f"{notice.kind} in {get_language()}")


def tell(person, key="welcome:1", **values):
    notices.add("courses.welcome", to=person, key=key, **values)
    return Notice.objects.get(key=key)


def tell_address(key="welcome:1", language="es"):
    notices.add("courses.welcome", address="luz@example.org", language=language, key=key)
    return Notice.objects.get(key=key)


def sent_to(person, subject="News for you", body="Hello"):
    tell(person)
    notices.send_due(write=lambda notice: Words(subject=subject, body=body))
    return mail.outbox[0]


def parts_of(letter):
    """Its plain text and its HTML."""
    return letter.body, letter.alternatives[0].content


def organisation(**values):
    Organisation.objects.create(**{"name": "Harbour", "short_name": "Harbour"} | values)


def tomorrow():
    return timezone.now() + timedelta(days=1)


def state_of(notice):
    notice.refresh_from_db()
    return notice.state


class ClosedMailbox(EmailBackend):
    def open(self):
        raise ConnectionRefusedError("mail.example.org")


class BrokenMailbox(EmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected("ana@example.org")


def mailbox(settings, backend):
    settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"


def test_asking_twice_tells_once(ana):
    for _ in range(2):
        tell(ana)
    assert notices.send_due(write=write) == 1
    assert len(mail.outbox) == 1


def test_a_rolled_back_cause_tells_nobody(ana):
    with transaction.atomic():
        tell(ana)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_it_goes_to_the_person_from_the_site(ana, settings):
    notice = tell(ana)
    notices.send_due(write=write)
    [message] = mail.outbox
    assert message.to == ["ana@example.org"]
    assert parseaddr(message.from_email) == ("Mainstay", settings.DEFAULT_FROM_EMAIL)
    assert message.subject == "News for you"
    assert state_of(notice) == State.SENT
    assert notice.sent_at


def test_it_speaks_the_first_of_their_languages_that_the_site_speaks(ana):
    ana.languages = ["so", "ar", "en"]
    ana.save(update_fields=["languages"])
    tell(ana)
    notices.send_due(write=write)
    assert mail.outbox[0].body.startswith("courses.welcome in ar\n")
    assert get_language() == "en"


def test_what_is_due_later_waits(ana):
    at = timezone.now() + timedelta(days=1)
    notice = tell(ana, at=at)
    assert notices.send_due(write=write) == 0
    assert state_of(notice) == State.WAITING
    assert notices.send_due(write=write, at=at) == 1


@pytest.mark.parametrize("values", [{"email": None}, {"is_active": False}, {"notify_by": "inside"}])
def test_who_has_or_wants_no_mail_reads_it_inside(ana, values):
    type(ana).objects.filter(pk=ana.pk).update(**values)
    notice = tell(ana)
    assert notices.send_due(write=write) == 0
    assert state_of(notice) == State.INSIDE


def test_a_site_without_mail_keeps_all_inside(ana, settings):
    settings.EMAIL_BACKEND = NO_MAIL
    notice = tell(ana)
    assert notices.send_due(write=write) == 0
    assert state_of(notice) == State.INSIDE


def test_a_mail_error_leaves_its_name_and_no_address(ana, settings, caplog):
    mailbox(settings, BrokenMailbox)
    notice = tell(ana)
    assert notices.send_due(write=write) == 0
    assert state_of(notice) == State.FAILED
    assert notice.last_error == "SMTPServerDisconnected"
    assert "ana@" not in caplog.text


def test_a_mail_server_that_is_down_loses_nothing(ana, settings, caplog):
    mailbox(settings, ClosedMailbox)
    notice = tell(ana)
    assert notices.send_due(write=write) == 0
    assert state_of(notice) == State.WAITING
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert notices.send_due(write=write) == 1


def test_one_failure_does_not_keep_the_others_back(ana, bo, settings, monkeypatch):
    def refuse_ana(self, messages):
        if messages[0].to == ["ana@example.org"]:
            raise SMTPServerDisconnected
        return plain(self, messages)

    plain = EmailBackend.send_messages
    monkeypatch.setattr(EmailBackend, "send_messages", refuse_ana)
    tell(ana)
    tell(bo, key="welcome:2")
    assert notices.send_due(write=write) == 1


def test_a_connection_that_failed_is_opened_anew(ana, bo, monkeypatch):
    class DropsTheFirst(EmailBackend):
        is_broken = True

        def open(self):
            return None

        def close(self):
            self.is_broken = False

        def send_messages(self, messages):
            if self.is_broken:
                raise SMTPServerDisconnected
            return len(messages)

    monkeypatch.setattr(notices, "get_connection", DropsTheFirst)
    tell(ana)
    tell(bo, key="welcome:2")
    assert notices.send_due(write=write) == 1


def test_words_that_fail_claim_nothing_and_come_again(ana):
    def nothing(notice):
        raise notices.NoWords(notice.kind)

    notice = tell(ana)
    assert notices.send_due(write=nothing) == 0
    assert state_of(notice) == State.WAITING
    assert notice.last_error == "NoWords"
    assert notices.send_due(write=write) == 0  # not at once
    assert notices.send_due(write=write, at=notice.send_at) == 1


def test_what_a_crash_left_half_sent_is_never_sent_again(ana):
    notice = tell(ana)
    Notice.objects.update(state=State.SENDING)
    assert notices.send_due(write=write) == 0
    assert (mail.outbox, state_of(notice)) == ([], State.SENDING)


def test_a_crash_while_sending_leaves_it_claimed(ana, monkeypatch):
    def die(self, messages):
        raise KeyboardInterrupt

    monkeypatch.setattr(EmailBackend, "send_messages", die)
    notice = tell(ana)
    with pytest.raises(KeyboardInterrupt):
        notices.send_due(write=write)
    assert state_of(notice) == State.SENDING


def test_a_person_sees_their_own_and_the_newest_first(ana, bo):
    old, new = tell(ana), tell(ana, key="welcome:2")
    tell(bo, key="welcome:3")
    assert list(Notice.objects.for_person(ana)) == [new, old]


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_one_twice(ana):
    for number in range(20):
        tell(ana, key=f"welcome:{number}")
    in_threads(4, lambda: notices.send_due(write=write))
    assert len(mail.outbox) == 20
    assert set(Notice.objects.values_list("state", flat=True)) == {State.SENT}


@pytest.mark.django_db(transaction=True)
def test_a_claim_inside_a_transaction_is_refused(ana):
    """It would be undone with it, and the mail sent twice."""
    tell(ana)
    with pytest.raises(RuntimeError), transaction.atomic():
        notices.send_due(write=write)
    assert mail.outbox == []


class TestToAnAddress:
    """Somebody without an account; the address is kept no longer than it is needed."""

    def test_it_speaks_the_language_that_was_chosen_for_it(self, db):
        notice = tell_address(language="fr")
        assert notices.send_due(write=write) == 1
        assert mail.outbox[0].to == ["luz@example.org"]
        assert mail.outbox[0].body.startswith("courses.welcome in fr\n")
        assert (state_of(notice), notice.address) == (State.SENT, "")

    def test_a_language_that_the_site_does_not_speak_becomes_its_first(self, db):
        tell_address(language="so")
        notices.send_due(write=write)
        assert "courses.welcome in en" in mail.outbox[0].body

    def test_it_is_sealed_while_it_waits(self, db):
        tell_address()
        with connection.cursor() as cursor:
            cursor.execute("SELECT address FROM office_notice")
            [[stored]] = cursor.fetchall()
        assert stored and "luz" not in stored

    def test_a_failure_empties_it(self, db, settings):
        mailbox(settings, BrokenMailbox)
        notice = tell_address()
        notices.send_due(write=write)
        assert (state_of(notice), notice.address) == (State.FAILED, "")

    def test_a_site_without_mail_empties_it(self, db, settings):
        settings.EMAIL_BACKEND = NO_MAIL
        notice = tell_address()
        assert notices.send_due(write=write) == 0
        assert (state_of(notice), notice.address) == (State.INSIDE, "")

    def test_a_mail_server_that_is_down_keeps_it(self, db, settings):
        mailbox(settings, ClosedMailbox)
        notice = tell_address()
        notices.send_due(write=write)
        assert (state_of(notice), notice.address) == (State.WAITING, "luz@example.org")

    @pytest.mark.parametrize("both", [True, False])
    def test_it_goes_to_a_person_or_to_an_address(self, ana, both):
        whom = {"to": ana, "address": "luz@example.org"} if both else {}
        with pytest.raises(ValueError, match="to a person or to an address"):
            notices.add("courses.welcome", key="welcome:1", **whom)


def nothing_to_say(notice):
    raise notices.NothingToSay


def test_where_there_is_nothing_to_say_it_is_closed_and_nobody_is_told(ana, caplog):
    mine, theirs = tell(ana), tell_address(key="welcome:2")
    assert notices.send_due(write=nothing_to_say) == 0
    assert [state_of(mine), state_of(theirs)] == [State.CLOSED, State.CLOSED]
    assert (theirs.address, mail.outbox, caplog.text) == ("", [], "")
    assert not Notice.objects.for_person(ana).exists()


class TestTheLetter:
    def test_the_sender_is_the_short_name_and_nothing_telling(self, ana):
        organisation(name="Centre for Survivors of Trafficking", short_name="Puerto Norte")
        letter = sent_to(ana)
        assert parseaddr(letter.from_email)[0] == "Puerto Norte"
        assert "Survivors" not in letter.message().as_string()

    def test_it_says_whom_to_ask(self, ana):
        organisation(ask_name="Marta", ask_phone="600 100 200")
        letter = sent_to(ana)
        assert all("Marta" in part and "600 100 200" in part for part in parts_of(letter))

    def test_nobody_answers_it_by_machine(self, ana):
        assert sent_to(ana).message()["Auto-Submitted"] == "auto-generated"

    def test_it_does_not_name_the_machine(self, ana, settings):
        settings.SITE_URL = "https://learn.example.org"
        assert sent_to(ana).message()["Message-ID"].endswith("@learn.example.org>")

    def test_its_html_escapes_what_people_wrote(self, ana):
        _plain, html = parts_of(sent_to(ana, body="Hello <script>alert(1)</script>"))
        assert "<script" not in html and "&lt;script&gt;" in html

    def test_its_html_has_nothing_to_load_and_nothing_that_reports(self, ana):
        _plain, html = parts_of(sent_to(ana))
        assert not [tag for tag in ("<img", "<script", "<style", "<link", " src=") if tag in html]

    def test_its_html_reads_the_way_of_its_language(self, ana):
        ana.languages = ["ar"]
        ana.save(update_fields=["languages"])
        assert '<html lang="ar" dir="rtl">' in parts_of(sent_to(ana))[1]

    def test_a_link_of_ours_becomes_one_with_its_words(self, ana, settings):
        body = f"Open this page:\n{settings.SITE_URL}/en/"
        plain, html = parts_of(sent_to(ana, body=body))
        assert body in plain
        assert f'<a href="{settings.SITE_URL}/en/">Open this page</a>' in html

    @pytest.mark.parametrize(
        "text", ["https://evil.example/", "{site}.evil.example/", "{site}/ and more"]
    )
    def test_no_other_address_becomes_one(self, ana, settings, text):
        _plain, html = parts_of(sent_to(ana, body="See\n" + text.format(site=settings.SITE_URL)))
        assert "<a " not in html

    def test_a_line_break_in_a_subject_is_none(self, ana):
        letter = sent_to(ana, subject="News\r\nBcc: eve@example.org")
        assert letter.subject == "News Bcc: eve@example.org"


class TestTrouble:
    def test_what_failed_and_what_a_crash_left_is_found(self, ana):
        failed, left, fresh = (tell(ana, key=f"welcome:{n}") for n in range(3))
        now = timezone.now()
        Notice.objects.filter(pk=failed.pk).update(state=State.FAILED)
        Notice.objects.filter(pk=left.pk).update(state=State.SENDING, sent_at=now - HALF_AN_HOUR)
        Notice.objects.filter(pk=fresh.pk).update(state=State.SENDING, sent_at=now)
        assert set(Notice.objects.in_trouble_at(now)) == {failed, left}

    def test_a_crash_is_found_ten_minutes_later(self, ana, monkeypatch):
        def die(self, messages):
            raise KeyboardInterrupt

        monkeypatch.setattr(EmailBackend, "send_messages", die)
        notice = tell(ana)
        with pytest.raises(KeyboardInterrupt):
            notices.send_due(write=write)
        assert not Notice.objects.in_trouble_at(timezone.now()).exists()
        assert Notice.objects.in_trouble_at(timezone.now() + HALF_AN_HOUR).get() == notice


class TestReading:
    def test_it_is_marked_once_and_by_its_person_only(self, ana, bo):
        notice = tell(ana)
        notices.mark_read(bo, [notice.pk])
        assert Notice.objects.get().read_at is None
        first = timezone.now()
        for at in (first, first + HALF_AN_HOUR):
            notices.mark_read(ana, [notice.pk], at=at)
        assert Notice.objects.get().read_at == first

    def test_the_unread_stand_first_and_the_future_not_at_all(self, ana):
        old, read, _later = tell(ana), tell(ana, key="2"), tell(ana, key="3", at=tomorrow())
        notices.mark_read(ana, [read.pk])
        told = Notice.objects.for_person(ana).told_at(timezone.now()).unread_first()
        assert list(told) == [old, read]


def test_a_round_costs_a_claim_and_an_end_for_each_and_little_more(ana, bo):
    costs = []
    for size in (1, 2, 6):  # the first one reads the organisation's name as well
        for number in range(size):
            tell((ana, bo)[number % 2], key=f"{size}:{number}")
        with CaptureQueriesContext(connection) as queries:
            assert notices.send_due(write=write) == size
        begin_and_end = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
        costs.append(len([q for q in queries if not q["sql"].startswith(begin_and_end)]) - 2 * size)
    assert costs[1] == costs[2]
