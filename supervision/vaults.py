"""Keys and locks of notes: AES-256-GCM, and a wrapping by the keys of the site.

A body is a nonce of 12 bytes and what AES-GCM gives; it opens only with its own key, as the note it
was written for (NIST SP 800-38D; the additional data are the ids of note and key, and the kind).
"""

import base64
import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from office import sealed

NONCE_BYTES = 12
KEY_BITS = 256


class Shut(Exception):
    """This key does not open this body, or is destroyed."""


def new_key() -> str:
    """A random key, wrapped."""
    raw = AESGCM.generate_key(bit_length=KEY_BITS)
    return sealed.seal(base64.urlsafe_b64encode(raw).decode())


def bound(note: UUID, key: UUID, kind: str) -> bytes:
    """What a body is bound to: moved to another row, it does not open."""
    return f"mainstay/note/1|{note}|{key}|{kind}".encode()


def lock(wrapped: str, text: str, to: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(_unwrap(wrapped)).encrypt(nonce, text.encode(), to)


def unlock(wrapped: str, body: bytes, to: bytes) -> str:
    """Raises Shut."""
    body = bytes(body)
    try:
        plain = AESGCM(_unwrap(wrapped)).decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], to)
    except (InvalidTag, ValueError):
        raise Shut from None
    return plain.decode()


def _unwrap(wrapped: str) -> bytes:
    if not wrapped:
        raise Shut
    try:
        return base64.urlsafe_b64decode(sealed.unseal(wrapped))
    except sealed.CannotOpen:
        raise Shut from None
