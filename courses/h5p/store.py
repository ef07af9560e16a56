"""Where the contents of packages lie: each once, under its SHA-256, whole or not at all.

A content is written to a folder of its import first, and moved into its place when the import has
locked its row. A row is committed before its file is placed, and goes after its file: so whatever
an accident leaves behind is found by its row, and `clear_leftovers` takes it away.
"""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction

from courses.models import H5PBlob, H5PFile

INCOMING = "h5p/incoming"
AT_A_TIME = 1000  # the next sweep takes the next ones
LEFT_BEHIND = timedelta(days=1)  # no import takes as long
LEFTOVERS = "courses.h5p"  # a due row: look for what an accident left


def path_of(digest: str) -> str:
    """Its name in the store."""
    return f"h5p/{digest[:2]}/{digest}"


class Incoming:
    """The folder of one import; it goes when the import ends, however it ends."""

    def __init__(self):
        self.files: dict[str, str] = {}  # name in the package -> digest
        self.sizes: dict[str, int] = {}  # digest -> bytes
        self.folder = Path(default_storage.path(f"{INCOMING}/{uuid.uuid4().hex}"))

    def __enter__(self) -> "Incoming":
        self.folder.mkdir(parents=True)
        return self

    def __exit__(self, *problem) -> None:
        shutil.rmtree(self.folder)

    def sink(self, name: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Write while the chunks flow by; the file bears its digest once all have."""
        hashed, size, unfinished = hashlib.sha256(), 0, self.folder / "unfinished"
        with unfinished.open("wb") as out:
            for chunk in chunks:
                hashed.update(chunk)
                size += out.write(chunk)
                yield chunk
            out.flush()
            os.fsync(out.fileno())
        digest = hashed.hexdigest()
        unfinished.replace(self.folder / digest)
        self.files[name], self.sizes[digest] = digest, size

    def announce(self, digests: set[str]) -> None:
        """Rows for contents that are about to be placed, so that none is placed unseen."""
        rows = [H5PBlob(digest=digest, size=self.sizes[digest]) for digest in sorted(digests)]
        H5PBlob.objects.bulk_create(rows, ignore_conflicts=True)

    def place(self, digests: set[str]) -> None:
        """Hold the rows, then see that each file is there. Within the import's transaction."""
        while len(_held(digests)) < len(digests):  # somebody dropped one a moment ago
            self.announce(digests)
        for digest in digests:
            target = Path(default_storage.path(path_of(digest)))
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                (self.folder / digest).replace(target)
                _sync(target.parent)


def drop_unused(digests: set[str]) -> None:
    """Take away those of these contents that nothing holds on to; safe beside an import."""
    with transaction.atomic(durable=True):
        held = set(_held(digests))  # an import that wants one of them waits from here on
        used = H5PFile.objects.filter(blob__in=held).values_list("blob_id", flat=True)
        unused = held - set(used)
        for digest in unused:
            default_storage.delete(path_of(digest))
        H5PBlob.objects.filter(pk__in=unused).delete()


def clear_leftovers(*, now: datetime) -> None:
    """What an accident left: contents that nothing holds on to, folders of imports that died."""
    unused = H5PBlob.objects.filter(files=None).values_list("pk", flat=True)
    drop_unused(set(unused[:AT_A_TIME]))
    before = (now - LEFT_BEHIND).timestamp()
    for folder in Path(default_storage.path(INCOMING)).glob("*"):
        with suppress(FileNotFoundError):
            if folder.stat().st_mtime < before:
                shutil.rmtree(folder)


def settle_leftovers(*, at: datetime) -> None:
    clear_leftovers(now=at)


def _held(digests: set[str]) -> list[str]:
    rows = H5PBlob.objects.select_for_update().filter(pk__in=digests).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def _sync(folder: Path) -> None:
    """A move lasts through a power cut only once its folder is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
