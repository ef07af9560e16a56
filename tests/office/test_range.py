"""A part of a film is that slice of its bytes, whatever is asked for (RFC 9110, 14)."""

import re
from itertools import pairwise

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from office import files

FILM = bytes(range(256)) * 3
PATH = "clips/range.webm"
number = st.integers(0, 2 * len(FILM))
unhurried = settings(deadline=None)  # files are read while others use the disk


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    default_storage.save(PATH, ContentFile(FILM))


def fetch(method="get", **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    request = getattr(RequestFactory(), method)("/files/x/", headers=headers)
    return files.serve(request, PATH, content_type="video/webm")


def content(response):
    return response.getvalue() if response.streaming else response.content


def is_true_of(response, part):
    """Every header says what was sent."""
    said = re.match(r"bytes (\d+)-(\d+)/(\d+)\Z", response["Content-Range"])
    first, last, size = map(int, said.groups())
    assert FILM[first : last + 1] == part == content(response)
    assert (int(response["Content-Length"]), size) == (len(part), len(FILM))
    assert response["Content-Type"] == "video/webm"


@unhurried
@given(number, number)
def test_from_one_byte_to_another(first, last):
    response = fetch(range=f"bytes={first}-{last}")
    if last < first < len(FILM):  # says nothing that can be meant: RFC 9110, 14.1.1
        assert (response.status_code, content(response)) == (200, FILM)
    elif first >= len(FILM):
        assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(FILM)}")
    else:
        assert response.status_code == 206
        is_true_of(response, FILM[first : last + 1])


@unhurried
@given(number)
def test_from_one_byte_to_the_end(first):
    response = fetch(range=f"bytes={first}-")
    if first >= len(FILM):
        assert response.status_code == 416
    else:
        is_true_of(response, FILM[first:])


@unhurried
@given(number)
def test_so_many_bytes_at_the_end(length):
    response = fetch(range=f"bytes=-{length}")
    if not length:
        assert response.status_code == 416
    else:
        is_true_of(response, FILM[-length:])


@unhurried
@given(st.lists(st.integers(1, len(FILM) - 1), unique=True, max_size=6))
def test_parts_put_together_are_the_film(cuts):
    edges = [0, *sorted(cuts), len(FILM)]
    parts = [content(fetch(range=f"bytes={first}-{after - 1}")) for first, after in pairwise(edges)]
    assert b"".join(parts) == FILM


@unhurried
@given(st.text("0123456789-,= bytes/*", max_size=30))
def test_nothing_that_is_asked_breaks_it(asked):
    assert fetch(range=asked).status_code in (200, 206, 416)


@unhurried
@given(number, number)
def test_of_another_edition_no_part_is_given(first, last):
    response = fetch(range=f"bytes={first}-{last}", if_range='"older"')
    assert (response.status_code, content(response)) == (200, FILM)


@unhurried
@given(number, number)
def test_who_asks_for_the_head_gets_no_byte(first, last):
    response = fetch("head", range=f"bytes={first}-{last}")
    assert (response.status_code, content(response)) == (200, b"")
    assert int(response["Content-Length"]) == len(FILM)
