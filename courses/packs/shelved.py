"""The packs there are to take in: those that ship with the site, and those that somebody sent."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from courses.models import ReceivedPack
from courses.packs import checking, parcel
from courses.packs.cover import cover
from courses.packs.messages import languages
from courses.packs.problems import PackRefused, Problem
from courses.packs.source import Pack, readable
from office import audit

FOLDER = "packs"


class NotHere(Exception):
    """There is no pack of this name on the shelf."""


@dataclass(frozen=True)
class Facts:
    """What a shelf says of a pack. `covers` is [language, title, summary] for each it has."""

    key: str
    slug: str
    source: str
    languages: list[str]
    minutes: int
    lessons: int
    licence: str
    credits: list[str] = field(default_factory=list)
    level: int | None = None  # the age of a reader who manages it
    covers: list[list[str]] = field(default_factory=list)

    def cover_in(self, language: str) -> tuple[str, str, str]:
        """The language, title and summary for a reader of that language."""
        mine = [tuple(each) for each in self.covers if each[0] == language]
        return (mine or [tuple(self.covers[0])])[0]


@dataclass(frozen=True)
class Shelved:
    """`name` is its own on the shelf; `received_at` is empty for what ships with the site."""

    name: str
    facts: Facts
    received_at: datetime | None = None


def all_of_them() -> list[Shelved]:
    """Shipped ones first, by name; then received ones, the newest first. One statement."""
    rows = ReceivedPack.objects.order_by("-received_at", "-pk")
    return [*_shipped(), *(_received(row) for row in rows)]


def find(name: str) -> Shelved:
    """Raises NotHere."""
    shipped = next((each for each in _shipped() if each.name == name), None)
    return shipped or _received(_row(name))


@contextmanager
def opened(name: str) -> Iterator[Path]:
    """Its folder, for the while. Raises NotHere, and PackRefused where its file is broken."""
    if name in _folders():
        yield _folders()[name]
        return
    row = _row(name)
    with TemporaryDirectory(prefix="pack-") as folder:
        file = Path(folder) / "pack.zip"
        try:
            with default_storage.open(row.path, "rb") as kept:
                file.write_bytes(kept.read())
        except OSError:
            raise NotHere from None
        with parcel.opened(file) as unpacked:
            yield unpacked


def receive(file: File, *, by, at: datetime) -> tuple[Shelved | None, list[Problem]]:
    """Keep a pack that was sent, or say what is wrong with it. The same one comes once."""
    if file.size > parcel.LARGEST:
        return None, [Problem(Path(file.name).name, 0, "The file is larger than a pack may be.")]
    with TemporaryDirectory(prefix="pack-") as folder:
        copy = Path(folder) / "pack.zip"
        with copy.open("wb") as out:
            for chunk in file.chunks():
                out.write(chunk)
        _title, problems = checking.check(copy)
        if any(not problem.is_warning for problem in problems):
            return None, [each for each in problems if not each.is_warning]
        with parcel.opened(copy) as unpacked:
            facts = facts_of(unpacked)
        return _keep(copy, facts, by=by, at=at), []


@transaction.atomic
def _keep(copy: Path, facts: Facts, *, by, at: datetime) -> Shelved:
    with copy.open("rb") as content:
        mark = hashlib.file_digest(content, "sha256").hexdigest()
    known = ReceivedPack.objects.filter(mark=mark).first()
    if known:
        return _received(known)
    name = uuid4()
    with copy.open("rb") as content:
        path = default_storage.save(f"{FOLDER}/{name}.zip", File(content))
    facts_kept = {"name": name, "path": path, "facts": asdict(facts), "received_at": at}
    row, is_new = ReceivedPack.objects.get_or_create(mark=mark, defaults=facts_kept)
    if is_new:
        audit.note("received pack", by=by, object_kind="course pack", object_key=name, at=at)
    else:  # somebody sent the same meanwhile
        default_storage.delete(path)
    return _received(row)


@transaction.atomic
def remove(name: str, *, by, at: datetime | None = None) -> None:
    """What was received only; a course that was made from it stays."""
    row = _row(name)
    row.delete()
    audit.note("removed pack", by=by, object_kind="course pack", object_key=name, at=at)
    transaction.on_commit(lambda: default_storage.delete(row.path))


def facts_of(folder: Path) -> Facts:
    """Raises PackRefused."""
    pack = readable(folder)
    spoken = [pack.source, *sorted(languages(pack))]
    each = (lesson for module in pack.modules for lesson in module.lessons)
    lessons = [lesson for lesson in each if not lesson.only_way_round]  # as learners count them
    return Facts(
        key=str(pack.key),
        slug=pack.slug,
        source=pack.source,
        languages=spoken,
        minutes=sum(lesson.minutes for lesson in lessons),
        lessons=len(lessons),
        licence=pack.licence,
        credits=list(pack.credits),
        level=pack.level,
        covers=_covers(pack, folder, spoken),
    )


def _covers(pack: Pack, folder: Path, spoken: list[str]) -> list[list[str]]:
    first = [pack.source, pack.title, pack.summary]
    others = [cover.__wrapped__(folder, code) for code in spoken[1:]]
    return [
        first,
        *([each.lang, each.title, each.summary] for each in others if each.lang != pack.source),
    ]


def _folders() -> dict[str, Path]:
    found = sorted((settings.ROOT / "content").glob("*/course.md"))
    return {file.parent.name: file.parent for file in found}


def _shipped() -> list[Shelved]:
    return [each for folder in _folders().values() if (each := _of_folder(folder))]


@lru_cache(maxsize=64)
def _of_folder(folder: Path) -> Shelved | None:
    """Kept: what ships changes with an edition only. A broken one is not offered."""
    try:
        return Shelved(folder.name, facts_of(folder))
    except PackRefused:
        return None


def _row(name: str) -> ReceivedPack:
    try:
        row = ReceivedPack.objects.filter(name=UUID(str(name))).first()
    except ValueError:
        row = None
    if row is None:
        raise NotHere
    return row


def _received(row: ReceivedPack) -> Shelved:
    return Shelved(str(row.name), Facts(**row.facts), row.received_at)
