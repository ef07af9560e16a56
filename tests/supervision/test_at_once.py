"""Two at once, on whichever database the run uses: every chain holds, and one of them is first."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import OperationalError, connection

from supervision import answering, links, locking, sealing, sessions
from supervision.models import Line, LineState, Seal
from tests.supervision.conftest import NOW, later, meeting

pytestmark = pytest.mark.django_db(transaction=True)
REFUSED = (answering.NotAsked, sessions.Answered, sessions.NotTheirs, OperationalError,
           locking.MonthClosed)  # fmt: skip


@pytest.fixture
def line(bo, ana, pair):
    return sessions.log(meeting(bo, ana), by=bo, at=NOW).lines.get()


def at_once(*calls):
    """Each in its own thread, with a connection of its own."""

    def one(call):
        try:
            with suppress(*REFUSED):
                call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        list(pool.map(one, calls))


def confirm(line, person):
    return lambda: answering.confirm(line, by=person, at=later(hours=1))


def test_ten_yeses_are_one(ana, line):
    at_once(*[confirm(line, ana)] * 10)
    assert Seal.objects.count() == 1
    links.check(sealing.chain_of(ana), sealing.public_keys())


def test_yes_and_taking_back_are_never_both(bo, ana, line):
    at_once(
        confirm(line, ana),
        lambda: sessions.take_back(line.session, by=bo, at=later(hours=1)),
    )
    line.refresh_from_db()
    assert (line.state == LineState.CONFIRMED) == Seal.objects.exists()
    assert line.state in (LineState.CONFIRMED, LineState.TAKEN_BACK)


def test_yes_and_correcting_leave_a_chain_that_says_how_it_stands(bo, ana, line):
    def correct():
        shorter = meeting(bo, ana, minutes=45)
        sessions.correct(line.session, shorter, reason="So.", by=bo, at=later(hours=1))

    at_once(confirm(line, ana), correct)
    links.check(sealing.chain_of(ana), sealing.public_keys())
    line.refresh_from_db()
    last = line.seals.order_by("sequence").last()
    assert last is None or sealing.signed_of(last).link.event == line.state


def test_a_closed_month_holds_nothing_that_came_meanwhile(bo, ana, pair):
    month = NOW.date().replace(day=1)
    at_once(
        lambda: locking.close(ana, month, by=bo, at=later(days=15)),
        lambda: sessions.log(meeting(bo, ana), by=bo, at=later(days=15)),
    )
    if not Line.objects.exists():
        with pytest.raises(locking.MonthClosed):
            sessions.log(meeting(bo, ana), by=bo, at=later(days=15))
