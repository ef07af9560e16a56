"""A room that is open, what a browser says to it, and a host of its own."""

import json

import pytest
from django.core.cache import caches

from learning import exit
from office import signing
from wellbeing.protocol import NONE_YET, SIZES, SLOT, VAULT

BOX = "/notes/box"
BYTES = "application/octet-stream"
OF_OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}
BOTH = pytest.mark.django_db(databases=["default", "wellbeing"])
OWN_HOST = "notes.example"
SITE = "http://localhost:8000"


@pytest.fixture(autouse=True)
def nothing_counted():
    """The room's own cache may be made only within a test, so nobody else empties it first."""
    caches["room"].clear()


@pytest.fixture(autouse=True)
def lists_file(settings, tmp_path):
    settings.ROOM_LISTS = tmp_path / "lists.json"
    return settings.ROOM_LISTS


@pytest.fixture
def room_is_open(lists_file):
    """… for a thousand accounts."""
    lists_file.write_text(signed_lists())


@pytest.fixture
def signed_in(client, ana, room_is_open):
    """Ana, in front of a room that is open."""
    client.force_login(ana)
    return client


@pytest.fixture
def own_host(settings, monkeypatch):
    """The room has a host to itself; who comes from elsewhere is led to the site."""
    settings.WELLBEING_HOST = OWN_HOST
    settings.OWN_HOSTS = [OWN_HOST]
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, OWN_HOST]
    settings.SITE_URL = SITE
    monkeypatch.setattr(exit, "target", lambda: "https://www.wikipedia.org/")
    return OWN_HOST


def signed_lists(*, key=None, **changes):
    said = {"format": "room-lists/1", "accounts": 1000, "is_open": True, "support": []}
    text = json.dumps(said | changes)
    key = key or signing.signer("room")
    signature = key.sign(text.encode()).hex()
    public = key.public_key().public_bytes_raw().hex()
    return json.dumps({"body": text, "key": public, "signature": signature})


def ask(client, body, **headers):
    return client.post(BOX, body, content_type=BYTES, headers=OF_OUR_PAGE | headers)


def place(number=1):
    return number.to_bytes(32, "big")


def box(kind=VAULT, fill=b"x"):
    return fill * SIZES[kind]


def get(kind=VAULT, where=None):
    return b"g" + kind + (where or place()) + NONE_YET


def put(kind=VAULT, where=None, etag=NONE_YET, body=None):
    return b"p" + kind + (where or place()) + etag + (body or box(kind))


def delete(kind=VAULT, where=None):
    return b"d" + kind + (where or place()) + NONE_YET


KINDS = (SLOT, VAULT)
