"""A notice is mailed at most once, in its reader's language, and always stands inside the site."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from office import notices
from office.notices import Notice, State, Words
from tests.office.test_due import in_threads

NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"


def write(notice):
    return Words(subject="News for you", body=f"{notice.kind} in {get_language()}")


def tell(person, key="welcome:1", **values):
    notices.add("courses.welcome", to=person, key=key, **values)
    return Notice.objects.get(key=key)


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
    assert (message.to, message.from_email) == (["ana@example.org"], settings.DEFAULT_FROM_EMAIL)
    assert message.subject == "News for you"
    assert state_of(notice) == State.SENT
    assert notice.sent_at


def test_it_speaks_the_first_of_their_languages_that_the_site_speaks(ana):
    ana.languages = ["so", "ar", "en"]
    ana.save(update_fields=["languages"])
    tell(ana)
    notices.send_due(write=write)
    assert mail.outbox[0].body == "courses.welcome in ar"
    assert get_language() == "en"


def test_what_is_due_later_waits(ana):
    at = timezone.now() + timedelta(days=1)
    notice = tell(ana, at=at)
    assert notices.send_due(write=write) == 0
    assert state_of(notice) == State.WAITING
    assert notices.send_due(write=write, at=at) == 1


@pytest.mark.parametrize("values", [{"email": None}, {"is_active": False}])
def test_who_can_not_be_mailed_reads_it_inside(ana, values):
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
