"""A badge that somebody brings: whether this site signed it, and how it stands."""

import json
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.exceptions import ValidationError
from openbadgeslib import ob3
from openbadgeslib.errors import LibOpenBadgesException

from certification.badges.keys import known_by_did, public_pem
from certification.models import Share

PNG = b"\x89PNG\r\n\x1a\n"
MOST = 2_000_000  # bytes
OUT_OF_ITS_DAYS = ("Credential has expired (", "Credential is not yet valid (")


class Refused(Exception):
    """A short English sentence: it is no badge of this site, or it was changed."""


def share_of(content: bytes) -> Share:
    """The showing that a file stands for, JSON or a baked PNG. Raises Refused."""
    document = document_in(content)
    check(document)
    key = str(document.get("id", "")).removeprefix("urn:uuid:")
    try:
        row = Share.objects.filter(pk=key, taken_back_at=None).first()
    except ValidationError:
        row = None
    if row is None:
        raise Refused("It is not known here.")
    return row


def document_in(content: bytes) -> dict:
    """Raises Refused."""
    if len(content) > MOST:
        raise Refused("It is too large.")
    try:
        text = extracted(content) if content.startswith(PNG) else content.decode()
        found = json.loads(text)
    except Exception as problem:  # an edge: a reader of pictures, over anybody's bytes
        raise Refused(f"It can't be read ({type(problem).__name__}).") from None
    if not isinstance(found, dict):
        raise Refused("It is no badge.")
    return found


def extracted(png: bytes) -> str:
    from openbadgeslib.ob3 import OB3Verifier  # noqa: PLC0415

    return OB3Verifier.extract_token_from_png(png)


def check(document: dict) -> None:
    """Its proof is of a key of this site, and every byte is as it was signed. Raises Refused.

    Its days are not judged: a file may be years old, and the site knows how its row stands.
    """
    pem = public_pem(_signer_of(document, "It was signed by somebody else."))
    try:
        ob3.OB3LdpVerifier(pubkey_pem=pem).verify(document)
    except (LibOpenBadgesException, ValueError, KeyError, TypeError) as problem:
        # The library judges days last, after every byte, and says so in no other way.
        if not str(problem).startswith(OUT_OF_ITS_DAYS):
            raise Refused(f"It was changed ({type(problem).__name__}).") from None


def _signer_of(document: dict, otherwise: str) -> Ed25519PublicKey:
    """The key of this site that the proof names. Raises Refused."""
    proof = document.get("proof")
    method = str(proof.get("verificationMethod", "")) if isinstance(proof, dict) else ""
    key = known_by_did().get(method.partition("#")[0])
    if key is None:
        raise Refused(otherwise)
    return key


def is_on_list(index: int, document: dict, *, at: datetime) -> bool:
    """Whether a status list says that this place was taken back. Raises Refused where the list is
    not ours, was changed, or is past its last day: then it says nothing about anybody."""
    key = _signer_of(document, "The list was signed by somebody else.")
    try:
        ob3.verify_data_integrity_proof(document, public_pem(key))
    except Exception as problem:  # an edge: a reader of linked data, over anybody's bytes
        raise Refused(f"The list was changed ({type(problem).__name__}).") from None
    until = datetime.fromisoformat(document["validUntil"].replace("Z", "+00:00"))
    if until <= at:
        raise Refused("The list is too old.")
    return index in ob3.set_indices(ob3.decode_encoded_list(_bits(document)))


def _bits(document: dict) -> str:
    return document["credentialSubject"]["encodedList"]
