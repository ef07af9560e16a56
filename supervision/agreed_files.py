"""The paper of an agreement: one file, sealed in the store, read by the two alone.

A file is written before its row and taken away after it. In between, and after a crash, a due row
remembers it, and whatever no agreement names any more is taken away.
"""

import uuid
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import IO

from django.db import transaction

from office import audit, due, sealed_files
from office.downloads import LARGEST
from office.files import EXTENSIONS
from office.rotation import Rotated
from office.sealed import CannotOpen
from people.api import User
from supervision import agreeing, seeing
from supervision.models import Agreement, AgreementFile
from supervision.models.agreement import path_of

FILE_DUE = "supervision.file"
AN_HOUR = timedelta(hours=1)
WORD, WRITER = "word/document.xml", "application/vnd.oasis.opendocument.text"
BEGINS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
KINDS = (*BEGINS, "odt", "docx")
TYPES = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg"} | {
    extension[1:]: content_type for content_type, extension in EXTENSIONS.items()
}


class NotAKind(Exception):
    """It is none of the kinds that are taken, whatever its name says."""


class TooLarge(Exception):
    """Over 10 MB."""


class Unreadable(Exception):
    """The file is lost, or none of today's keys opens it."""


def may_read(agreement: Agreement, by: User, on) -> bool:
    """The person always; the supervisor, in that role, until the last day; nobody else."""
    if by.pk == agreement.supervisee_id:
        return True
    is_over = bool(agreement.until_day and agreement.until_day < on)
    is_theirs = by.pk == agreement.supervisor_id and not is_over
    return is_theirs and seeing.has_the_role(by, on)


def keep(agreement: Agreement, file: IO[bytes], size: int, *, by: User, at: datetime) -> None:
    """In place of what was there. Raises NotTheirs, NotAKind, TooLarge."""
    _check_writes(agreement, by, at)
    if size > LARGEST:
        raise TooLarge
    kind, key = kind_of(file), _store(_chunks(file), at=at)
    with transaction.atomic():
        _put(AgreementFile(uuid=key, agreement=agreement, kind=kind, added_at=at), at=at)
        _note("kept agreement file", agreement, by=by, at=at)


def remove(agreement: Agreement, *, by: User, at: datetime) -> None:
    """Safe to repeat. Raises NotTheirs."""
    _check_writes(agreement, by, at)
    with transaction.atomic():
        if _let_go(agreement, at):
            _note("removed agreement file", agreement, by=by, at=at)


def read(file: AgreementFile, *, by: User, at: datetime) -> Iterator[bytes]:
    """Its bytes; that the other one read it is noted. Raises Unreadable before the first of them.

    Whoever calls has asked `may_read`.
    """
    chunks = sealed_files.read(file.path)
    try:
        first = next(chunks)
    except (CannotOpen, OSError):
        raise Unreadable from None
    _note("read agreement file", file.agreement, by=by, at=at)
    return _all(first, chunks)


def let_go_of(agreements, *, at: datetime) -> None:
    """When one of the two leaves for good. Within a transaction."""
    for file in AgreementFile.objects.filter(agreement__in=agreements).select_related("agreement"):
        _let_go(file.agreement, at)


def settle(key: str) -> None:
    """Take away what no row names."""
    if not AgreementFile.objects.filter(pk=key).exists():
        sealed_files.delete(path_of(key))


def reseal(*, at: datetime) -> Rotated:
    """All of them anew, under the first key: a copy beside the old one, then in its place."""
    files = AgreementFile.objects.select_related("agreement").order_by("pk")
    return sum((_reseal(file, at=at) for file in list(files)), Rotated())


def _reseal(file: AgreementFile, *, at: datetime) -> Rotated:
    try:
        key = _store(sealed_files.read(file.path), at=at)
    except (CannotOpen, OSError):
        return Rotated(unopened=1)
    with transaction.atomic():
        if not AgreementFile.objects.select_for_update().filter(pk=file.pk).exists():
            return Rotated(kept=1)  # replaced or removed meanwhile
        new = AgreementFile(uuid=key, agreement=file.agreement)
        new.kind, new.added_at = file.kind, file.added_at
        _put(new, at=at)
    return Rotated(resealed=1)


def _store(chunks: Iterable[bytes], *, at: datetime) -> uuid.UUID:
    key = uuid.uuid4()
    due.add(FILE_DUE, key=key, at=at + AN_HOUR)
    sealed_files.write(path_of(key), chunks)
    return key


def _put(file: AgreementFile, *, at: datetime) -> None:
    Agreement.objects.select_for_update().filter(pk=file.agreement_id).values_list("pk").first()
    _let_go(file.agreement, at)
    file.save(force_insert=True)


def kind_of(file: IO[bytes]) -> str:
    """By what is in it, not by its name; left at its start. Raises NotAKind."""
    file.seek(0)
    start = file.read(16)
    file.seek(0)
    found = next((kind for kind, begins in BEGINS.items() if start.startswith(begins)), "")
    found = found or _kind_of_zip(file)
    file.seek(0)
    return found


def _kind_of_zip(file: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(file) as packed:
            names = set(packed.namelist())
            if WORD in names:
                return "docx"
            if "mimetype" in names and packed.getinfo("mimetype").file_size == len(WRITER):
                return "odt" if packed.read("mimetype") == WRITER.encode() else _none()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError):
        raise NotAKind from None
    return _none()


def _none() -> str:
    raise NotAKind


def _check_writes(agreement: Agreement, by: User, at: datetime) -> None:
    is_supervisor = by.pk == agreement.supervisor_id
    if not is_supervisor or not agreeing.may_write(agreement, by, by.day(at)):
        raise agreeing.NotTheirs


def _let_go(agreement: Agreement, at: datetime) -> bool:
    """Its row goes now, its file with the next sweep."""
    old = AgreementFile.objects.select_for_update().filter(agreement=agreement).first()
    if old is None:
        return False
    due.add(FILE_DUE, key=old.pk, at=at)
    old.delete()
    return True


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(sealed_files.CHUNK):
        yield chunk


def _all(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _note(verb: str, agreement: Agreement, *, by: User, at: datetime) -> None:
    """About the other of the two."""
    is_supervisor = by.pk == agreement.supervisor_id
    audit.note(
        verb,
        by=by,
        object_kind="supervision.agreement",
        object_key=agreement.pk,
        about=agreement.supervisee if is_supervisor else agreement.supervisor,
        at=at,
    )
