"""Weeks in one part or two, and hours as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.weeks import NoHours, as_hours, minutes_in, monday_of, parts_of_week

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@given(DAYS)
def test_the_parts_of_a_week_are_its_seven_days_and_cross_no_month(day):
    parts = parts_of_week(day)
    days = [each.first + timedelta(days=n) for each in parts
            for n in range((each.last - each.first).days + 1)]  # fmt: skip
    assert days == [monday_of(day) + timedelta(days=n) for n in range(7)]
    assert all(each.first.month == each.last.month for each in parts)


def test_a_week_that_ends_with_its_month_has_one_part():
    assert len(parts_of_week(date(2026, 5, 31))) == 1


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("7:30", 450), ("7.5", 450), ("7,25", 435), ("7", 420), ("", 0), (" 0 ", 0), ("٧:٣٠", 450),
     ("٧٫٥", 450), ("۷:۳۰", 450), ("7 : 30", 450), ("0:05", 5)],
)  # fmt: skip
def test_hours_are_read_as_they_are_written(text, minutes):
    assert minutes_in(text) == minutes


@pytest.mark.parametrize("text", ["7:60", "-1", "a", "7:3", "1e3", "1000", "7.555", "½", "7:30:00"])
def test_what_is_no_hours_is_refused(text):
    with pytest.raises(NoHours):
        minutes_in(text)


@given(st.integers(0, 20_000))
def test_what_stands_in_the_form_again_is_the_same(minutes):
    assert minutes_in(as_hours(minutes)) == minutes
