"""What is said at /notes/box: bytes in, bytes out, every length exact.

A request is `op kind`, and but for the salt `locator etag` after it, and for `put` the box:

    op       s salt · g get · p put · d delete      1 byte
    kind     s slot · v vault · - for the salt      1 byte
    locator  where the box lies                     32 bytes
    etag     the state that was seen last; zeros: none yet   16 bytes
    box      320 bytes of a slot, 65 600 of a vault

Answers: the salt, 16 bytes · get, etag and box (of an unknown locator: zeros and random bytes) ·
put, the new etag · delete, nothing. Errors have a status and no body.
"""

from dataclasses import dataclass

SALT, GET, PUT, DELETE = b"s", b"g", b"p", b"d"
SLOT, VAULT, NEITHER = b"s", b"v", b"-"
SIZES = {SLOT: 320, VAULT: 65_600}
LOCATOR_BYTES, ETAG_BYTES = 32, 16
NONE_YET = bytes(ETAG_BYTES)
HEAD = 2 + LOCATOR_BYTES + ETAG_BYTES
LONGEST = HEAD + max(SIZES.values())


class Malformed(Exception):
    """Not a request of this protocol."""


@dataclass(frozen=True)
class Ask:
    op: bytes
    kind: bytes = NEITHER
    locator: bytes = b""
    etag: bytes = NONE_YET
    box: bytes = b""


def parse(body: bytes) -> Ask:
    """Raises Malformed."""
    if body == SALT + NEITHER:
        return Ask(SALT)
    op, kind = body[0:1], body[1:2]
    if op not in (GET, PUT, DELETE) or kind not in SIZES:
        raise Malformed
    if len(body) != HEAD + (SIZES[kind] if op == PUT else 0):
        raise Malformed
    place = 2 + LOCATOR_BYTES
    return Ask(op, kind, body[2:place], body[place:HEAD], body[HEAD:])
