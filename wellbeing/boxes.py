"""Boxes: read, put, remove, and purge. No verb knows who asks, and none writes a line anywhere."""

import hashlib
import secrets
from datetime import date

from django.db import IntegrityError, connections, transaction

from wellbeing.models import Box, Slot, Vault
from wellbeing.protocol import ETAG_BYTES, NONE_YET, SIZES, SLOT, VAULT
from wellbeing.router import ALIAS

TABLES: dict[bytes, type[Box]] = {SLOT: Slot, VAULT: Vault}
MOST_QUARTERS = 8  # without a save: 24 months


class Changed(Exception):
    """Somebody else wrote it since this state was read, or there is none where there was one."""


def read(kind: bytes, locator: bytes) -> tuple[bytes, bytes]:
    """Its etag and its bytes; of a place where nothing lies, zeros and random bytes."""
    box = _at(kind, locator).first()
    if box is None:
        return NONE_YET, secrets.token_bytes(SIZES[kind])
    return bytes(box.etag), bytes(box.body)


def is_there(kind: bytes, locator: bytes) -> bool:
    return _at(kind, locator).exists()


def put(kind: bytes, locator: bytes, etag: bytes, body: bytes, *, on: date) -> bytes:
    """Keep it in place of the state called `etag`; gives back the new etag. Raises Changed."""
    fresh = {"etag": secrets.token_bytes(ETAG_BYTES), "body": body, "quarter": quarter_of(on)}
    if etag != NONE_YET:
        if not _at(kind, locator).filter(etag=etag).update(**fresh):
            raise Changed
        return fresh["etag"]
    try:
        with transaction.atomic(using=ALIAS):
            TABLES[kind].objects.create(key=_key(locator), **fresh)
    except IntegrityError:
        raise Changed from None
    return fresh["etag"]


def remove(kind: bytes, locator: bytes) -> None:
    """Whatever its state: to delete must never fail because another device was quicker."""
    if _at(kind, locator).delete()[0]:
        forget_old_pages()


def total() -> int:
    return sum(table.objects.count() for table in TABLES.values())


def purge(*, on: date) -> int:
    """Delete what nobody saved for 24 months. Returns how many boxes went.

    A browser saves slots and vault anew when it opens them in a later quarter, so what is in use
    is never old.
    """
    oldest = quarter_of(on, back=MOST_QUARTERS)
    old = [table.objects.filter(quarter__lt=oldest) for table in TABLES.values()]
    gone = sum(boxes.delete()[0] for boxes in old if boxes.exists())
    if gone:
        forget_old_pages()
    return gone


def quarter_of(day: date, *, back: int = 0) -> str:
    """ "2026-Q4", or the quarter that many before it."""
    quarters = day.year * 4 + (day.month - 1) // 3 - back
    return f"{quarters // 4}-Q{quarters % 4 + 1}"


def forget_old_pages() -> None:
    """SQLite overwrites what was deleted (secure_delete), and here its log of old pages, too."""
    connection = connections[ALIAS]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _at(kind: bytes, locator: bytes):
    return TABLES[kind].objects.filter(key=_key(locator))


def _key(locator: bytes) -> bytes:
    """Who reads the table can't turn a key back into what a request must say."""
    return hashlib.sha256(locator).digest()
