"""The keys that sign: each for one purpose or for all, and the first one of a purpose signs."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from learning.env import BadSetting, new_key, signing_keys
from office import signing

PURPOSES = ("hours", "badges")


def said(*arguments):
    out = StringIO()
    call_command("signing", *arguments, stdout=out)
    return out.getvalue()


def test_the_first_key_of_a_purpose_signs_and_the_others_stay(settings):
    old, new = new_key(), new_key()
    settings.SIGNING_KEYS = [f"badges:{new}", old]
    assert len(signing.keys_for("badges")) == 2
    assert (
        signing.signer("hours").private_bytes_raw() != signing.signer("badges").private_bytes_raw()
    )


def test_a_key_is_found_by_its_id_among_those_of_its_purpose(settings):
    old, new = new_key(), new_key()
    settings.SIGNING_KEYS = [f"badges:{new}", f"hours:{old}"]
    name = signing.ring()[0]["id"]
    assert signing.key_id(signing.key_called(name, "badges").public_key()) == name
    assert signing.key_called(name, "hours") is None
    assert signing.key_called("nobody", "badges") is None


def test_the_ring_shows_no_secret(settings):
    settings.SIGNING_KEYS = [f"badges:{new_key()}", new_key()]
    shown = [json.loads(line) for line in said("list", "--json").splitlines()]
    assert [entry["purpose"] for entry in shown] == ["badges", "all"]
    assert not any(key[-44:] in str(shown) for key in settings.SIGNING_KEYS)


def test_a_new_one_can_be_put_before_the_others():
    entry = said("new", "--purpose", "badges").strip()
    assert signing_keys("SIGNING_KEYS", f"{entry} {new_key()}", purposes=PURPOSES)


def test_a_new_one_has_a_purpose():
    with pytest.raises(CommandError, match="Say what it is for"):
        said("new")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("cats:" + new_key(), "badges:"),
        ("short", "32 bytes"),
        ("badges:" + new_key(), "no key for hours"),
    ],
    ids=["purpose", "length", "missing"],
)
def test_absurd_values_stop_the_start(value, words):
    with pytest.raises(BadSetting, match=words):
        signing_keys("SIGNING_KEYS", value, purposes=PURPOSES)
