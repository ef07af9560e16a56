"""Activities that ship with the site: a pack names one, and each reader plays it in their language.

They are built here from content/h5p, as `manage.py h5p build` does: no pack holds their files.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

from django.conf import settings

from courses import h5p
from courses.h5p import building
from courses.h5p.brought import digest_of
from courses.packs.lines import Lines
from courses.packs.problems import Notebook

if TYPE_CHECKING:
    from courses.packs.source import Pack

HOME = settings.ROOT / "content" / "h5p"


@dataclass(frozen=True)
class Own:
    """One of them in one language."""

    name: str
    language: str

    @property
    def file(self) -> str:
        return f"{self.name}.{self.language}.h5p"

    @cached_property
    def _files(self) -> building.Files:
        return building.files(HOME, self.name, self.language)

    @cached_property
    def package(self) -> bytes:
        return building.packed(self._files)

    @cached_property
    def digest(self) -> str:
        """As that of the package in the store, so that one is known there before it is packed."""
        prints = {name: hashlib.sha256(data).hexdigest() for name, data in self._files.items()}
        return digest_of(prints)


def mark(name: str) -> str:
    return f"own={name}"


def names() -> list[str]:
    return sorted(building.examples(HOME))


def of(name: str) -> list[Own]:
    """It in each language that it has."""
    return [Own(name, language) for language in building.examples(HOME).get(name, ())]


def used(pack: "Pack") -> list[str]:
    return sorted({each.own for each in pack.packages if each.own})


def check(pack: "Pack", notebook: Notebook) -> None:
    """Each is built and looked at as a package; a warning where a language of the pack lacks it."""
    wanted = {pack.source, *(file.stem for file in (pack.folder / "locale").glob("*.po"))}
    wrong = {name: list(_wrong(name)) for name in used(pack)}
    for file, anchor, name in _standing(pack):
        line = Lines((pack.folder / file).read_text(encoding="utf-8-sig")).find(anchor)
        for words in wrong[name]:
            notebook.note(file, line, words)
        has = {each.language for each in of(name)}
        lacks = sorted(wanted - has)
        if has and lacks:  # one that is not known is told where it is read
            codes = ", ".join(lacks)
            words = f"“{name}” is not there in {codes}; it plays in another language."
            notebook.warn(file, line, words)


def _standing(pack: "Pack") -> Iterator[tuple[str, str, str]]:
    """File, anchor and name of each."""
    for lesson in pack.lessons:
        for block in lesson.blocks:
            if name := getattr(block, "own", ""):
                yield f"{lesson.path}.md", block.anchor, name


def _wrong(name: str) -> Iterator[str]:
    for each in of(name):
        report = h5p.check(BytesIO(each.package), name=each.file)
        for problem in report.errors:
            yield f"{each.file}: {problem.where} {problem.message}"
