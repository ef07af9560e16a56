"""Only what the site signed for this room opens it."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from learning.env import new_key
from office import signing
from tests.wellbeing.conftest import signed_lists
from wellbeing import lists
from wellbeing.lists import Lists

ADDRESS = "/notes/lists.json"


def test_a_good_one_is_read_and_served_as_it_lies_there(client, lists_file):
    lists_file.write_text(signed_lists(accounts=41))
    read = lists.current()
    assert (read.is_open, read.accounts) == (True, 41)
    answer = client.get(ADDRESS)
    assert answer.content == lists_file.read_bytes() == read.envelope
    assert answer["Content-Type"] == "application/json"


def test_without_one_the_room_is_shut(client, lists_file):
    assert lists.current() == Lists()
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer.content) == (404, b"")


def forged():
    envelope = json.loads(signed_lists(is_open=False))
    return json.dumps(envelope | {"body": envelope["body"].replace("false", "true")})


def of_another_key():
    return signed_lists(key=Ed25519PrivateKey.generate())


def of_another_format():
    return signed_lists(format="room-lists/2")


def nearly_open():
    return signed_lists(is_open="yes")


@pytest.mark.parametrize("made", [forged, of_another_key, of_another_format, nearly_open])
def test_any_other_is_none(lists_file, made):
    lists_file.write_text(made())
    assert not lists.current().is_open


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", "{}", "1", '{"body": 1, "key": "", "signature": ""}', '{"key": "zz"}'],
)
def test_what_is_no_envelope_at_all_breaks_nothing(client, lists_file, caplog, text):
    lists_file.write_text(text)
    assert lists.current() == Lists()
    assert client.get(ADDRESS).status_code == 404
    assert "can't be used" in caplog.text


def test_a_key_for_something_else_signs_no_list(lists_file, settings):
    settings.SIGNING_KEYS = [f"badges:{new_key()}", f"room:{new_key()}"]
    lists_file.write_text(signed_lists(key=signing.signer("badges")))
    assert not lists.current().is_open
    lists_file.write_text(signed_lists())
    assert lists.current().is_open


def test_a_key_that_is_not_the_newest_is_still_good(lists_file, settings):
    lists_file.write_text(signed_lists())
    settings.SIGNING_KEYS = [f"room:{new_key()}", *settings.SIGNING_KEYS]
    assert lists.current().is_open


def test_a_key_that_was_taken_away_is_not(lists_file, settings):
    lists_file.write_text(signed_lists())
    settings.SIGNING_KEYS = [new_key()]
    assert not lists.current().is_open


def test_a_new_file_is_seen_at_once(lists_file):
    lists_file.write_text(signed_lists(is_open=False))
    assert not lists.current().is_open
    lists_file.write_text(signed_lists())
    assert lists.current().is_open
