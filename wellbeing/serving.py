"""What the room is made of: its files as they were written, and a page per language around them.

Files lie in build/room (tools/room.mjs) and are read anew when one of them changes. The page has
nothing of a person, an organisation or a site in it: it is made without a request and without any
context processor, so that everybody gets the same bytes and anybody can compare them.
"""

import base64
import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

TEMPLATE, ENTRY, WORDS = "wellbeing/shell.html", "main.js", "words/"
ASSETS = "/notes/-/"
SHEETS = (
    "css/fonts.css",
    "css/tokens.css",
    "css/base.css",
    "css/components/arrow.css",
    "css/components/button.css",
    "css/components/field.css",
    "css/components/exit.css",
    "css/components/skip.css",
    "room.css",
)
NOT_OF_PAGE = ("-worker.js", ".umd.min.js")  # scripts that only the worker loads
KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8",
}
WORTH_PACKING = 1_000  # bytes
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class File:
    """One file of the room; `path` is what follows /notes/-/."""

    path: str
    body: bytes

    @property
    def kind(self) -> str:
        return KINDS.get(Path(self.path).suffix, "application/octet-stream")

    @cached_property
    def sha256(self) -> bytes:
        return hashlib.sha256(self.body).digest()

    @property
    def integrity(self) -> str:
        return f"sha256-{base64.b64encode(self.sha256).decode()}"

    @cached_property
    def packed(self) -> bytes | None:
        """gzip, where that is worth it; the fonts are packed by themselves."""
        if len(self.body) < WORTH_PACKING or self.path.endswith(".woff2"):
            return None
        return gzip.compress(self.body, mtime=0)


def files() -> Mapping[str, File]:
    return _files(_stamp())


def shell(language: str) -> bytes:
    """The page in this language, one of languages()."""
    return _shell(language, _stamp())


def takeaway(language: str) -> bytes:
    """The room in one file, in this language."""
    return _takeaway(language, _stamp())


def paper(language: str) -> bytes:
    """The blank check for paper, in this language."""
    return _paper(language, _stamp())


def manifest() -> dict[str, str]:
    """SHA-256 in hex of all that the room serves, by its address."""
    found = {f"{ASSETS}{path}": file.sha256.hex() for path, file in files().items()}
    for code in languages():
        found[f"/{code}/notes/"] = hashlib.sha256(shell(code)).hexdigest()
        found[f"{ASSETS}notes-{code}.html"] = hashlib.sha256(takeaway(code)).hexdigest()
        found[f"{ASSETS}paper-{code}.html"] = hashlib.sha256(paper(code)).hexdigest()
    return dict(sorted(found.items()))


def languages() -> dict[str, str]:
    """All that ship, whichever a site uses: else the page would differ from site to site."""
    return settings.ALL_LANGUAGES


def modules(language: str) -> list[File]:
    """The scripts of the page: all but the worker's, and of word lists only this language's.

    Each is named in the page with its hash, because what a script imports has none of its own.
    """
    ours = [file for path, file in files().items() if path.endswith(".js")]
    ours = [file for file in ours if not file.path.endswith(NOT_OF_PAGE)]
    others = {f"{WORDS}{code}.js" for code in languages()} - {f"{WORDS}{language}.js"}
    return [file for file in ours if file.path not in others]


def _stamp() -> Stamp:
    folder = Path(settings.ROOM_FILES)
    found = sorted(file for file in folder.rglob("*") if file.is_file())
    stats = [(str(file), file.stat()) for file in found]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


@lru_cache(maxsize=2)
def _files(stamp: Stamp) -> Mapping[str, File]:
    folder = Path(settings.ROOM_FILES)
    paths = [Path(name) for name, _when, _size in stamp]
    read = [File(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]
    return {file.path: file for file in read}


@lru_cache(maxsize=16)
def _shell(language: str, stamp: Stamp) -> bytes:
    known = files()
    context = {
        "language": language,
        "languages": [{"code": code, "name": name} for code, name in languages().items()],
        "modules": [file for file in modules(language) if file.path != ENTRY],
        "entry": known.get(ENTRY),
        "sheets": [known[path] for path in SHEETS if path in known],
    }
    with translation.override(language):
        return get_template(TEMPLATE).template.render(Context(context)).encode()


@lru_cache(maxsize=8)
def _takeaway(language: str, stamp: Stamp) -> bytes:
    from wellbeing import takeaway  # noqa: PLC0415  it is made of what stands here

    return takeaway.page(language)


@lru_cache(maxsize=8)
def _paper(language: str, stamp: Stamp) -> bytes:
    from wellbeing import paper  # noqa: PLC0415  likewise

    return paper.page(language)
