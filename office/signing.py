"""The site's own Ed25519 keys, each for one purpose or for all; the first one of a purpose signs.

An entry of SIGNING_KEYS is 32 bytes in URL-safe base64, with its purpose before it where it has
one (`badges:…`). Its id is drawn from its public half, so that nobody has to invent one.
"""

import base64
import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

HOURS, BADGES, ROOM = "hours", "badges", "room"
PURPOSES = (HOURS, BADGES, ROOM)


class NoKey(Exception):
    """SIGNING_KEYS holds none for this purpose."""


def keys_for(purpose: str) -> list[Ed25519PrivateKey]:
    """Those of the purpose and those of all, in their order."""
    pairs = (_split(entry) for entry in settings.SIGNING_KEYS)
    return [_key(text) for own, text in pairs if own in ("", purpose)]


def signer(purpose: str) -> Ed25519PrivateKey:
    """Raises NoKey."""
    found = keys_for(purpose)
    if not found:
        raise NoKey(purpose)
    return found[0]


def key_called(name: str, purpose: str) -> Ed25519PrivateKey | None:
    """The key with this id, if SIGNING_KEYS still holds it for the purpose."""
    return next((key for key in keys_for(purpose) if key_id(key.public_key()) == name), None)


def public_keys(purpose: str) -> list[Ed25519PublicKey]:
    return [key.public_key() for key in keys_for(purpose)]


def ring() -> list[dict[str, str]]:
    """Each entry without its secret: id and purpose, in their order."""
    pairs = (_split(entry) for entry in settings.SIGNING_KEYS)
    return [{"id": key_id(_key(text).public_key()), "purpose": own or "all"} for own, text in pairs]


def key_id(key: Ed25519PublicKey) -> str:
    """The first 16 hex digits of the SHA-256 of the raw public key."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]


def _split(entry: str) -> tuple[str, str]:
    purpose, _, text = entry.rpartition(":")
    return purpose, text


def _key(text: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(text))
