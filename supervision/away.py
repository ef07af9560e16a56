"""Written without a network: sealed in the browser to a key of the site, opened here alone.

The browser makes a P-256 pair for each entry and forgets its private half, so that the phone can't
open what it keeps. Key: HKDF-SHA256 over the shared secret (RFC 5869, no salt), bound to both
public halves. Box: AES-256-GCM, bound to the version, the person and the entry's own UUID. Nobody
else's entry, and no entry under another UUID, opens.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import transaction

from office import due
from people.api import User
from supervision import parties
from supervision.models import Mailbox

VERSION = 1
CURVE = ec.SECP256R1()
NEW_AFTER = timedelta(days=30)
KEPT_FOR = timedelta(days=90)
MAILBOX_DUE = "supervision.mailbox"
IV_BYTES = 12


class CannotOpen(Exception):
    """It was not sealed by this person for this entry, or it is broken."""


class TooOld(CannotOpen):
    """The key that it was sealed to is gone."""


@dataclass(frozen=True)
class Box:
    """What a phone keeps. `uuid` is the entry's, `half` the browser's raw public point."""

    uuid: UUID
    key: UUID
    half: bytes
    iv: bytes
    sealed: bytes


# --- keys


def current_key(*, at: datetime) -> Mailbox:
    """The newest, made where there is none or it is thirty days old."""
    newest = Mailbox.objects.filter(made_at__gt=at - NEW_AFTER).order_by("-made_at", "pk").first()
    return newest or _new_key(at)


def _new_key(at: datetime) -> Mailbox:
    private = ec.generate_private_key(CURVE)
    number = private.private_numbers().private_value.to_bytes(32, "big")
    with transaction.atomic():
        made = Mailbox.objects.create(
            public=to_text(_raw(private.public_key())), private=to_text(number), made_at=at
        )
        due.add(MAILBOX_DUE, key=made.pk, at=at + NEW_AFTER + KEPT_FOR)
    return made


def settle(key: str, *, at: datetime) -> None:
    """A key goes when its time is over; asked too early, it stays and is asked again."""
    mailbox = Mailbox.objects.filter(pk=key).first()
    if mailbox is None:
        return
    end = mailbox.made_at + NEW_AFTER + KEPT_FOR
    if at >= end:
        mailbox.delete()
    else:
        due.add(MAILBOX_DUE, key=key, at=end)


def tag_of(person: User) -> str:
    """By what a phone knows whose a box is: 22 letters that name nobody, and no proof either."""
    name = parties.names_of([person])[person.pk]
    return to_text(hashlib.sha256(b"mainstay away " + name.bytes).digest()[:16])


# --- boxes


def open_box(box: Box, *, by: User) -> bytes:
    """What `by` wrote. Raises TooOld, CannotOpen."""
    mailbox = Mailbox.objects.filter(pk=box.key).first()
    if mailbox is None:
        raise TooOld
    try:
        half = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, box.half)
        secret = _private(mailbox).exchange(ec.ECDH(), half)
        key = key_from(secret, half=box.half, site=from_text(mailbox.public))
        return AESGCM(key).decrypt(box.iv, box.sealed, bound_to(box, tag_of(by)))
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def key_from(secret: bytes, *, half: bytes, site: bytes) -> bytes:
    info = b"mainstay away 1" + half + site
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret)


def bound_to(box: Box, tag: str) -> bytes:
    return f"{VERSION}|{tag}|{box.uuid}|{box.key}".encode()


def read_box(said: object) -> Box:
    """From what came as JSON. Raises CannotOpen."""
    try:
        if not isinstance(said, dict) or said["v"] != VERSION:
            raise CannotOpen
        box = Box(
            UUID(said["uuid"]),
            UUID(said["key"]),
            *(from_text(said[name]) for name in ("half", "iv", "sealed")),
        )
    except (KeyError, ValueError, TypeError, AttributeError):
        raise CannotOpen from None
    if len(box.iv) != IV_BYTES:
        raise CannotOpen
    return box


def to_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _raw(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _private(mailbox: Mailbox) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(from_text(mailbox.private), "big"), CURVE)
