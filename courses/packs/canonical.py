"""The one form of a pack in which it can be compared byte for byte: `pack fmt` brings it there.

`export` writes this form, and so an export of an import is what `fmt` makes of the pack. What is
meant never changes by it; obsolete entries of catalogues go.
"""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from courses.packs import media_out, messages, writing
from courses.packs.activities import ENDING
from courses.packs.messages import Message, key_of
from courses.packs.problems import Notebook
from courses.packs.source import Pack, readable

WORDS = "This is not in the canonical form; pack fmt brings it there."


def fmt(folder: Path) -> list[str]:
    """Bring a folder to its canonical form; the names of the files that changed."""
    pack = readable(folder)
    changed = []
    for name, text in texts(pack):
        file = folder / name
        if file.read_bytes() != text.encode():
            file.write_bytes(text.encode())
            changed.append(name)
    for file in _packages(pack):
        if not _is_packed_so(file):
            _pack_anew(file)
            changed.append(f"media/{file.name}")
    return changed


def check(pack: Pack, notebook: Notebook) -> None:
    """A warning at the first line that would be another one."""
    for name, text in texts(pack):
        content = (pack.folder / name).read_bytes()
        if content != text.encode():
            notebook.warn(name, _first_other(content.decode("utf-8", "replace"), text), WORDS)
    for file in _packages(pack):
        if not _is_packed_so(file):
            notebook.warn(f"media/{file.name}", 0, WORDS)


def texts(pack: Pack) -> Iterator[tuple[str, str]]:
    """Name and text of all that is written down: Markdown, then the catalogues."""
    yield from writing.files(pack)
    wanted = list(messages.of_pack(pack))
    for code, file in messages.languages(pack).items():
        living = {key_of(entry): entry for entry in messages.known(file) if not entry.obsolete}
        yield f"locale/{file.name}", catalogue(pack.slug, code, wanted, living)


def catalogue(slug: str, code: str, wanted: list[Message], known: dict) -> str:
    return messages.written(messages.head(slug, code), wanted, known)


def _first_other(old: str, new: str) -> int:
    lines = zip(old.split("\n"), new.split("\n"), strict=False)
    same = next((n for n, (a, b) in enumerate(lines, start=1) if a != b), 0)
    return same or min(old.count("\n"), new.count("\n")) + 1


# --- packages of H5P, which are zips
def _packages(pack: Pack) -> list[Path]:
    named = {each.file for each in pack.packages if each.file.endswith(ENDING)}
    return [pack.folder / "media" / name for name in sorted(named)]


def _is_packed_so(file: Path) -> bool:
    with media_out.repacked(file) as packed:
        digest = hashlib.file_digest(packed, "sha256")
    return digest.hexdigest() == media_out.digest(file)


def _pack_anew(file: Path) -> None:
    new = file.with_name(f".{file.name}.new")
    with media_out.repacked(file) as packed, new.open("wb") as out:
        shutil.copyfileobj(packed, out)
    new.replace(file)
