"""What is owed to people, from what was agreed and what was written down."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people import breaks
from people.models import User
from supervision import owing_words
from supervision.counting import Done, Per, Terms, gap, owed, past, span_of
from supervision.models import Kind, Line, LineState, Session
from supervision.owing import owed_by, owed_coordinated, owed_to
from supervision.totals import totals_of
from tests.supervision.conftest import NOW, agree

TODAY = date(2026, 6, 19)


def held(agreement, *days, minutes=60, state=LineState.CONFIRMED):
    """Sessions by that agreement, at nine in the evening UTC."""
    for day in days:
        session = Session.objects.create(
            supervisor=agreement.supervisor,
            logged_by=agreement.supervisor,
            logged_at=NOW,
            started_at=datetime.combine(day, time(21), tzinfo=ZoneInfo("UTC")),
            zone="UTC",
            minutes=minutes,
            kind=agreement.kind,
        )
        Line.objects.create(
            session=session,
            supervisee=agreement.supervisee,
            agreement=agreement,
            counted_on=day,
            minutes=minutes,
            state=state,
            submitted_at=NOW,
            state_at=NOW,
        )


def june(day):
    return date(2026, 6, day)


@pytest.fixture
def ninety(bo, ana):
    return agree(bo, ana, minutes=90, every_days=14)


def only(found):
    (one,) = found
    return one


def test_of_ninety_minutes_sixty_were_held_and_thirty_are_owed(ninety, ana):
    held(ninety, june(3))
    found = only(owed_to(ana, on=TODAY))
    assert (found.now.had, found.now.short, found.now.last) == (60, 30, june(30))
    assert owing_words.main(found, to=True) == "We owe you 30 minutes by 30 June 2026."


def test_it_says_what_waits_for_a_word(ninety, ana):
    held(ninety, june(3), minutes=30, state=LineState.OPEN)
    found = only(owed_to(ana, on=TODAY))
    assert (found.now.had, found.waiting) == (30, 30)
    assert "30 of them wait for a word." in owing_words.more(found)


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        (LineState.BY_SUPERVISOR, True),
        (LineState.BY_SUPERVISEE, True),
        (LineState.DISPUTED, False),
        (LineState.CLASHING, False),
        (LineState.REPLACED, False),
        (LineState.TAKEN_BACK, False),
    ],
)
def test_what_stands_counts_whoever_said_so(ninety, ana, state, counts):
    held(ninety, june(3), state=state)
    assert bool(only(owed_to(ana, on=TODAY)).now.had) == counts


def test_the_last_session_was_too_long_ago(ninety, ana):
    held(ninety, june(1), minutes=90)
    found = only(owed_to(ana, on=june(20)))
    assert found.is_late and found.is_owed and found.owed_on == june(15)
    assert owing_words.main(found, to=True) == "We owe you a session."
    assert "The last session was 19 days ago." in owing_words.more(found)


def test_at_this_pace_so_much_will_be_missing(bo, ana):
    held(agree(bo, ana, minutes=90), june(3), minutes=40)
    found = only(owed_to(ana, on=june(20)))
    assert "At this pace, 30 minutes will be missing on 30 June 2026." in owing_words.more(found)


def test_in_the_first_days_nothing_is_foretold(bo, ana):
    held(agree(bo, ana, minutes=90), june(1), minutes=5)
    assert only(owed_to(ana, on=june(10))).pace_short == 0


def test_what_was_before_stands_as_a_record(ninety, ana):
    held(ninety, date(2026, 5, 5), date(2026, 4, 8), date(2026, 4, 22))
    found = only(owed_to(ana, on=TODAY, past=12))
    assert [each.had for each in found.past] == [60, 120, 0, 0, 0]
    assert owing_words.span(found.past[0], found.per) == "May 2026"
    assert owing_words.record(found.past[0]) == "60 of 90 minutes"


def test_weeks_and_quarters_count_by_their_own_days(bo, ana):
    weekly = agree(bo, ana, minutes=60, per="iso_week")
    quarterly = agree(bo, ana, minutes=360, per="quarter", kind=Kind.GROUP)
    held(weekly, june(14), june(15))  # a Sunday and the Monday after it
    held(quarterly, date(2026, 4, 1), june(18), date(2026, 3, 31))
    found = {each.kind: each for each in owed_to(ana, on=TODAY, past=1)}
    assert (found["individual"].now.had, found["individual"].past[0].had) == (60, 60)
    assert (found["group"].now.had, found["group"].past[0].had) == (120, 60)


def test_an_agreement_that_begins_in_the_month_owes_its_part(bo, ana):
    late = agree(bo, ana, minutes=60, since=june(16))
    held(late, june(15), june(16), minutes=10)  # the first is outside it
    found = only(owed_to(ana, on=TODAY)).now
    assert (found.owed, found.had) == (30, 10)


def test_what_ends_before_it_is_due_is_not_asked_for(bo, ana):
    ending = agree(bo, ana, minutes=0, every_days=14, until_day=june(20))
    held(ending, june(10))
    found = only(owed_to(ana, on=TODAY))
    assert found.next_by is None and not found.is_owed


class TestOnABreak:
    @pytest.fixture
    def away(self, ninety, ana):
        """For the second half of June."""
        return breaks.add(ana, first=june(16), last=june(30), at=NOW)

    def test_it_says_until_when_and_asks_for_nothing(self, away, ana):
        found = only(owed_to(ana, on=TODAY))
        assert owing_words.main(found) == "On a break until 30 June 2026."
        assert owing_words.main(found, to=True) == "You are on a break until 30 June 2026."
        assert not found.is_owed and found.owed_on is None

    def test_before_and_after_it_only_the_other_days_are_owed(self, away, ana):
        assert only(owed_to(ana, on=june(15))).now.owed == 45
        assert only(owed_to(ana, on=date(2026, 7, 1), past=1)).past[0].owed == 45

    def test_one_without_an_end_says_so(self, ninety, ana):
        held(ninety, june(10))
        breaks.add(ana, first=june(16), last=None, at=NOW)
        found = only(owed_to(ana, on=TODAY))
        assert owing_words.main(found) == "On a break, with no end yet."
        assert found.next_by is None

    def test_the_last_session_was_as_long_ago_as_the_calendar_says(self, away, ninety, ana):
        held(ninety, june(10))
        found = only(owed_to(ana, on=date(2026, 7, 2)))
        assert "The last session was 22 days ago." in owing_words.more(found)
        assert found.next_by == date(2026, 7, 9) and not found.is_late

    def test_totals_leave_its_days_out(self, away, ana):
        people = User.objects.filter(pk=ana.pk)
        assert totals_of(people, first=june(1), last=june(30)).owed == 45


def test_an_agreement_that_is_over_owes_nothing(bo, ana):
    agree(bo, ana, until_day=june(18))
    assert owed_to(ana, on=TODAY) == owed_by(bo, on=TODAY) == []


def test_who_is_owed_soonest_comes_first_and_then_it_goes_by_name(bo, ana, luz, group):
    held(agree(bo, ana, minutes=600), june(1))
    agree(bo, luz, minutes=10, every_days=7, since=june(15))
    found = [each.supervisee.name for each in owed_by(bo, on=TODAY)]
    assert found == ["Luz", "Ana", "Member-0", "Member-1", "Member-2", "Member-3", "Member-4"]


def test_a_coordinator_reads_minutes_and_not_what_belongs_to_the_two(bo, ana, kit):
    agree(bo, ana, kind=Kind.DEBRIEF, group="Thursdays")
    found = only(owed_coordinated(kit, on=TODAY))
    assert (found.kind, found.group, found.now.short) == (Kind.INDIVIDUAL, "", 60)
    assert owed_coordinated(bo, on=TODAY) == []


def test_each_day_belongs_to_one_line_whatever_the_clocks_do(bo, ana):
    ana.time_zone = "America/New_York"  # the clocks go forward on 8 March, back on 1 November
    ana.save()
    days = [date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 9), date(2026, 11, 1)]
    held(agree(bo, ana), *days, minutes=10)
    assert only(owed_to(ana, on=date(2026, 3, 31))).now.had == 30
    assert only(owed_to(ana, on=date(2026, 11, 1))).now.had == 10


def test_the_twenty_ninth_of_february_is_a_day_of_february(bo, ana):
    held(agree(bo, ana, since=date(2028, 1, 1)), date(2028, 2, 29))
    assert only(owed_to(ana, on=date(2028, 2, 29))).now.had == 60
    assert only(owed_to(ana, on=date(2028, 3, 1), past=2)).past[0].had == 60


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 720)), max_size=20),
    st.integers(0, 900),
    st.sampled_from(Per),
    st.integers(0, 600),
    st.one_of(st.none(), st.integers(1, 90)),
)
def test_nothing_is_ever_owed_less_than_nothing(sessions, on, per, minutes, every):
    since = date(2027, 7, 1)  # a leap year lies within
    day = since + timedelta(days=on)
    terms = Terms(minutes, per, since, every_days=every)
    done = [Done(since + timedelta(days=each), minutes) for each, minutes in sessions]
    spans = [owed(terms, done, on=day), *past(terms, done, on=day)]
    assert all(min(each.short, each.had, each.owed, each.at_this_rate) >= 0 for each in spans)
    assert all(each.owed <= minutes for each in spans)
    assert every is None or gap(terms, done, on=day).days >= 0


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(1, 120)), max_size=15),
    st.integers(0, 500),
    st.sampled_from(Per),
)
def test_minutes_added_up_in_the_database_come_to_the_same(sessions, on, per):
    """A week or a month under its last day counts as its days would."""
    since = date(2027, 9, 1)
    day = since + timedelta(days=on)
    done = [Done(since + timedelta(days=each), n) for each, n in sessions if each <= on]
    unit = Per.WEEK if per == Per.WEEK else Per.MONTH
    parts = {}
    for each in done:
        parts.setdefault(span_of(each.day, unit), []).append(each)
    sums = [Done(max(e.day for e in of), sum(e.minutes for e in of)) for of in parts.values()]
    terms = Terms(60, per, since)
    assert owed(terms, sums, on=day) == owed(terms, done, on=day)
    assert past(terms, sums, on=day) == past(terms, done, on=day)
