"""Breaks: days without a reason, that only their person writes, and that clocks leave out."""

from datetime import UTC, date, datetime

import pytest

from certification import gathering
from office.models import Due
from people import breaks
from people.leaving import retire_person
from people.models import Break
from tests.conftest import come_in
from tests.supervision.conftest import agree

pytestmark = pytest.mark.django_db
PAGE = "/en/account/breaks/"
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
FIRST, LAST = date(2026, 6, 1), date(2026, 6, 30)


def away(person, first=FIRST, last=LAST):
    return breaks.add(person, first=first, last=last, at=NOW)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 5, 1), LAST),
        (date(2027, 7, 1), None),
        (FIRST, date(2026, 5, 31)),
        (FIRST, date(2036, 1, 1)),
    ],
)
def test_days_that_make_no_sense_are_refused(ana, first, last):
    with pytest.raises(breaks.NotABreak):
        away(ana, first, last)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (FIRST, FIRST),
        (LAST, None),
        (date(2026, 5, 20), date(2026, 7, 1)),
        (date(2026, 5, 20), None),
    ],
)
def test_two_breaks_never_hold_the_same_day(ana, first, last):
    away(ana)
    with pytest.raises(breaks.Overlaps):
        away(ana, first, last)
    assert Break.objects.count() == 1


def test_breaks_may_touch(ana):
    away(ana)
    away(ana, date(2026, 7, 1), None)


def test_nobody_has_a_hundred_and_one(ana, monkeypatch):
    monkeypatch.setattr(breaks, "MOST", 1)
    away(ana)
    with pytest.raises(breaks.TooMany):
        away(ana, date(2026, 8, 1), None)


def test_one_without_an_end_is_ended_later(ana):
    row = away(ana, FIRST, None)
    breaks.end(row, last=LAST, at=NOW)
    assert Break.objects.get().until_day == LAST


def test_their_standing_is_worked_out_anew_each_time(ana):
    row = away(ana, FIRST, None)
    for change in (
        lambda: breaks.end(row, last=LAST, at=NOW),
        lambda: breaks.remove(row, at=NOW),
    ):
        Due.objects.all().delete()
        change()
        assert Due.objects.filter(kind="evidence", key=str(ana.pk)).exists()


def test_the_rules_leave_these_days_out(ana, eve):
    away(ana)
    away(eve, FIRST, None)
    found = gathering.gather([ana, eve])
    assert found[ana.pk].breaks.has(LAST)
    assert not found[ana.pk].breaks.has(date(2026, 7, 1))
    assert found[eve.pk].breaks.has(date(2030, 1, 1))


class TestThePage:
    def test_it_is_written_down_ended_and_taken_off(self, client, ana):
        come_in(client, ana)
        today = ana.day()
        client.post(PAGE, {"first": today.isoformat()})
        row = Break.objects.get()
        assert "no end yet" in client.get(PAGE).content.decode()
        client.post(f"{PAGE}{row.pk}/end/", {f"b{row.pk}-last": today.isoformat()})
        row.refresh_from_db()
        assert row.until_day == today
        client.post(f"{PAGE}{row.pk}/remove/")
        assert not Break.objects.exists()

    @pytest.mark.parametrize(
        "wrong",
        [{}, {"first": "x"}, {"first": "1900-01-01"}, {"first": "2026-06-02", "last": "1"}],
        ids=str,
    )
    def test_what_is_wrong_comes_back_with_words(self, client, ana, wrong):
        come_in(client, ana)
        assert client.post(PAGE, wrong).status_code == 422
        assert not Break.objects.exists()

    def test_nobody_touches_the_breaks_of_others(self, client, ana, bo):
        row = away(ana)
        come_in(client, bo)
        for verb in ("end", "remove"):
            assert client.post(f"{PAGE}{row.pk}/{verb}/").status_code == 404
        assert Break.objects.exists()


def test_whoever_supervises_reads_the_days(client, ana, bo, eve):
    agreement = agree(bo, ana)
    breaks.add(ana, first=ana.day(), last=None, at=datetime.now(UTC))
    come_in(client, bo)
    page = f"/en/supervision/agreements/{agreement.pk}/"
    assert "Away:" in client.get(page).content.decode()
    come_in(client, eve)
    assert client.get(page).status_code == 404


def test_they_go_when_their_person_leaves(ana):
    away(ana)
    retire_person(ana, at=NOW)
    assert not Break.objects.exists()
