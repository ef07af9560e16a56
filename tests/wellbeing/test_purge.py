"""What nobody saved for two years goes, and nothing else."""

from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from learning import sweep
from tests.wellbeing.conftest import BOTH, KINDS, box, place
from wellbeing import boxes
from wellbeing.boxes import quarter_of
from wellbeing.protocol import NONE_YET, SLOT, VAULT

pytestmark = BOTH
TODAY = date(2026, 11, 28)


def keep(on, kind=VAULT, number=1):
    return boxes.put(kind, place(number), NONE_YET, box(kind), on=on)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), "2026-Q1"),
        (date(2026, 3, 31), "2026-Q1"),
        (date(2026, 4, 1), "2026-Q2"),
        (date(2026, 12, 31), "2026-Q4"),
    ],
)
def test_a_day_becomes_its_quarter(day, quarter):
    assert quarter_of(day) == quarter


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_eight_quarters_before_is_two_years_before(day):
    assert quarter_of(day, back=8) == f"{day.year - 2}{quarter_of(day)[4:]}"


@given(*[st.dates(date(1990, 1, 1), date(2100, 1, 1))] * 2)
def test_quarters_sort_as_days_do(one, other):
    if quarter_of(one) < quarter_of(other):
        assert one < other


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("saved", "gone"),
    [
        (date(2026, 11, 28), 0),
        (date(2024, 11, 28), 0),
        (date(2024, 10, 1), 0),
        (date(2024, 9, 30), 1),
        (date(2020, 1, 1), 1),
    ],
)
def test_24_months_and_never_a_day_less(kind, saved, gone):
    keep(saved, kind)
    assert boxes.purge(on=TODAY) == gone
    assert boxes.total() == 1 - gone


def test_a_save_keeps_it_for_another_two_years():
    etag = keep(date(2024, 9, 30))
    boxes.put(VAULT, place(), etag, box(), on=TODAY)
    assert boxes.purge(on=TODAY) == 0


def test_reading_leaves_no_trace_so_it_keeps_nothing():
    keep(date(2024, 9, 30))
    boxes.read(VAULT, place())
    assert boxes.purge(on=TODAY) == 1


def test_the_sweep_does_it(capsys):
    keep(date(2020, 1, 1))
    keep(timezone.localdate(), number=2)
    sweep.run()
    assert boxes.total() == 1
    assert "1 untouched for 24 months" in capsys.readouterr().out


def test_the_sweep_goes_on_without_the_room(monkeypatch, caplog):
    monkeypatch.setattr(boxes, "purge", lambda *, on: 1 / 0)
    sweep.run()
    assert "the private room is not purged now" in caplog.text


def test_it_is_a_command_too(capsys):
    keep(date(2020, 1, 1), SLOT)
    call_command("room", "purge")
    call_command("room", "purge")
    assert capsys.readouterr().out.count("deleted") == 1
