"""Which badges were taken back: a list of bits, each badge at a place that was drawn for it.

A list has 131 072 places, so that whoever asks for it tells us nothing about which badge they look
at. It is signed anew whenever it is asked for, and good for a week: by the key that signed the
badges that name it, whose id stands in its address.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db.models import Q
from openbadgeslib import ob3

from certification.badges.keys import did_of, private_pem
from certification.models import AwardState, Share
from office import signing

SIZE = 131_072  # bits of one list (W3C Bitstring Status List 1.0, section 3.2: at least so many)
FULL = SIZE // 2  # beyond it the next list is begun: places stay easy to draw
GOOD_FOR = timedelta(days=7)
PURPOSE = "revocation"


def entry(index: int, key: Ed25519PublicKey) -> dict:
    """What a badge signed with this key says of its place."""
    return ob3.status_entry(address_of(index // SIZE, key), PURPOSE, index % SIZE)


def address_of(number: int, key: Ed25519PublicKey) -> str:
    return f"{settings.SITE_URL}/badges/status/{signing.key_id(key)}/{number}.json"


def draw_index(taken: Iterable[int]) -> int:
    """A free place in the first list that is not half full."""
    taken = set(taken)
    number = len(taken) // FULL
    while True:
        index = number * SIZE + secrets.randbelow(SIZE)
        if index not in taken:
            return index


def free_index() -> int:
    rows = Share.objects.exclude(badge_index=None)
    return draw_index(rows.values_list("badge_index", flat=True))


def ended(number: int) -> list[int]:
    """Places in that list whose award or showing was taken back. One statement."""
    first = number * SIZE
    rows = Share.objects.filter(badge_index__gte=first, badge_index__lt=first + SIZE)
    gone = rows.filter(~Q(taken_back_at=None) | ~Q(award__state=AwardState.VALID))
    return [index - first for index in gone.values_list("badge_index", flat=True)]


def signed_list(number: int, key: Ed25519PrivateKey, *, at: datetime) -> dict:
    """A BitstringStatusListCredential with a proof of its own."""
    public = key.public_key()
    did = did_of(public)
    plain = ob3.build_status_list_credential(
        did,
        address_of(number, public),
        PURPOSE,
        ended(number),
        size_bits=SIZE,
        issued=at,
        valid_until=at + GOOD_FOR,
    )
    method = f"{did}#{did.removeprefix('did:key:')}"
    return ob3.add_data_integrity_proof(plain, private_pem(key), method)
