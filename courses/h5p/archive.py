"""The archive as it arrives: judged before it is opened, then read a chunk at a time."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from courses.h5p import names
from courses.h5p.limits import Limits
from courses.h5p.problems import Notebook, Unreadable

CHUNK = 64 * 1024
FIRST, LAST, LAST_64 = b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x07"
TAIL, LONGEST_COMMENT, TAIL_64 = 22, 0xFFFF, 20
LOCKED = 0x1 | 0x40 | 0x2000  # a password, a strong one, a hidden table of contents
WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # Python unpacks only these in bounded pieces
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError,
    ValueError, OverflowError, OSError,
)  # fmt: skip


def opened(stream: IO[bytes], limits: Limits) -> zipfile.ZipFile:
    """Python reads the whole table of contents at once, so its length is looked at first."""
    _check_ends(stream, limits)
    try:
        return zipfile.ZipFile(stream)
    except BROKEN:
        raise Unreadable("unable-to-unzip") from None


def _check_ends(stream: IO[bytes], limits: Limits) -> None:
    """Nothing before the archive, nothing after it: else it could be a page or a PDF as well."""
    length = stream.seek(0, 2)
    start = max(length - TAIL - LONGEST_COMMENT - TAIL_64, 0)
    stream.seek(start)
    end = stream.read()
    at = end.rfind(LAST)
    if at < 0 or len(end) - at < TAIL:
        raise Unreadable("unable-to-unzip")
    files, size, offset, comment = struct.unpack("<HIIH", end[at + 10 : at + TAIL])
    if LAST_64 in end[max(at - TAIL_64, 0) : at]:
        raise Unreadable("archive-too-new")
    if files > limits.files or size > limits.directory:
        raise Unreadable("too-many-files")
    stream.seek(0)
    is_alone = offset + size == start + at and start + at + TAIL + comment == length
    if not is_alone or stream.read(len(FIRST)) not in (FIRST, LAST):
        raise Unreadable("data-around-archive")


def members(archive: zipfile.ZipFile, limits: Limits, notebook: Notebook) -> list[zipfile.ZipInfo]:
    """The files that H5P would look at, each name once, after every entry was judged."""
    entries = archive.infolist()
    if len(entries) > limits.files:
        raise Unreadable("too-many-files")
    for entry in entries:
        _judge(entry, limits, notebook)
    if notebook.has_errors:
        return []
    return _each_once([e for e in entries if _is_looked_at(e)], notebook)


def _judge(entry: zipfile.ZipInfo, limits: Limits, notebook: Notebook) -> None:
    name = entry.orig_filename  # `filename` is cut at a zero
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if not names.is_safe(name, limits.name):
        notebook.note("unsafe-name", name)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        notebook.note("special-file", name)
    if entry.flag_bits & LOCKED:
        notebook.note("encrypted-file", name)
    if entry.compress_type not in WAYS:
        notebook.note("unsupported-compression", name)
    if entry.file_size > limits.one_file:
        notebook.note("file-size-too-large", name)


def _is_looked_at(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename
    return not (entry.is_dir() or names.is_passed_over(name) or names.is_loose(name))


def _each_once(entries: list[zipfile.ZipInfo], notebook: Notebook) -> list[zipfile.ZipInfo]:
    last, alike = {}, {}
    for entry in entries:
        name = entry.filename
        if name in last:
            notebook.note(_code_of_second(name), name)
        elif alike.setdefault(names.same_to_the_eye(name), name) != name:
            notebook.note("names-too-alike", name)
        last[name] = entry
    return list(last.values())


def _code_of_second(name: str) -> str:
    is_needed = name in ("h5p.json", "content/content.json") or names.library_folder(name)
    return "duplicate-file" if is_needed else "duplicate-content-file"


class Meter:
    """Counts what comes out of the stream, over all files."""

    def __init__(self, limits: Limits):
        self.limits, self.total = limits, 0

    def chunks(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        size = 0
        for chunk in _raw(archive, entry):
            size += len(chunk)
            self.total += len(chunk)
            self._check(entry, size)
            yield chunk
        if size != entry.file_size:
            raise Unreadable("damaged-file", entry.filename)

    def _check(self, entry: zipfile.ZipInfo, size: int) -> None:
        if size > self.limits.one_file:
            raise Unreadable("file-size-too-large", entry.filename)
        if self.total > self.limits.all_files:
            raise Unreadable("total-size-too-large", entry.filename)
        if size > self.limits.ratio_from and size > entry.compress_size * self.limits.ratio:
            raise Unreadable("ratio-too-high", entry.filename)


def _raw(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Only the reading is guarded: what a taker of the chunks raises is not the archive's fault."""
    file = None
    try:
        while True:
            try:
                file = file or archive.open(entry)
                chunk = file.read(CHUNK)
            except BROKEN:
                raise Unreadable("damaged-file", entry.filename) from None
            if not chunk:
                return
            yield chunk
    finally:
        if file:
            file.close()
