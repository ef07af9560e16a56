"""What somebody deletes is gone from the disk, not only from the table.

Of SQLite's file only: PostgreSQL overwrites when it vacuums (docs/operator.md).
"""

from datetime import date
from pathlib import Path

import pytest
from django.db import connections

from tests.wellbeing.conftest import KINDS, place
from wellbeing import boxes
from wellbeing.protocol import NONE_YET, SIZES

BEFORE, NOW = b"before!!", b"by now!!"
TODAY, LONG_AGO = date(2026, 11, 28), date(2020, 1, 1)

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["wellbeing"]),
    pytest.mark.sqlite,
]


def on_disk(words):
    """Whether they stand in the database's file or in one beside it."""
    file = Path(connections["wellbeing"].settings_dict["NAME"])
    return any(words * 4 in each.read_bytes() for each in file.parent.glob(f"{file.name}*"))


def keep_twice(kind, on):
    etag = boxes.put(kind, place(), NONE_YET, full_of(BEFORE, kind), on=on)
    boxes.put(kind, place(), etag, full_of(NOW, kind), on=on)
    assert on_disk(NOW)


def full_of(words, kind):
    return words * (SIZES[kind] // len(words))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left_on_the_disk(kind):
    keep_twice(kind, TODAY)
    boxes.remove(kind, place())
    assert not on_disk(NOW) and not on_disk(BEFORE)


@pytest.mark.parametrize("kind", KINDS)
def test_nor_of_what_nobody_saved_for_two_years(kind):
    keep_twice(kind, LONG_AGO)
    assert boxes.purge(on=TODAY) == 1
    assert not on_disk(NOW) and not on_disk(BEFORE)
