"""A pack as it arrives: a folder, or a zip that is unpacked with suspicion."""

import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from courses.packs.problems import PackRefused

MOST_FILES = 2000
LARGEST = 50 * 1024 * 1024
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,  # a name that is too long, a file where another one needs a folder
)


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The folder of the pack at `path`; a zip is unpacked for the while."""
    if path.is_dir():
        yield path
    elif not path.is_file():
        raise PackRefused(f"There is no pack at {path}.")
    else:
        with TemporaryDirectory(prefix="pack-") as folder:
            _unpack(path, Path(folder))
            yield _top(Path(folder))


def _unpack(path: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            _check(members, path)
            for member in members:
                _write(archive, member, folder)
    except UNREADABLE:
        raise PackRefused(f"{path.name} is not a zip that can be read.") from None


def _check(members: list[zipfile.ZipInfo], path: Path) -> None:
    if len(members) > MOST_FILES or sum(m.file_size for m in members) > LARGEST:
        raise PackRefused(f"{path.name} holds more than a course pack may.")
    if len({m.filename.lower() for m in members}) < len(members):
        raise PackRefused(f"{path.name} holds two files of one name.")
    for member in members:
        place = PurePosixPath(member.filename)
        is_link = stat.S_ISLNK(member.external_attr >> 16)
        strange = any(part == ".." or "\\" in part or ":" in part for part in place.parts)
        if is_link or strange or place.is_absolute():
            raise PackRefused(f"{path.name} holds a file that would land outside its folder.")


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> None:
    """No more than was announced: a zip can lie about the size of what it holds."""
    target = folder / member.filename
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as packed, target.open("xb") as out:
        content = packed.read(member.file_size + 1)
        if len(content) > member.file_size:
            raise zipfile.BadZipFile
        out.write(content)


def _top(folder: Path) -> Path:
    """The pack itself, where the zip wraps it in one folder."""
    entries = [entry for entry in folder.iterdir() if entry.name != "__MACOSX"]
    is_wrapped = len(entries) == 1 and entries[0].is_dir()
    return entries[0] if is_wrapped and not (folder / "course.md").exists() else folder
