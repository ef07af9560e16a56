"""The signed lists that the site publishes for this room: whom to turn to, checks, and how many
accounts there are.

A file, not a table and not an import: neither side can reach further than these words. Shape of the
envelope: `{"body": JSON text, "key": hex, "signature": hex}`, Ed25519 over the UTF-8 of the body,
by a key of SIGNING_KEYS that is for this purpose.
"""

import base64
import json
import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

PURPOSE, FORMAT = "room", "room-lists/1"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Lists:
    """`envelope` as it lies on disk. Without a good file, `is_open` is False and `accounts` 0."""

    envelope: bytes = b""
    is_open: bool = False
    accounts: int = 0


def current() -> Lists:
    file = Path(settings.ROOM_LISTS)
    try:
        stamp = file.stat()
    except OSError:
        return Lists()
    return _read(file, stamp.st_mtime_ns, stamp.st_size, tuple(settings.SIGNING_KEYS))


@lru_cache(maxsize=2)
def _read(file: Path, when: int, size: int, keys: tuple[str, ...]) -> Lists:
    try:
        envelope = file.read_bytes()
        body = opened(envelope, keys)
        return Lists(envelope, body["is_open"] is True, int(body["accounts"]))
    except (OSError, InvalidSignature, ValueError, KeyError, TypeError) as problem:
        logger.error("the lists of the room can't be used: %s", type(problem).__name__)
        return Lists()


def opened(envelope: bytes, keys) -> dict:
    """What stands in it. Raises InvalidSignature; ValueError, KeyError, TypeError: no envelope."""
    parts = json.loads(envelope)
    signer = bytes.fromhex(parts["key"])
    if signer not in {key.public_bytes_raw() for key in public_keys(keys)}:
        raise InvalidSignature
    said = parts["body"].encode()
    Ed25519PublicKey.from_public_bytes(signer).verify(bytes.fromhex(parts["signature"]), said)
    body = json.loads(said)
    if body["format"] != FORMAT:
        raise ValueError(body["format"])
    return body


def public_keys(entries) -> list[Ed25519PublicKey]:
    """Of the entries for this purpose and for all: `room:…` or without a word before it."""
    pairs = (entry.rpartition(":") for entry in entries)
    texts = [text for own, _, text in pairs if own in ("", PURPOSE)]
    raw = (base64.urlsafe_b64decode(text) for text in texts)
    return [Ed25519PrivateKey.from_private_bytes(each).public_key() for each in raw]
