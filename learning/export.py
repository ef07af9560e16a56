"""A copy of one's own data: asked for, made and sealed by the sweep, fetched, gone after a week.

Only its person ever asks for it, fetches it or removes it; there is no verb for anybody else.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from learning import archive
from learning.models import Export
from learning.models.export import TO_DO, State, path_of
from learning.record import note
from office import due, notices, sealed_files
from office.sealed import CannotOpen

KEPT = timedelta(days=7)
OF = "learning.export"


class OneIsOpen(Exception):
    """This person's last copy is being made, or can still be fetched."""


class Unreadable(Exception):
    """The copy is lost: its file is gone, or none of today's keys opens it."""


def latest(person) -> Export | None:
    """The person's last copy, in whatever state; the row that says so when none is open."""
    return Export.objects.filter(person=person).order_by("-asked_at").first()


def ask(*, by, at: datetime | None = None) -> Export:
    """Have a copy made of all that is held about the person who asks. Raises OneIsOpen."""
    at = at or timezone.now()
    try:
        with transaction.atomic():
            export = Export.objects.create(person=by, asked_at=at)
            due.add(TO_DO, key=export.pk, at=at)
            note("asked for export", by=by, kind=OF, key=export.pk, at=at)
    except IntegrityError:  # the one open row of each person
        raise OneIsOpen from None
    return export


def find(key: UUID, *, by, at: datetime | None = None) -> Export | None:
    """The copy, if it is this person's and can be fetched; None for everybody else alike."""
    mine = Export.objects.ready_at(at or timezone.now()).filter(person=by)
    return mine.filter(pk=key).first()


def fetch(export: Export, *, by, at: datetime | None = None) -> Iterator[bytes]:
    """The zip, unsealed as it is read. Raises Unreadable before the first byte or not at all."""
    chunks = sealed_files.read(export.path)
    try:
        first = next(chunks)
    except (CannotOpen, OSError):
        raise Unreadable from None
    note("fetched export", by=by, kind=OF, key=export.pk, at=at or timezone.now())
    return _all(first, chunks)


def _all(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def remove(export: Export, *, by, at: datetime | None = None) -> None:
    """Delete the copy before its time, as its person asks. Safe to repeat."""
    at = at or timezone.now()
    with transaction.atomic():
        if not Export.objects.open().filter(pk=export.pk).update(state=State.GONE, path=""):
            return
        due.add(TO_DO, key=export.pk, at=at)  # where the next line fails
        note("removed export", by=by, kind=OF, key=export.pk, at=at)
    sealed_files.delete(path_of(export.pk))


def settle(kind: str, key: str, *, at: datetime) -> bool:
    """Whether that kind is this floor's own; if so, the copy is made, or taken away in its time."""
    if kind != TO_DO:
        return False
    export = Export.objects.filter(pk=key).select_related("person").first()
    if export and export.state == State.ASKED:
        _make(export, at=at)
    elif export and export.state == State.READY and export.until > at:
        due.add(TO_DO, key=key, at=export.until)
    else:
        _take_away(key)
    return True


def _make(export: Export, *, at: datetime) -> None:
    """The file first, then the row that says it is there: a crash between the two repeats both."""
    path = path_of(export.pk)
    sealed_files.write(path, archive.of(export.person, at=at))
    with transaction.atomic():
        asked = Export.objects.filter(pk=export.pk, state=State.ASKED)
        ready = {"state": State.READY, "path": path, "made_at": at, "until": at + KEPT}
        if asked.update(**ready):
            due.add(TO_DO, key=export.pk, at=at + KEPT)
            key = f"people.export_ready:{export.pk}"
            notices.add("people.export_ready", to=export.person, key=key, about=export.pk, at=at)
            return
    sealed_files.delete(path)  # its person removed it, or left, while it was made


def _take_away(key: str) -> None:
    """Also without a row, whose person has left; the path follows from the key."""
    sealed_files.delete(path_of(key))
    Export.objects.filter(pk=key).update(state=State.GONE, path="")
