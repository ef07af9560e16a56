"""Files of a course on their way into a pack: each content once, under the name that it came with.

Contents are only ever read in pieces; nothing of a film stands in memory whole.
"""

import hashlib
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from tempfile import TemporaryFile
from typing import IO

from django.core.files.storage import default_storage
from django.utils.text import slugify
from wagtail.documents.models import Document
from wagtail.images import get_image_model

from courses.h5p import store
from courses.models import H5PActivity, H5PPackage
from office.clips import Clip

MADE_AT = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
PLAIN_FILE = 0o644 << 16
PIECE = 64 * 1024


@dataclass(frozen=True)
class Kept:
    """A clip as a pack names its files."""

    file: str
    small: str
    seconds: int
    captions: tuple[str, ...]


@dataclass(frozen=True)
class Play:
    """An activity as a pack names it; one that ships with the site by that name alone."""

    file: str
    title: str
    language: str
    own: str = ""


class Media:
    """`known` are names by the SHA-256 of a content, `packages` digests of packages by that of
    their file, both as imports brought them."""

    def __init__(self, known: dict[str, str], packages: dict[str, str]):
        self.known = dict(known)
        self.prints = {package: mark for mark, package in packages.items()}
        self.files: dict[str, str | H5PPackage] = {}  # by name: a path in the store, or a package
        self.marks: dict[str, str] = {}  # by name
        self._rows: dict[tuple, object] = {}

    def picture(self, pk: int | None) -> str:
        """The name of a drawing's file; empty where it is gone."""
        return self._file(get_image_model(), pk)

    def document(self, pk: int | None) -> str:
        return self._file(Document, pk)

    def clip(self, pk: int | None) -> Kept | None:
        return self._once(("clip", pk), lambda: self._clip(pk)) if pk else None

    def activity(self, pk: int | None) -> Play | None:
        return self._once(("activity", pk), lambda: self._activity(pk)) if pk else None

    def copy(self, name: str, out: IO[bytes]) -> None:
        with opened(self.files[name]) as content:
            shutil.copyfileobj(content, out, PIECE)

    # --- one of each kind
    def _file(self, model, pk: int | None) -> str:
        return self._once((model, pk), lambda: self._named(model, pk)) if pk else ""

    def _named(self, model, pk: int) -> str:
        row = model.objects.filter(pk=pk).first()
        return self._keep(row.file.name) if row and default_storage.exists(row.file.name) else ""

    def _clip(self, pk: int) -> Kept | None:
        row = Clip.objects.filter(pk=pk).prefetch_related("tracks").first()
        if row is None or not default_storage.exists(row.file.name):
            return None
        file = self._keep(row.file.name)
        small = self._keep(row.small_file.name) if row.small_file else ""
        captions = []
        for track in sorted(row.tracks.all(), key=lambda each: each.language):
            name = f"{PurePath(file).stem}.{track.language}.vtt"
            self._put(name, track.file.name, digest(track.file.name))
            captions.append(name)
        return Kept(file, small, int(row.duration or 0), tuple(captions))

    def _activity(self, pk: int) -> Play | None:
        row = H5PActivity.objects.filter(pk=pk).select_related("package").first()
        if row is None:
            return None
        if row.own:
            return Play("", "", row.language, row.own)
        mark = self.prints.get(row.package.digest) or digest(row.package)
        name = self._name(slugify(row.title) or "activity", ".h5p", mark)
        self._put(name, row.package, mark)
        return Play(name, row.title, row.language)

    # --- names
    def _once(self, key: tuple, find):
        if key not in self._rows:
            self._rows[key] = find()
        return self._rows[key]

    def _keep(self, stored: str) -> str:
        mark, path = digest(stored), PurePath(stored)
        name = self._name(slugify(path.stem) or "file", path.suffix.lower(), mark)
        self._put(name, stored, mark)
        return name

    def _name(self, stem: str, suffix: str, mark: str) -> str:
        if mark in self.known and PurePath(self.known[mark]).suffix.lower() == suffix:
            return self.known[mark]
        taken = {*self.known.values(), *self.files}
        names = (
            f"{stem}{f'-{number}' if number else ''}{suffix}" for number in range(len(taken) + 2)
        )
        name = next(each for each in names if each not in taken)
        self.known[mark] = name
        return name

    def _put(self, name: str, content: "str | H5PPackage", mark: str) -> None:
        self.files[name], self.marks[name] = content, mark


def digest(content: "str | H5PPackage | Path") -> str:
    """SHA-256; of a package in its canonical form."""
    with opened(content) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def opened(content: "str | H5PPackage | Path") -> Iterator[IO[bytes]]:
    if isinstance(content, H5PPackage):
        with TemporaryFile() as file:
            pack(_files(content), file)
            file.seek(0)
            yield file
    elif isinstance(content, Path):
        with content.open("rb") as file:
            yield file
    else:
        with default_storage.open(content, "rb") as file:
            yield file


def _files(package: H5PPackage) -> Iterator[tuple[str, object]]:
    rows = package.files.order_by("path").values_list("path", "blob_id")
    for path, blob in sorted(rows):
        yield path, lambda blob=blob: default_storage.open(store.path_of(blob), "rb")


def pack(files: Iterator[tuple[str, object]], out: IO[bytes]) -> None:
    """A zip that is always the same bytes; `files` give names, and what opens each, in order."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, open_it in files:
            with open_it() as content, archive.open(entry(name), "w") as packed:
                shutil.copyfileobj(content, packed, PIECE)


def entry(name: str) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name, MADE_AT)
    found.compress_type, found.external_attr = zipfile.ZIP_DEFLATED, PLAIN_FILE
    found.create_system = 3  # the same on every system that packs
    return found


@contextmanager
def repacked(file: Path) -> Iterator[IO[bytes]]:
    """The same package as it would be exported; it was checked before."""
    with zipfile.ZipFile(file) as archive, TemporaryFile() as out:
        names = sorted({name for name in archive.namelist() if not name.endswith("/")})
        pack(((name, lambda name=name: archive.open(name)) for name in names), out)
        out.seek(0)
        yield out
