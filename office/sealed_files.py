"""Files that lie in the store only sealed, in chunks: memory stays bounded however long they are.

A file is a mark, a salt, then chunks of 64 KiB, each sealed by AES-256-GCM with 16 bytes of proof;
only the last one may be shorter. The key is drawn (HKDF) from a key of FIELD_ENCRYPTION_KEYS, the
salt and the file's own path; a chunk's nonce is its number and whether it is the last. So a file
that was cut, lengthened, put in another order, mixed with another or moved to another path opens no
more. What it does not hide: the file's length, and when it was written.

`sealed rotate` goes through rows; of files, through those that a room reseals itself (the papers of
agreements). For the others a key must stay in the list for as long as there are files under it (an
export lives seven days).
"""

import os
from collections.abc import Iterable, Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage

from office.sealed import CannotOpen

MARK = b"sealed-1"
SALT = 32  # bytes
CHUNK = 64 * 1024
PROOF = 16  # bytes that GCM adds
COUNTER = 11  # bytes of a nonce; the twelfth says whether it is the last


class _Source(File):
    """What the store takes: bytes that are made while it writes them."""

    def __init__(self, chunks: Iterable[bytes], path: str):
        super().__init__(None, name=path)
        self._chunks = chunks

    def chunks(self, chunk_size=None):
        yield from self._chunks


def write(path: str, chunks: Iterable[bytes]) -> None:
    """Seal these bytes into the store at exactly this path; what stood there before is replaced."""
    default_storage.delete(path)
    stored = default_storage.save(path, _Source(seal(chunks, path=path), path))
    if stored != path:  # somebody wrote there meanwhile, and the store gave us another name
        default_storage.delete(stored)
        raise FileExistsError(path)


def read(path: str) -> Iterator[bytes]:
    """The bytes as they were. Raises CannotOpen, at the latest where the file stops being whole.

    The first chunk is opened when the first one is asked for; no byte comes out unproven.
    """
    with default_storage.open(path, "rb") as file:
        yield from unseal(file, path=path)


def delete(path: str) -> None:
    """Take it away; whether it was there or not."""
    default_storage.delete(path)


def length(path: str) -> int:
    """How many bytes `read` will give, if the file is whole."""
    sealed = default_storage.size(path) - len(MARK) - SALT
    chunks = max(-(-sealed // (CHUNK + PROOF)), 1)
    return sealed - chunks * PROOF


def seal(chunks: Iterable[bytes], *, path: str) -> Iterator[bytes]:
    salt = os.urandom(SALT)
    cipher = _cipher(settings.FIELD_ENCRYPTION_KEYS[0], salt, path)
    yield MARK + salt
    for number, (chunk, is_last) in enumerate(_marked(_even(chunks))):
        yield cipher.encrypt(_nonce(number, is_last), chunk, None)


def unseal(file: IO[bytes], *, path: str) -> Iterator[bytes]:
    head = file.read(len(MARK) + SALT)
    if not head.startswith(MARK) or len(head) < len(MARK) + SALT:
        raise CannotOpen
    ciphers = [_cipher(key, head[len(MARK) :], path) for key in settings.FIELD_ENCRYPTION_KEYS]
    for number, (chunk, is_last) in enumerate(_marked(_sealed_chunks(file))):
        plain, cipher = _open(ciphers, _nonce(number, is_last), chunk)
        ciphers = [cipher]
        yield plain


def _cipher(key: str, salt: bytes, path: str) -> AESGCM:
    info = b"office.sealed_files " + path.encode()
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key.encode()))


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(COUNTER, "big") + bytes([is_last])


def _open(ciphers: list[AESGCM], nonce: bytes, chunk: bytes) -> tuple[bytes, AESGCM]:
    for cipher in ciphers:
        try:
            return cipher.decrypt(nonce, chunk, None), cipher
        except (InvalidTag, ValueError):  # a chunk too short for its proof is a ValueError
            continue
    raise CannotOpen


def _marked(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each chunk, and whether it is the last; of nothing, one that is empty."""
    held = None
    for chunk in chunks:
        if held is not None:
            yield held, False
        held = chunk
    yield held or b"", True


def _even(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of one size; the last may be shorter, and none is empty."""
    rest = bytearray()
    for chunk in chunks:
        rest += chunk
        while len(rest) >= CHUNK:
            yield bytes(rest[:CHUNK])
            del rest[:CHUNK]
    if rest:
        yield bytes(rest)


def _sealed_chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK + PROOF):
        yield chunk
