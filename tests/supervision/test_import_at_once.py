"""The same table on two devices at the same moment is taken in once, and leaves whole chains."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from supervision import links, sealing
from supervision.models import Seal, Session
from tests.supervision.conftest import agree
from tests.supervision.test_import import FINE, bring, outcomes

ROWS = [FINE.replace("a1", f"a{day}").replace("03-02", f"03-{day:02}") for day in range(2, 8)]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_twice_at_once_is_once(bo, ana):
    agree(bo, ana)

    def take(_):
        try:
            return outcomes(bring(bo, *ROWS))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(take, range(2)))
    assert {word for words in said for word in words} <= {"accepted", "known"}
    assert Session.objects.count() == Seal.objects.count() == len(ROWS)
    links.check(sealing.chain_of(ana), sealing.public_keys())
