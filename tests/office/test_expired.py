"""What the shared cache no longer needs is taken out of the database."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from learning import sweep
from office import expired


@pytest.fixture(autouse=True)
def table(shared_cache_in_database):
    call_command("createcachetable", verbosity=0)


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM shared_cache")
        return [key.rpartition(":")[2] for (key,) in cursor.fetchall()]


def test_what_has_expired_goes_and_the_rest_stays():
    cache.set("minute", b"x", 60)
    cache.set("day", b"x", 24 * 60 * 60)
    cache.set("always", b"x", None)
    expired.forget(at=timezone.now() + timedelta(hours=1))
    assert sorted(rows()) == ["always", "day"]
    assert cache.get("day") == b"x"


def test_a_sweep_does_it():
    cache.set("minute", b"x", 60)
    sweep.run(now=timezone.now() + timedelta(hours=1))
    assert rows() == []
