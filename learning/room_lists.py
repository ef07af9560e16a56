"""The lists that the private room reads: one signed file, so that neither side imports the other.

A file, and not a table or an endpoint: the room can ask the site for nothing, and the site learns
nothing of who reads. Its shape is written down in `docs/private-room.md`; `wellbeing.lists` reads
it. The sweep compares it with what is so, and writes it anew where it differs, so that no change is
lost, whoever made it; what changes the lists only hurries the sweep (`office.nudge`).
"""

import json
import logging
import os
import tempfile
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from office import signing, support
from office.instruments import published_definitions
from people.api import User

logger = logging.getLogger(__name__)

FORMAT = "room-lists/1"
TENS = 10  # accounts are told in tens: the file must not tell on which day somebody came


def publish(*, on: date | None = None) -> Path:
    """Write the file anew, whole or not at all. Raises signing.NoKey, OSError."""
    text = json.dumps(contents(on=on or timezone.localdate()), ensure_ascii=False)
    file = Path(settings.ROOM_LISTS)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.parent.chmod(0o700)
    _put(file, json.dumps(_signed(text)))
    return file


def see_to_it(*, on: date | None = None) -> bool:
    """Publish where the file is missing, of another day, or says what is not so any more. What goes
    wrong is noted and tried again at the next sweep. Says whether it was written."""
    on = on or timezone.localdate()
    try:
        if _is_as_it_should_be(on):
            return False
        publish(on=on)
    except signing.NoKey:
        logger.error("the room's lists are not published: SIGNING_KEYS holds no key for them")
        return False
    except OSError as problem:
        logger.error("the room's lists are not published: %s", type(problem).__name__)
        return False
    return True


def contents(*, on: date) -> dict:
    """What the file says. Nothing in it is about one person but work contacts that are public."""
    return {
        "format": FORMAT,
        "made_on": on.isoformat(),
        "accounts": _accounts(),
        "site": settings.SITE_URL,
        "is_open": support.room_is_open(),
        "support": [support.as_published(each) for each in support.listed()],
        "checks": published_definitions(),
    }


def _accounts() -> int:
    """Active ones, up to the next ten."""
    count = User.objects.filter(is_active=True, retired_at=None).count()
    return -(-count // TENS) * TENS


def _signed(text: str) -> dict[str, str]:
    key = signing.signer(signing.ROOM)
    return {
        "body": text,
        "key": key.public_key().public_bytes_raw().hex(),
        "signature": key.sign(text.encode()).hex(),
    }


def _is_as_it_should_be(on: date) -> bool:
    """By today's key, too: an old one may be about to go."""
    key = signing.signer(signing.ROOM).public_key().public_bytes_raw().hex()
    try:
        envelope = json.loads(Path(settings.ROOM_LISTS).read_bytes())
        return envelope["key"] == key and json.loads(envelope["body"]) == contents(on=on)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return False


def _put(file: Path, text: str) -> None:
    """Beside it first, then in its place: a reader finds the old or the new, also after a crash."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".lists-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as new:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
