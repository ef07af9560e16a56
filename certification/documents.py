"""Papers that show something: sent in by their person, looked at by somebody, then theirs alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import IO

from django.db import transaction
from django.db.models import Q, QuerySet

from certification import causes
from certification.models import Document, DocumentState, Elsewhere
from certification.models.document import path_of
from office import audit, due, notices, scans, sealed_files
from office.rotation import Rotated
from office.sealed import CannotOpen
from people.api import coordinated_by, coordinators_of

FILE_DUE = "certification.file"
AN_HOUR = timedelta(hours=1)


class NotTheirs(Exception):
    """This person is not to look at it, or not to take it back."""


class AlreadySeen(Exception):
    """Somebody has looked at it; it changes no more."""


class Unreadable(Exception):
    """The file is lost, or none of today's keys opens it."""


@dataclass(frozen=True)
class Learned:
    """What somebody says they learned elsewhere; all its minutes are of `topic`, if of one."""

    title: str
    completed_on: date
    minutes: int
    provider: str = ""
    course: str = ""
    delivery: str = "in_person"
    topic: str = ""

    def as_kept(self) -> dict:
        kept = {**self.__dict__, "topics": {self.topic: self.minutes} if self.topic else {}}
        kept.pop("topic")
        return kept


# --- sending in
def send(
    person, file: IO[bytes], size: int, *, kind: str, issued_on: date, at: datetime,
    learned: Learned | None = None,
) -> Document:  # fmt: skip
    """Seal it, and tell whoever coordinates. Raises scans.NotTaken."""
    content_type = scans.kind_of(file, size)
    row = Document(
        person=person,
        kind=kind,
        issued_on=issued_on,
        content_type=content_type,
        length=size,
        sent_at=at,
    )
    due.add(FILE_DUE, key=row.pk, at=at + AN_HOUR)
    sealed_files.write(row.path, scans.chunks_of(file))
    with transaction.atomic():
        row.save(force_insert=True)
        if learned:
            Elsewhere.objects.create(person=person, document=row, sent_at=at, **learned.as_kept())
        _note("sent document", row, by=person, at=at)
        to = coordinators_of(person, person.day(at))
        notices.add_for_each("certification.to_check", to=to, key=f"check:{row.pk}", about=row.pk)
    return row


@transaction.atomic
def withdraw(row: Document, *, by, at: datetime) -> None:
    """Its person takes it back while nobody has looked. Raises NotTheirs, AlreadySeen."""
    if row.person_id != by.pk:
        raise NotTheirs
    _close(row, DocumentState.WITHDRAWN, words="", by=by, at=at)
    due.add(FILE_DUE, key=row.pk, at=at)
    _note("took document back", row, by=by, at=at)


# --- looking
def to_check(by, *, on: date) -> QuerySet[Document]:
    """What waits for a look by this person: what they were asked, or of whom they coordinate."""
    waiting = Document.objects.filter(state=DocumentState.SUBMITTED).exclude(person=by)
    coordinated = Q(asked=None, person__in=coordinated_by(by, on))
    return waiting.filter(Q(asked=by) | coordinated)


def readable_by(by, *, on: date) -> QuerySet[Document]:
    """Whose file opens for this person: their own, and what waits for their look."""
    own = Document.objects.filter(person=by).exclude(state=DocumentState.WITHDRAWN)
    return own | Document.objects.filter(pk__in=to_check(by, on=on).values("pk"))


def read(row: Document, *, by, at: datetime) -> Iterator[bytes]:
    """Its bytes; that somebody else read it is noted. Raises Unreadable before the first."""
    chunks = sealed_files.read(row.path)
    try:
        first = next(chunks)
    except (CannotOpen, OSError):
        raise Unreadable from None
    if by.pk != row.person_id:
        _note("read document", row, by=by, at=at)
    return _all(first, chunks)


@transaction.atomic
def accept(row: Document, *, by, at: datetime) -> None:
    """Raises NotTheirs, AlreadySeen."""
    _check(row, by, at)
    _close(row, DocumentState.CHECKED, words="", by=by, at=at)
    _tell(row, "accepted document", by=by, at=at)


@transaction.atomic
def refuse(row: Document, *, words: str, by, at: datetime) -> None:
    """`words` tell its person why. Raises NotTheirs, AlreadySeen."""
    _check(row, by, at)
    _close(row, DocumentState.REFUSED, words=words, by=by, at=at)
    _tell(row, "refused document", by=by, at=at)


def _check(row: Document, by, at: datetime) -> None:
    if row.state != DocumentState.SUBMITTED:
        raise AlreadySeen
    if not to_check(by, on=by.day(at)).filter(pk=row.pk).exists():
        raise NotTheirs


def _close(row: Document, state: DocumentState, *, words: str, by, at: datetime) -> None:
    """Whoever comes second finds it closed."""
    waiting = Document.objects.filter(pk=row.pk, state=DocumentState.SUBMITTED)
    if not waiting.update(state=state, words=words, checked_by=by, checked_at=at):
        raise AlreadySeen
    Elsewhere.objects.filter(document=row).update(state=state, checked_by=by, checked_at=at)


def _tell(row: Document, verb: str, *, by, at: datetime) -> None:
    _note(verb, row, by=by, at=at)
    notices.add("certification.checked", to=row.person, key=f"checked:{row.pk}", about=row.pk)


# --- files
def settle_file(key: str, *, at: datetime) -> None:
    """Take away what no row names, or whose row was taken back."""
    if not _with_files().filter(pk=key).exists():
        sealed_files.delete(path_of(key))


def _with_files():
    """A paper goes when it is taken back, and when its person leaves for good."""
    kept = Document.objects.filter(person__retired_at=None)
    return kept.exclude(state=DocumentState.WITHDRAWN)


def reseal(*, at: datetime) -> Rotated:
    """All of them anew, under the first key."""
    rows = _with_files().order_by("pk")
    return sum((_reseal(row) for row in rows.iterator()), Rotated())


def _reseal(row: Document) -> Rotated:
    """A file has at most ten megabytes: it is held whole, so that a failure loses nothing."""
    try:
        content = b"".join(sealed_files.read(row.path))
    except (CannotOpen, OSError):
        return Rotated(unopened=1)
    sealed_files.write(row.path, [content])
    return Rotated(resealed=1)


def _all(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _note(verb: str, row: Document, *, by, at: datetime) -> None:
    audit.note(
        verb,
        by=by,
        object_kind="certification.document",
        object_key=row.pk,
        about=row.person,
        at=at,
    )
    causes.evidence_changed(row.person)
