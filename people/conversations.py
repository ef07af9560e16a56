"""Asking for a conversation: words to one person whom the organisation lists, and to nobody else.

Whoever writes chooses whether their name goes along. Without it no row says who wrote: how often
somebody does is known by a mark in memory alone, under a key that is drawn anew each day: in the
shared cache both would be rows of the database. Nothing that stays tells the hour, either, which
beside the hour of a session would say who it was.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from office import notices, support
from office.notices import NO_MAIL, Notice, State
from office.support import Helper, Kind
from people import tell
from people.models import Conversation, ConversationState, User

LONGEST = 2000  # signs
MOST_A_DAY = 5
KEPT = timedelta(days=90)
INSIDE, BY_MAIL = "people.conversation", "people.conversation_mail"
DAY = 24 * 60 * 60
KEY = "conversation-key"
MEMORY = "room"  # the cache that is never a table


class TooMany(Exception):
    """This person has sent as many today as anybody may."""


class Changed(Exception):
    """This person cannot be written to any more, or in another way than was shown."""


class Way(StrEnum):
    INSIDE = "inside"
    MAIL = "mail"


@dataclass(frozen=True)
class Listed:
    """One person whom the list names. No `way`: they can only be rung."""

    helper: Helper
    account: User | None

    @property
    def way(self) -> Way | None:
        if self.account:
            return Way.INSIDE
        has_mail = self.helper.address and settings.EMAIL_BACKEND != NO_MAIL
        return Way.MAIL if has_mail else None


# --- whom one can ask
def listed(reader: User) -> list[Listed]:
    """The people of the list, without the reader; nobody unless one of them is outside."""
    if not support.can_be_asked():
        return []
    rows = [each for each in support.helpers() if each.kind == Kind.PERSON]
    accounts = _accounts({each.account for each in rows if each.account})
    others = [each for each in rows if each.account != reader.pk]
    return [Listed(each, accounts.get(each.account)) for each in others]


def _accounts(numbers: set[int]) -> dict[int | None, User]:
    if not numbers:
        return {}
    found = User.objects.filter(pk__in=numbers, is_active=True, retired_at=None)
    return {each.pk: each for each in found}


def is_listed(person: User) -> bool:
    return bool(support.names(person.pk))


# --- sending
def send(
    mark: str, words: str, *, by: User, with_name: bool, key: UUID, at: datetime
) -> Conversation:
    """Give these words to the person whom `mark` names; `key` makes a second tap the same one.

    Raises Changed, TooMany.
    """
    whom = next((each for each in listed(by) if each.helper.mark == mark and each.way), None)
    if whom is None:
        raise Changed
    known = Conversation.objects.filter(pk=key).first()
    if known:
        return known
    day = at.astimezone(UTC).date()
    _count(by, day)
    with transaction.atomic():
        row = Conversation.objects.create(
            pk=key,
            to=whom.account,
            writer=by if with_name else None,
            words=words,
            day=day,
        )
        hourless = datetime.combine(day, time(), UTC)
        _tell(row, whom, at=hourless)
        # Nobody's name, ever: the audit is kept for good, and must not tell who looked for help.
        verb = "asked for conversation"
        tell.note(verb, by=None, about=row.to, kind=INSIDE, key=row.pk, at=hourless)
    return row


def _tell(row: Conversation, whom: Listed, *, at: datetime) -> None:
    if whom.account:
        notices.add(INSIDE, to=whom.account, key=f"{INSIDE}:{row.pk}", about=row.pk, at=at)
        return
    speaks = (whom.helper.languages or ("",))[0]
    values = {"address": whom.helper.address, "language": speaks}
    notices.add(BY_MAIL, key=f"{BY_MAIL}:{row.pk}", about=row.pk, at=at, **values)


def _count(person: User, day: date) -> None:
    cache = caches[MEMORY]
    key = cache.get_or_set(_key(day), lambda: secrets.token_hex(32), DAY)
    mark = salted_hmac(key, str(person.pk), algorithm="sha256").hexdigest()
    cache.add(f"conversation:{mark}", 0, DAY)
    try:
        times = cache.incr(f"conversation:{mark}")
    except ValueError:  # it went out at this very moment
        return
    if times > MOST_A_DAY:
        raise TooMany


def _key(day: date) -> str:
    return f"{KEY}:{day.isoformat()}"


# --- reading
def for_person(reader: User) -> QuerySet[Conversation]:
    """What was written to them, the newest first."""
    return Conversation.objects.filter(to=reader).select_related("writer").order_by("-day", "pk")


@transaction.atomic
def mark_as(row: Conversation, state: ConversationState, *, by: User, at: datetime) -> None:
    """Read, or answered: for their own sight. Whoever wrote is not told."""
    row.state = state
    row.save(update_fields=["state"])
    tell.note("settled conversation", by=by, kind=INSIDE, key=row.pk, at=at)


# --- letting go
def drop_old(*, at: datetime) -> None:
    """What is 90 days old, what went by mail, and the keys of days that are over."""
    today = at.astimezone(UTC).date()
    Conversation.objects.filter(day__lte=today - KEPT).delete()
    open_ones = Notice.objects.filter(kind=BY_MAIL, state__in=(State.WAITING, State.SENDING))
    still = [UUID(about) for about in open_ones.values_list("about", flat=True)]
    Conversation.objects.filter(to=None).exclude(pk__in=still).delete()
    caches[MEMORY].delete_many([_key(today - timedelta(days=n)) for n in range(1, 8)])


def of_person(person: User) -> QuerySet[Conversation]:
    """What they wrote with their name, and what was written to them."""
    return Conversation.objects.filter(Q(to=person) | Q(writer=person))
