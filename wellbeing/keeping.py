"""The locked boxes as one file, apart from every other backup: an SQLite file, whichever database.

Its rows are in the order of their keys, which tells nothing. Together with a backup of the site it
would say no more than alone; kept for longer than 35 days it would keep what people deleted.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.db import transaction

from wellbeing.boxes import TABLES
from wellbeing.protocol import SIZES, SLOT, VAULT
from wellbeing.router import ALIAS

NAMES = {SLOT: "slot", VAULT: "vault"}
COLUMNS = ("key", "etag", "quarter", "body")
SOME = 200  # rows held at once


class InTheWay(Exception):
    """Something is there that would be lost; its text is for the operator."""


class NotABackup(Exception):
    """Another file, or a damaged one; its text is for the operator."""


def backup(file: Path) -> int:
    """Write a new file that only its owner can read. Returns how many boxes. Raises InTheWay."""
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise InTheWay(f"{file} is there already: name another file.") from None
    except OSError as problem:
        raise InTheWay(f"{file} can't be written: {problem.strerror}.") from None
    with closing(sqlite3.connect(file)) as copy, copy, transaction.atomic(using=ALIAS):
        return sum(_copy_out(kind, copy) for kind in TABLES)


def restore(file: Path) -> int:
    """Into an empty room only, all or nothing. Returns how many. Raises InTheWay, NotABackup."""
    if not file.is_file():
        raise NotABackup(f"{file} is not there.")
    with transaction.atomic(using=ALIAS):
        if any(table.objects.exists() for table in TABLES.values()):
            raise InTheWay("The private room holds boxes already; nothing was changed.")
        try:
            with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as copy:
                return sum(_copy_in(kind, copy) for kind in TABLES)
        except sqlite3.DatabaseError:
            raise NotABackup(f"{file} is no backup of the private room.") from None


def _copy_out(kind: bytes, copy: sqlite3.Connection) -> int:
    name, count = NAMES[kind], 0
    copy.execute(f"CREATE TABLE {name} (key BLOB PRIMARY KEY, etag BLOB, quarter TEXT, body BLOB)")
    rows = TABLES[kind].objects.order_by("key").values_list(*COLUMNS).iterator(chunk_size=SOME)
    for key, etag, quarter, body in rows:
        row = (bytes(key), bytes(etag), quarter, bytes(body))
        copy.execute(f"INSERT INTO {name} VALUES (?, ?, ?, ?)", row)  # noqa: S608  our own name
        count += 1
    return count


def _copy_in(kind: bytes, copy: sqlite3.Connection) -> int:
    count = 0
    for rows in _some_at_a_time(copy, NAMES[kind]):
        if any(len(row[-1]) != SIZES[kind] for row in rows):
            raise sqlite3.DatabaseError
        boxes = [TABLES[kind](**dict(zip(COLUMNS, row, strict=True))) for row in rows]
        TABLES[kind].objects.bulk_create(boxes)
        count += len(rows)
    return count


def _some_at_a_time(copy: sqlite3.Connection, name: str) -> Iterator[list[tuple]]:
    found = copy.execute(f"SELECT key, etag, quarter, body FROM {name}")  # noqa: S608
    while rows := found.fetchmany(SOME):
        yield rows
