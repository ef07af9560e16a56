"""What can't have been: hours that do not exist, two places at once, more than there was."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision import limits
from supervision.limits import Span

MADRID, NEW_YORK = ZoneInfo("Europe/Madrid"), ZoneInfo("America/New_York")
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC))
spans = st.builds(Span, moments, st.integers(1, limits.LONGEST))


def test_an_hour_that_does_not_exist_is_refused_with_the_next_that_does():
    with pytest.raises(limits.NoSuchHour) as refused:
        limits.moment(date(2026, 3, 29), time(2, 30), MADRID)
    assert refused.value.following == datetime(2026, 3, 29, 3, 0)


def test_an_hour_that_comes_twice_is_the_first():
    first = limits.moment(date(2026, 10, 25), time(2, 30), MADRID)
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(moments)
def test_what_a_clock_shows_names_a_moment_at_which_it_shows_that(moment):
    there = moment.replace(second=0, microsecond=0).astimezone(NEW_YORK)
    found = limits.moment(there.date(), there.time(), NEW_YORK)
    assert found.astimezone(NEW_YORK).replace(tzinfo=None) == there.replace(tzinfo=None, fold=0)


def test_half_an_hour_after_midnight_counts_on_the_day_it_began():
    late = limits.moment(date(2026, 2, 28), time(23, 45), MADRID)
    assert limits.day_of(late, MADRID) == date(2026, 2, 28)
    assert limits.day_of(late, NEW_YORK) == date(2026, 2, 28)


def test_the_29th_of_february_is_a_day():
    leap = limits.moment(date(2028, 2, 29), time(10), MADRID)
    assert limits.day_of(leap, MADRID) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("minutes", "there", "refused"),
    [
        (0, [], limits.TooLong),
        (721, [], limits.TooLong),
        (60, [61], limits.LongerThanTheSession),
        (60, [-1], limits.LongerThanTheSession),
    ],
)
def test_more_than_there_can_be_is_refused(minutes, there, refused):
    with pytest.raises(refused):
        limits.check(Span(NOW - timedelta(days=1), minutes), there, at=NOW)


def test_what_is_not_over_yet_is_refused_and_what_just_ended_is_not():
    limits.check(Span(NOW - timedelta(minutes=60), 60), [60], at=NOW)
    with pytest.raises(limits.NotYet):
        limits.check(Span(NOW - timedelta(minutes=59), 60), [60], at=NOW)


@given(spans)
def test_touching_is_no_overlap(span):
    after = Span(span.end, 30)
    before = Span(span.start - timedelta(minutes=30), 30)
    assert limits.clash(span, [before, after]) is None


@given(spans, spans)
def test_two_overlap_where_a_minute_belongs_to_both(one, other):
    shared = min(one.end, other.end) > max(one.start, other.start)
    assert one.overlaps(other) == other.overlaps(one) == shared


@given(spans, spans)
def test_what_is_in_the_way_is_named(one, other):
    found = limits.clash(one, [other])
    assert found in (None, other)
    assert (found is None) != one.overlaps(other)
