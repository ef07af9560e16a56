"""The keys that sign badges: as programs name them (did:key), as the library takes them (PEM)."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from openbadgeslib.ob3.did import did_key_from_pem

from office import signing


def did_of(key: Ed25519PublicKey) -> str:
    return did_key_from_pem(public_pem(key))


def known_by_did() -> dict[str, Ed25519PublicKey]:
    """Every key that this site signs or signed badges with, the one in use first."""
    return {did_of(key): key for key in signing.public_keys(signing.BADGES)}


def private_pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
