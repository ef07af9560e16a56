"""How much is too much, counted where nothing is kept."""

import pytest
from django.core.cache import caches
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import come_in
from tests.wellbeing.conftest import BOTH, ask, delete, get, place, put, signed_lists
from wellbeing import boxes, limits
from wellbeing.models import Vault

pytestmark = BOTH


def statuses(client, *bodies):
    return [ask(client, body).status_code for body in bodies]


def test_the_thirty_first_request_has_to_wait(signed_in):
    assert statuses(signed_in, *[b"s-"] * 31) == [200] * 30 + [429]


def test_what_is_not_understood_counts_too(signed_in):
    assert statuses(signed_in, *[b"?"] * 31) == [400] * 30 + [429]


def test_one_person_does_not_use_up_what_another_has(signed_in, bo):
    statuses(signed_in, *[b"s-"] * 31)
    assert statuses(come_in(Client(), bo), b"s-") == [200]


def test_on_another_device_it_is_still_the_same_person(signed_in, ana):
    statuses(signed_in, *[b"s-"] * 30)
    assert statuses(come_in(Client(), ana), b"s-") == [429]


def test_the_seventh_new_box_of_a_day_has_to_wait(signed_in):
    assert statuses(signed_in, *[put(where=place(n)) for n in range(7)]) == [200] * 6 + [429]
    assert Vault.objects.count() == 6


def test_what_is_there_is_read_saved_and_deleted_after_that(signed_in):
    etag = ask(signed_in, put(where=place(0))).content
    statuses(signed_in, *[put(where=place(n)) for n in range(1, 7)])
    where = place(0)
    assert statuses(signed_in, get(where=where), put(where=where, etag=etag)) == [200, 200]
    assert statuses(signed_in, delete(where=where)) == [200]


def test_deleting_gives_no_new_one_the_same_day(signed_in):
    for n in range(6):
        statuses(signed_in, put(where=place(n)), delete(where=place(n)))
    assert statuses(signed_in, put(where=place(7))) == [429]


def test_a_restart_forgets_it(signed_in):
    statuses(signed_in, *[b"s-"] * 31)
    caches["room"].clear()
    assert statuses(signed_in, b"s-") == [200]


def test_a_counter_that_goes_at_the_worst_moment_breaks_nothing(signed_in, monkeypatch):
    """Between `add` and `incr` the memory may run over, or the ten minutes end."""
    monkeypatch.setattr(caches["room"], "add", lambda *args, **more: True)
    assert statuses(signed_in, b"s-") == [200]


def test_how_many_lie_here_follows_the_accounts_in_the_list(signed_in, lists_file, monkeypatch):
    monkeypatch.setattr(limits, "BOXES_BESIDE", 1)
    monkeypatch.setattr(limits, "BOXES_PER_ACCOUNT", 2)
    lists_file.write_text(signed_lists(accounts=1))
    etag = ask(signed_in, put(where=place(1))).content
    assert statuses(signed_in, *[put(where=place(n)) for n in (2, 3, 4)]) == [200, 200, 507]
    assert statuses(signed_in, put(where=place(1), etag=etag)) == [200]
    assert boxes.total() == 3


@pytest.mark.parametrize("lists", ["", "{}", "shut"])
def test_a_room_that_is_not_open_takes_nothing_new(signed_in, lists_file, lists):
    etag = ask(signed_in, put()).content
    lists_file.write_text(signed_lists(is_open=False) if lists == "shut" else lists)
    assert statuses(signed_in, put(where=place(2))) == [507]
    assert statuses(signed_in, get(), put(etag=etag), delete()) == [200, 200, 200]


def test_the_count_is_in_no_database(signed_in):
    ask(signed_in, put())
    kinds = set()
    for alias in ("default", "wellbeing"):
        with CaptureQueriesContext(connections[alias]) as seen:
            ask(signed_in, b"s-")
        kinds |= {query["sql"].split()[0] for query in seen}
    assert kinds == {"SELECT"}


def test_the_count_names_nobody(signed_in, ana):
    ask(signed_in, put())
    kept = repr(caches["room"]._cache)
    assert bytes(ana.private_salt).hex() not in kept and "ana" not in kept
