"""A chain of signed links: made here, and checked from what was exported alone. Pure.

A link is `{sequence, previous, event, content, answers}`; its digest is the SHA-256 of its
canonical bytes, and the site signs these bytes with Ed25519 (RFC 8032). `previous` is the digest
of the link before. What this proves: that this site kept these very words in this very order. What
it does not: that they were true.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from office.signing import key_id
from supervision.canonical import canonical

NOTHING_BEFORE = "0" * 64


class Broken(Exception):
    """The chain does not hold. `sequence` is where, `why` a short word."""

    def __init__(self, sequence: int, why: str):
        super().__init__(f"{why} at {sequence}")
        self.sequence, self.why = sequence, why


@dataclass(frozen=True)
class Link:
    """`answers` are `{"by": uuid or None, "said": word, "at": ISO moment}`, in their order."""

    sequence: int
    previous: str
    event: str
    content: dict
    answers: tuple[dict, ...]

    def to_bytes(self) -> bytes:
        return canonical(
            {
                "sequence": self.sequence,
                "previous": self.previous,
                "event": self.event,
                "content": self.content,
                "answers": list(self.answers),
            }
        )

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.to_bytes()).hexdigest()


@dataclass(frozen=True)
class Signed:
    link: Link
    digest: str
    key_id: str
    signature: str  # base64


def sign(link: Link, key: Ed25519PrivateKey) -> Signed:
    signature = base64.b64encode(key.sign(link.to_bytes())).decode()
    return Signed(link, link.digest, key_id(key.public_key()), signature)


def check(chain: Sequence[Signed], keys: Iterable[Ed25519PublicKey]) -> None:
    """Raises Broken where the first link does not hold."""
    known = {key_id(key): key for key in keys}
    before = NOTHING_BEFORE
    for n, signed in enumerate(chain, start=1):
        _check_link(n, signed, before, known)
        before = signed.digest


def _check_link(n: int, signed: Signed, before: str, known: dict[str, Ed25519PublicKey]) -> None:
    if signed.link.sequence != n:
        raise Broken(n, "missing")
    if signed.link.previous != before:
        raise Broken(n, "order")
    check_one(signed, known)


def check_one(signed: Signed, known: Mapping[str, Ed25519PublicKey]) -> None:
    """One link by itself, wherever it stands; `known` are keys by their id. Raises Broken."""
    n = signed.link.sequence
    if signed.link.digest != signed.digest:
        raise Broken(n, "changed")
    key = known.get(signed.key_id)
    if key is None:
        raise Broken(n, "unknown key")
    try:
        key.verify(base64.b64decode(signed.signature, validate=True), signed.link.to_bytes())
    except (InvalidSignature, ValueError):
        raise Broken(n, "signature") from None
