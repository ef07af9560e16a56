"""What is owed, in whole minutes, by what two people agreed."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from supervision.counting import Done, Per, Terms, gap, owed, owed_between, past, span_of

SINCE = date(2026, 1, 1)
NINETY = Terms(90, Per.MONTH, SINCE)
days = st.dates(SINCE, date(2027, 12, 31))
pers = st.sampled_from(Per)
done = st.lists(st.builds(Done, days, st.integers(1, 720)), max_size=30)


def test_of_ninety_minutes_this_month_thirty_are_owed_and_eleven_days_left():
    found = owed(NINETY, [Done(date(2026, 6, 3), 60)], on=date(2026, 6, 19))
    assert (found.had, found.owed, found.short, found.days_left) == (60, 90, 30, 11)


def test_at_the_present_rate_june_is_missed_by_so_many_minutes():
    found = owed(NINETY, [Done(date(2026, 6, 3), 40)], on=date(2026, 6, 20))
    assert found.at_this_rate == 30  # 40 in 20 days are 60 in 30


def test_nothing_is_owed_before_the_agreement_and_after_it():
    ends = Terms(90, Per.MONTH, SINCE, until=date(2026, 6, 30))
    assert owed(ends, [], on=date(2025, 12, 31)) is None
    assert owed(ends, [], on=date(2026, 7, 1)) is None


def test_a_month_of_which_half_was_agreed_owes_half():
    half = Terms(60, Per.MONTH, date(2026, 6, 16))
    assert owed(half, [], on=date(2026, 6, 20)).owed == 30


def test_nineteen_days_are_more_than_fourteen():
    terms = Terms(60, Per.MONTH, SINCE, every_days=14)
    found = gap(terms, [Done(date(2026, 6, 1), 60)], on=date(2026, 6, 20))
    assert (found.days, found.allowed, found.is_over) == (19, 14, True)
    assert found.due_on == date(2026, 6, 15)


def test_the_fourteenth_day_is_in_time():
    terms = Terms(60, Per.MONTH, SINCE, every_days=14)
    assert not gap(terms, [Done(date(2026, 6, 1), 60)], on=date(2026, 6, 15)).is_over


def test_a_week_begins_on_monday_also_across_the_year():
    assert span_of(date(2027, 1, 1), Per.WEEK) == (date(2026, 12, 28), date(2027, 1, 3))


def test_for_the_days_of_a_break_nothing_is_owed():
    away = Terms(90, Per.MONTH, SINCE, away=((date(2026, 5, 20), date(2026, 6, 20)),))
    assert owed(away, [], on=date(2026, 6, 25)).owed == 30  # a third of June is left
    whole = Terms(90, Per.MONTH, SINCE, away=((date(2026, 5, 20), None),))
    assert owed(whole, [], on=date(2026, 6, 25)).short == 0
    assert owed_between(away, date(2026, 6, 1), date(2026, 6, 30)) == 30


def test_what_was_held_in_a_break_counts():
    away = Terms(90, Per.MONTH, SINCE, away=((date(2026, 6, 1), date(2026, 6, 20)),))
    assert owed(away, [Done(date(2026, 6, 3), 20)], on=date(2026, 6, 25)).short == 10


def test_a_break_puts_the_next_session_off():
    terms = Terms(
        60, Per.MONTH, SINCE, every_days=14, away=((date(2026, 6, 10), date(2026, 6, 20)),)
    )
    found = gap(terms, [Done(date(2026, 6, 1), 60)], on=date(2026, 6, 25))
    assert (found.days, found.due_on, found.is_over) == (13, date(2026, 6, 26), False)


@st.composite
def breaks(draw):
    """In order, a day or more between two of them."""
    found, day = [], SINCE
    for before, length in draw(
        st.lists(st.tuples(st.integers(1, 40), st.integers(0, 60)), max_size=5)
    ):
        first = day + timedelta(days=before)
        day = first + timedelta(days=length)
        found.append((first, day))
    return found


@given(days, breaks(), st.integers(1, 90), st.randoms())
def test_so_many_days_without_a_break_are_counted_one_by_one(last, away, every, order):
    free, day = every, last
    while free:
        day += timedelta(days=1)
        free -= not any(first <= day <= end for first, end in away)
    order.shuffle(away)
    terms = Terms(60, Per.MONTH, SINCE, every_days=every, away=tuple(away))
    found = gap(terms, [Done(last, 60)], on=day)
    assert (found.due_on, found.days) == (day, every)


@given(days, pers)
def test_spans_follow_one_another_without_gaps(day, per):
    first, last = span_of(day, per)
    assert first <= day <= last
    assert span_of(last + timedelta(days=1), per)[0] == last + timedelta(days=1)


@given(done, days, pers, st.integers(0, 600))
def test_more_minutes_never_make_anything_owed_more(done, on, per, minutes):
    terms = Terms(minutes, per, SINCE)
    before = owed(terms, done, on=on)
    after = owed(terms, [*done, Done(on, 30)], on=on)
    assert after.short <= before.short
    assert after.at_this_rate <= before.at_this_rate


@given(done, days, pers)
def test_no_minute_counts_in_two_spans(done, on, per):
    terms = Terms(60, per, SINCE)
    spans = [owed(terms, done, on=on), *past(terms, done, on=on, most=200)]
    assert sum(span.had for span in spans) == sum(each.minutes for each in done if each.day <= on)
