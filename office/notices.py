"""Words to a person that are never lost: always shown inside the site, mailed at most once.

A notice is a row in its cause's transaction, with a unique key. The room that its kind's prefix
names (`courses.welcome`) writes the words when it is read or sent; nothing personal is stored but
the address of somebody without an account, sealed and only until the mail has gone or failed.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.lookups import IsNull
from django.utils import timezone
from django.utils.translation import override

from office import failpoints, letters, nudge, organisation
from office.letters import Words
from office.sealed import SealedTextField

logger = logging.getLogger(__name__)

NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
WAIT_FOR_WORDS = timedelta(minutes=10)
LATE = timedelta(hours=1)
LONGEST_KEY = 18  # digits; longer ones fit into no database
SENDING_TAKES = timedelta(minutes=10)  # at the very most; after that, something died meanwhile

__all__ = [
    "NoWords",
    "NothingToSay",
    "Notice",
    "State",
    "Words",
    "add",
    "add_for_each",
    "as_keys",
    "mark_read",
    "send_due",
]


class State(models.TextChoices):
    WAITING = "waiting"
    SENDING = "sending"  # found after a crash: shown to the administrator, not sent again
    SENT = "sent"
    INSIDE = "inside"  # no address, or mail is not wanted: it waits inside the site
    FAILED = "failed"
    CLOSED = "closed"  # there turned out to be nothing to say: neither sent nor shown


class NoticeQuerySet(models.QuerySet):
    def for_person(self, user):
        """What this person is told inside the site, the newest first."""
        return self.filter(to=user).exclude(state=State.CLOSED).order_by("-send_at", "-pk")

    def told_at(self, at):
        """Without what is only to be told later."""
        return self.filter(send_at__lte=at)

    def unread_first(self):
        is_read = IsNull(F("read_at"), False)
        return self.annotate(is_read=is_read).order_by("is_read", "-send_at", "-pk")

    def waiting_at(self, at):
        return self.filter(state=State.WAITING, send_at__lte=at)

    def in_trouble_at(self, at):
        """What did not go, or may not have gone, until an administrator has seen it."""
        too_long = Q(sent_at=None) | Q(sent_at__lt=at - SENDING_TAKES)
        return self.filter(
            Q(state=State.FAILED) | Q(too_long, state=State.SENDING), seen_by_admin_at=None
        )

    def late_at(self, at):
        """What should have gone long ago: no mail server answers, or nothing sweeps."""
        return self.waiting_at(at - LATE)


class Notice(models.Model):
    """That one person is to be told one thing. Holds who and about what; kept until retirement.

    `to` is empty where somebody has no account (yet): then `address` and `language` say whom.
    """

    kind = models.CharField(max_length=60)
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", null=True
    )
    address = SealedTextField(blank=True)  # of somebody without an account; emptied at its end
    language = models.CharField(max_length=12, blank=True)
    key = models.CharField(max_length=120, unique=True)
    about = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    send_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)  # or when that was tried
    read_at = models.DateTimeField(null=True, blank=True)
    seen_by_admin_at = models.DateTimeField(null=True, blank=True)  # of mail that did not go
    last_error = models.CharField(max_length=200, blank=True)
    objects = NoticeQuerySet.as_manager()

    def __str__(self):
        return self.key


class NoWords(Exception):
    """This room has no words for that kind of notice."""


class NothingToSay(Exception):
    """What it was about is settled or was never so; the notice is closed, and nobody is told."""


def add(
    kind: str,
    *,
    to=None,
    address: str = "",
    language: str = "",
    key: str,
    about: object = "",
    at: datetime | None = None,
) -> None:
    """Tell a person, or whoever reads mail at an address, once, however often asked."""
    if (to is None) == (not address):
        raise ValueError("A notice goes to a person or to an address.")
    now = timezone.now()
    row = Notice(
        kind=kind,
        to=to,
        address=address,
        language=language,
        key=key,
        about=str(about),
        send_at=at or now,
    )
    Notice.objects.bulk_create([row], ignore_conflicts=True)
    if row.send_at <= now:
        nudge.soon()


def add_for_each(
    kind: str, *, to: Iterable, key: str, about: object = "", at: datetime | None = None
) -> None:
    """Tell many people the same, each once, in a few statements; `key` becomes `key:<person>`."""
    now = timezone.now()
    moment = at or now
    rows = (
        Notice(kind=kind, to=each, key=f"{key}:{each.pk}", about=str(about), send_at=moment)
        for each in to
    )
    if Notice.objects.bulk_create(rows, ignore_conflicts=True) and moment <= now:
        nudge.soon()


def send_due(
    *, write: Callable[[Notice], Words], at: datetime | None = None, limit: int = 200
) -> int:
    """Claim and send what is due; two workers never send one twice. Returns how many went.

    While the mail server can't be reached nothing is claimed, so nothing is lost.
    """
    at = at or timezone.now()
    _keep_inside(at)
    due = Notice.objects.waiting_at(at).select_related("to").defer("to__legal_name")
    sent = 0
    with _Mailbox() as mailbox:
        for notice in list(due.order_by("send_at", "pk")[:limit]):
            if not mailbox.is_open():
                break
            sent += _send(notice, write=write, mailbox=mailbox.backend, at=at)
    return sent


def _keep_inside(at: datetime) -> None:
    """Whoever wants or has no mail, and everybody on a site without mail, reads it inside.

    What would go to an address then reaches nobody; whoever caused it shows the link themselves.
    """
    unmailed = Notice.objects.waiting_at(at)
    if settings.EMAIL_BACKEND != NO_MAIL:
        no_mail = Q(to__email=None) | Q(to__email="") | Q(to__is_active=False)
        no_mail |= Q(to__notify_by="inside")
        unmailed = unmailed.filter(no_mail, to__isnull=False)
    unmailed.update(state=State.INSIDE, address="")


class _Mailbox:
    """The connection of one round; opened again when a failure closed it."""

    def __init__(self):
        self.backend = get_connection()

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self.backend.close()

    def is_open(self) -> bool:
        try:
            self.backend.open()
        except OSError as problem:  # what smtplib raises is one, too
            logger.warning("no mail goes out: %s", type(problem).__name__)
            return False
        return True


def _send(
    notice: Notice, *, write: Callable[[Notice], Words], mailbox: BaseEmailBackend, at: datetime
) -> bool:
    message = _message(notice, write=write, mailbox=mailbox)
    if message is None or not _claim(notice):
        return False
    failpoints.reached("notices.claimed")
    try:
        message.send()
        failpoints.reached("notices.sent")
    except Exception as problem:  # an edge; its text may quote an address, so only its name is kept
        logger.warning("notice %s was not sent: %s", notice.pk, type(problem).__name__)
        mailbox.close()
        _end(notice, State.FAILED, last_error=type(problem).__name__)
        return False
    _end(notice, State.SENT, sent_at=at, last_error="")
    return True


def _message(
    notice: Notice, *, write: Callable[[Notice], Words], mailbox: BaseEmailBackend
) -> EmailMessage | None:
    """None where there is nothing to say, and where the words fail: then it waits a while."""
    language = _language_of(notice)
    to = str(notice.to.email) if notice.to else notice.address
    try:
        with override(language):
            words = write(notice)
            return letters.compose(words, to=to, language=language, mailbox=mailbox)
    except NothingToSay:
        waiting = Notice.objects.filter(pk=notice.pk, state=State.WAITING)
        waiting.update(state=State.CLOSED, address="")
    except Exception as problem:
        logger.exception("notice %s has no words", notice.pk)
        Notice.objects.filter(pk=notice.pk, state=State.WAITING).update(
            send_at=timezone.now() + WAIT_FOR_WORDS, last_error=type(problem).__name__
        )
    return None


def _claim(notice: Notice) -> bool:
    """Committed before the mail goes: a crash leaves SENDING, which is never sent again."""
    with transaction.atomic(durable=True):
        mine = Notice.objects.filter(pk=notice.pk, state=State.WAITING)
        return bool(mine.update(state=State.SENDING, sent_at=timezone.now()))


def _end(notice: Notice, state: State, **values: object) -> None:
    mine = Notice.objects.filter(pk=notice.pk, state=State.SENDING)
    mine.update(state=state, address="", **values)


def as_keys(texts: Iterable[str]) -> list[int]:
    """What a form sent as keys of notices; what can be none is left out."""
    return [int(text) for text in texts if text.isdecimal() and len(text) <= LONGEST_KEY]


def mark_read(person, keys: Iterable[int], *, at: datetime | None = None) -> None:
    """Note that the person has read these; what is not theirs stays as it is."""
    unread = Notice.objects.for_person(person).filter(pk__in=list(keys), read_at=None)
    unread.update(read_at=at or timezone.now())


def _language_of(notice: Notice) -> str:
    """The first language of its reader that the site speaks."""
    theirs = notice.to.languages if notice.to else [notice.language]
    return organisation.language_for(theirs)
