"""Many at once, on whichever database the run uses: one award."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection

from certification import settling
from certification.models import Award, Standing
from office.models import Notice
from tests.certification.conftest import at, on_path, sign

pytestmark = pytest.mark.django_db(transaction=True)


def settle(person):
    try:
        settling.settle_person(str(person.pk), at=at("2026-03-02"))
    except OperationalError:  # SQLite says that it is busy; the sweep tries again
        pass
    finally:
        connection.close()


def test_twenty_settlements_grant_one(ana, transactional_db):
    from tests.certification.conftest import publish  # noqa: PLC0415

    on_path(ana, publish())
    sign(ana, "2026-03-02")
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(settle, [ana] * 20))
    settle(ana)
    assert Award.objects.count() == 1
    assert Notice.objects.filter(kind="certification.granted").count() == 1
    assert Standing.objects.get().credential == "valid"
