"""A second step that was lost, and the notes that stay closed afterwards.

Nobody alone can take a second step off: one administrator asks, another one agrees, and the person
hears of it at once and can stop it. What was confidential stays closed all the same, until one of
the codes that the person has on paper opens it, or the other party does: two administrators may
agree on anything, but they don't have that paper.
"""

import hmac
import json
from datetime import datetime, timedelta

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from office import notices
from people import sessions, tell
from people.models import Closure, FactorRecovery, User
from people.roles import may
from people.second_factor import has

LASTS = timedelta(days=7)


class NotAllowed(Exception):
    """This person may not do that."""


class NotForOneself(Exception):
    """One's own second step is taken off by others only."""


class OneIsNotEnough(Exception):
    """Who asked can't be the one who agrees."""


class NothingToRecover(Exception):
    """This person has no second step."""


class NoLongerOpen(Exception):
    """It was agreed to, stopped, or its days are over."""


def ask(person: User, *, by: User, at: datetime | None = None) -> FactorRecovery:
    """Ask for a lost second step to be taken off. Asking twice gives back the first."""
    at = at or timezone.now()
    _check(person, by=by, at=at)
    with transaction.atomic():
        _lock(person)
        if not has(person):
            raise NothingToRecover
        known = FactorRecovery.objects.open_at(at).filter(person=person).first()
        if known:
            return known
        recovery = FactorRecovery.objects.create(
            person=person, asked_by=by, asked_at=at, expires_at=at + LASTS
        )
        _tell("asked", recovery, by=by, at=at)
    return recovery


def agree(recovery: FactorRecovery, *, by: User, at: datetime | None = None) -> None:
    """Take every second step off, end every session, and close the notes."""
    at = at or timezone.now()
    person = recovery.person
    _check(person, by=by, at=at)
    if by.pk == recovery.asked_by_id:
        raise OneIsNotEnough
    with transaction.atomic():
        _lock(person)
        now_agreed = {"agreed_by": by, "agreed_at": at}
        if not FactorRecovery.objects.open_at(at).filter(pk=recovery.pk).update(**now_agreed):
            raise NoLongerOpen
        if not may(recovery.asked_by, "recover", person, recovery.asked_by.day(at)):
            raise OneIsNotEnough  # whoever asked is no administrator any more
        close_notes(person, why=Closure.Why.FACTOR, at=at)
        Authenticator.objects.filter(user=person).delete()
        sessions.end_all(person)
        _tell("done", recovery, by=by, at=at)


def stop(recovery: FactorRecovery, *, by: User, at: datetime | None = None) -> None:
    """Stop what was asked for: the person themselves, or any administrator. Twice is once."""
    at = at or timezone.now()
    if by.pk != recovery.person_id and not may(by, "recover", "person", by.day(at)):
        raise NotAllowed
    with transaction.atomic():
        stopped = FactorRecovery.objects.open_at(at).filter(pk=recovery.pk).update(stopped_at=at)
        if stopped:
            _note("stopped recovery", recovery.person, recovery.pk, by=by, at=at)


def _check(person: User, *, by: User, at: datetime) -> None:
    if not may(by, "recover", "person", by.day(at)):
        raise NotAllowed
    if by.pk == person.pk:
        raise NotForOneself


def _tell(what: str, recovery: FactorRecovery, *, by: User, at: datetime) -> None:
    notices.add(
        f"people.recovery_{what}",
        to=recovery.person,
        key=f"recovery-{what}:{recovery.pk}",
        about=recovery.pk,
    )
    verb = {"asked": "asked for recovery", "done": "agreed to recovery"}[what]
    _note(verb, recovery.person, recovery.pk, by=by, at=at)


def _note(verb: str, person: User, key: object, *, by: User | None, at: datetime) -> None:
    tell.note(verb, by=by, about=person, kind="people.recovery", key=key, at=at)


# --- closed notes
def is_closed(person: User) -> bool:
    return Closure.objects.filter(person=person).exists()


def close_notes(person: User, why: str, at: datetime | None = None) -> None:
    """Keep the notes of this account closed.

    The unused recovery codes of this moment stay good for opening them. Of what is closed already
    nothing changes: codes that came later may be those of somebody else who came in.
    """
    Closure.objects.get_or_create(
        person=person,
        defaults={
            "why": why,
            "since": at or timezone.now(),
            "codes": json.dumps(_current_codes(person)),
        },
    )


def open_with_code(person: User, code: str, at: datetime | None = None) -> bool:
    """Open the notes with a code that the person has on paper; it is used up by that. False where
    nothing is closed, or the code is none of theirs."""
    at = at or timezone.now()
    with transaction.atomic():
        _lock(person)
        closure = Closure.objects.filter(person=person).first()
        if closure is None or not _opens(closure, code):
            return False
        _open(closure, by=person, at=at)
    return True


def open_by_other_party(person: User, *, by: User, at: datetime | None = None) -> bool:
    """The other party of the notes opens them; that they are this party is asked by the room that
    holds the notes. False where nothing was closed."""
    if by.pk == person.pk:
        raise NotForOneself
    with transaction.atomic():
        _lock(person)
        closure = Closure.objects.filter(person=person).first()
        if closure is None:
            return False
        _open(closure, by=by, at=at or timezone.now())
    return True


def _open(closure: Closure, *, by: User, at: datetime) -> None:
    person, pk = closure.person, closure.pk
    closure.delete()
    notices.add("people.notes_opened", to=person, key=f"notes-opened:{pk}", about=by.pk)
    _note("opened notes", person, pk, by=by, at=at)


def _opens(closure: Closure, code: str) -> bool:
    """Whether it is one of those that were on the account then; used up here and at the door."""
    if not _is_among(code, json.loads(closure.codes or "[]")):
        return False
    row = _codes_of(closure.person)
    if row:
        row.wrap().validate_code(code)
    return True


def _is_among(code: str, codes: list[str]) -> bool:
    """Compared with each, in a time that tells nothing about which."""
    typed = normalize_user_code(code).encode()
    found = [hmac.compare_digest(typed, normalize_user_code(one).encode()) for one in codes]
    return any(found)


def _current_codes(person: User) -> list[str]:
    row = _codes_of(person)
    return row.wrap().get_unused_codes() if row else []


def _codes_of(person: User) -> Authenticator | None:
    codes = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES)
    return codes.first()


def _lock(person: User) -> None:
    User.objects.select_for_update().get(pk=person.pk)
