"""A sealed file gives back what went in, or nothing that is not proven."""

import io

import pytest
from cryptography.fernet import Fernet
from django.core.files.storage import default_storage
from hypothesis import given
from hypothesis import settings as how_hard
from hypothesis import strategies as some

from office import sealed_files
from office.sealed import CannotOpen
from office.sealed_files import CHUNK, MARK, PROOF, SALT

PATH = "exports/one"
WHOLE = CHUNK + PROOF
HEAD = len(MARK) + SALT
# Lengths around the edges of a chunk, where mistakes live.
lengths = some.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 7])


def sealed(data, path=PATH):
    return b"".join(sealed_files.seal([data], path=path))


def unsealed(data, path=PATH):
    return b"".join(sealed_files.unseal(io.BytesIO(data), path=path))


@given(some.lists(some.binary(max_size=3 * CHUNK), max_size=4))
@how_hard(max_examples=30, deadline=None)
def test_what_went_in_comes_out(chunks):
    token = b"".join(sealed_files.seal(chunks, path=PATH))
    assert unsealed(token) == b"".join(chunks)


@given(lengths, some.data())
@how_hard(max_examples=60, deadline=None)
def test_one_changed_bit_opens_no_more(length, data):
    token = bytearray(sealed(b"x" * length))
    place = data.draw(some.integers(0, len(token) - 1))
    token[place] ^= 1 << data.draw(some.integers(0, 7))
    with pytest.raises(CannotOpen):
        unsealed(bytes(token))


@given(lengths, some.data())
@how_hard(max_examples=60, deadline=None)
def test_a_file_that_was_cut_is_refused(length, data):
    token = sealed(b"x" * length)
    with pytest.raises(CannotOpen):
        unsealed(token[: data.draw(some.integers(0, len(token) - 1))])


@pytest.mark.parametrize("chunks", [[1, 0, 2], [0, 2], [0, 0, 1, 2], [0, 1, 2, 2], [0, 1]])
def test_chunks_that_are_missing_doubled_or_in_another_order_are_refused(chunks):
    token = sealed(b"a" * CHUNK + b"b" * CHUNK + b"c" * CHUNK)
    body = [token[HEAD + n * WHOLE : HEAD + (n + 1) * WHOLE] for n in range(3)]
    with pytest.raises(CannotOpen):
        unsealed(token[:HEAD] + b"".join(body[n] for n in chunks))


def test_chunks_of_another_file_are_refused():
    one, two = sealed(b"a" * 2 * CHUNK), sealed(b"b" * 2 * CHUNK)
    with pytest.raises(CannotOpen):
        unsealed(one[: HEAD + WHOLE] + two[HEAD + WHOLE :])


def test_a_file_in_another_ones_place_is_refused():
    with pytest.raises(CannotOpen):
        unsealed(sealed(b"of somebody else", path="exports/two"))


def test_something_appended_is_refused():
    with pytest.raises(CannotOpen):
        unsealed(sealed(b"a" * CHUNK) + b"more")


def test_the_store_holds_no_plain_byte(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    sealed_files.write(PATH, [b"a plain word, ", b"twice"])
    assert b"plain" not in (tmp_path / PATH).read_bytes()
    assert b"".join(sealed_files.read(PATH)) == b"a plain word, twice"


def test_writing_again_replaces_and_deleting_twice_does_no_harm(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    for words in (b"one", b"two"):
        sealed_files.write(PATH, [words])
    assert b"".join(sealed_files.read(PATH)) == b"two"
    sealed_files.delete(PATH)
    sealed_files.delete(PATH)
    assert not default_storage.exists(PATH)


@pytest.mark.parametrize("length", [0, 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_its_length_is_known_before_it_is_read(settings, tmp_path, length):
    settings.MEDIA_ROOT = str(tmp_path)
    sealed_files.write(PATH, [b"x" * length])
    assert sealed_files.length(PATH) == length


def test_an_old_key_opens_while_it_is_in_the_list(settings):
    token, old = sealed(b"words" * CHUNK), settings.FIELD_ENCRYPTION_KEYS
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode(), *old]
    assert unsealed(token) == b"words" * CHUNK
    settings.FIELD_ENCRYPTION_KEYS = settings.FIELD_ENCRYPTION_KEYS[:1]
    with pytest.raises(CannotOpen):
        unsealed(token)


def test_no_more_than_a_few_chunks_are_held_at_once():
    """A producer without end is sealed as it comes, not gathered first."""
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield b"x" * CHUNK

    stream = sealed_files.seal(endless(), path=PATH)
    for _ in range(10):
        next(stream)
    assert len(taken) < 14
