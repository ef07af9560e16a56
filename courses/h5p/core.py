"""H5P's own player as it is served: h5p-standalone, untouched, and our small programs around it.

Its address bears the digest of all of it, so a browser keeps it until the next release.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

HOME = settings.ROOT / "build" / "player"


@cache
def mark() -> str:
    """Of all its files."""
    every = sorted(path for path in HOME.rglob("*") if path.is_file())
    digests = (hashlib.sha256(path.read_bytes()).digest() for path in every)
    return hashlib.sha256(b"".join(digests)).hexdigest()[:12]


def file(name: str) -> Path | None:
    """The file of that name, if the player has one."""
    path = (HOME / name).resolve()
    return path if path.is_relative_to(HOME.resolve()) and path.is_file() else None
