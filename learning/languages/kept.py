"""Which languages were added to those that ship: one small file, read by settings at the start.

Settings import this, so it knows nothing of the apps.
"""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import global_settings
from django.conf.locale import LANG_INFO

FILE = "languages.json"


def addable() -> dict[str, str]:
    """What Django itself speaks, so that dates and forms do, too: code and own name."""
    codes = [code for code, _name in global_settings.LANGUAGES]
    return {code: LANG_INFO[code]["name_local"] for code in codes if code in LANG_INFO}


def added(state: Path) -> list[str]:
    """The codes in the order in which they came. A file that can't be read adds nothing."""
    codes, known = _read(state).get("added", []), addable()
    if not isinstance(codes, list):
        return []
    return list(dict.fromkeys(code for code in codes if isinstance(code, str) and code in known))


def stamp(state: Path) -> str:
    """Another one whenever what running processes have read is old."""
    return str(_read(state).get("stamp", ""))


def add(state: Path, code: str) -> bool:
    """Whether it was new."""
    with _alone(state):
        codes = added(state)
        if code not in codes:
            _write(state, [*codes, code])
        return code not in codes


def draw_new_stamp(state: Path) -> None:
    with _alone(state):
        _write(state, added(state))


def is_said_by_environment() -> bool:
    """Whether LANGUAGES says it all, and this file nothing."""
    return any(os.environ.get(name) for name in ("LANGUAGES", "LANGUAGES_FILE"))


def _read(state: Path) -> dict:
    try:
        known = json.loads((state / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}


def _write(state: Path, codes: list[str]) -> None:
    draft = state / f".{FILE}.{os.getpid()}"
    with draft.open("w", encoding="utf-8") as out:
        json.dump({"added": codes, "stamp": secrets.token_hex(8)}, out)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(state / FILE)


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    """Two who add at once must not lose one another's language."""
    with (state / f".{FILE}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
