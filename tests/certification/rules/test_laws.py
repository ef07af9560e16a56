"""What holds for any evidence: its order does not matter, and more of it never lowers standing."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from certification.rules.days import Breaks, Duration, Period, Span
from certification.rules.evidence import (
    Attestation,
    Evidence,
    Practice,
    Session,
    Training,
    in_order,
)
from certification.rules.standing import standing
from certification.rules.tree import WORSE
from tests.certification.rules.made import scheme

START = date(2026, 1, 1)
DAYS = st.integers(0, 400).map(lambda n: START + timedelta(days=n))
KINDS = st.sampled_from(["individual", "group", "peer_group", "debrief"])
STATES = st.sampled_from(["confirmed", "submitted", "disputed"])
MINUTES = st.integers(0, 200)
CALM = scheme("""
  id: all
  all:
    - id: any-of
      any:
        - {id: sum, sum: {count: {supervision: {}}, min: 300, within: {months: 6}}}
        - {id: course, course: {course: a, within: {years: 1}}}
    - {id: each, each: {period: month, count: {supervision: {}}, min: 60, missed_allowed: 3}}
    - {id: mean, each: {period: month, count: {supervision: {kind: [individual, group]}}, min: 40,
       averaging: {over: 3}}}
    - {id: often, cadence: {count: {supervision: {}}, every: {days: 40}}}
    - {id: weeks, periods: {period: iso_week, min: 3,
       that: {id: one, sum: {count: {supervision: {}}, as: contacts, min: 1}}}}
    - {id: topics, sum: {count: {training: {}}, min: 120,
       parts: [{count: {training: {topic: ethics}}, min: 30}],
       shares: [{count: {training: {delivery: in_person}}, at_least: "50%"}]}}
    - {id: shares, sum: {count: {training: {}}, min: 100,
       shares: [{count: {training: {delivery: in_person}}, at_least: "50%"},
                {count: {training: {course: a}}, at_least: "25%"}]}}
    - {id: word, attestation: {statement: code, by: self, lasts: {months: 6}}}
""")


@st.composite
def records(draw):
    """Up to forty of several kinds, each with an id of its own."""
    found = []
    for n in range(draw(st.integers(0, 40))):
        make = draw(st.sampled_from([session, session, training, practice, attestation]))
        found.append(make(draw, f"r{n}"))
    return found


def session(draw, name):
    heads = draw(st.integers(1, 8))
    return Session(name, draw(DAYS), draw(MINUTES), draw(KINDS), heads, heads + 1, draw(STATES))


def training(draw, name):
    minutes = draw(MINUTES)
    topics = {"ethics": draw(st.integers(0, minutes))}
    delivery = draw(st.sampled_from(["in_person", "self_paced"]))
    course = draw(st.sampled_from(["a", "b"]))
    return Training(name, draw(DAYS), minutes, course, topics=topics, delivery=delivery)


def practice(draw, name):
    day = draw(DAYS)
    return Practice(name, day, day, draw(MINUTES), "direct")


def attestation(draw, name):
    return Attestation(name, draw(DAYS), "code", "self")


def evidence_of(found, joined=START):
    def of(kind):
        return in_order(each for each in found if isinstance(each, kind))

    return Evidence(
        joined,
        supervision=of(Session),
        training=of(Training),
        practice=of(Practice),
        attestations=of(Attestation),
    )


@given(records(), DAYS, st.randoms())
def test_the_order_of_evidence_does_not_matter(found, on, chance):
    before = standing(evidence_of(found), CALM, on=on)
    chance.shuffle(found)
    assert standing(evidence_of(found), CALM, on=on) == before


@given(records(), records(), DAYS)
def test_more_evidence_never_lowers_standing(some, more, on):
    more = [each for each in more if getattr(each, "state", "") != "disputed"]
    for n, each in enumerate(more):
        object.__setattr__(each, "id", f"more{n}")
    less = standing(evidence_of(some), CALM, on=on)
    rich = standing(evidence_of(some + more), CALM, on=on)
    for one, other in zip(less.lines[0].lines, rich.lines[0].lines, strict=True):
        assert WORSE.get(other.state, 0) <= WORSE.get(one.state, 0), one.id


@given(records(), DAYS)
def test_what_is_met_lapses_on_the_day_that_it_says(found, on):
    evidence = evidence_of([each for each in found if each.day <= on])
    for line in standing(evidence, CALM, on=on).lines[0].lines:
        if line.state == "met" and line.lapses_on:
            assert state_of(evidence, line.id, line.lapses_on) != "met"
            assert state_of(evidence, line.id, line.lapses_on - timedelta(days=1)) == "met"


def state_of(evidence, name, on):
    lines = standing(evidence, CALM, on=on).lines[0].lines
    return next(line.state for line in lines if line.id == name)


@given(records(), DAYS)
def test_nothing_changes_before_the_day_that_it_names(found, on):
    evidence = evidence_of(found)
    before = standing(evidence, CALM, on=on)
    until = before.next_change or on + timedelta(days=3)
    assert until > on
    day = min(until - timedelta(days=1), on + timedelta(days=20))
    after = standing(evidence, CALM, on=day)
    assert [line.state for line in after.lines[0].lines] == [
        line.state for line in before.lines[0].lines
    ]


def test_what_waits_grows_too_old_as_well():
    waits = Session("s", START, 300, "individual", 1, 2, "submitted")
    evidence = evidence_of([waits, Training("t", START, 60, "b")])
    half_a_year_on = date(2026, 7, 1)
    before = standing(evidence, CALM, on=half_a_year_on)
    assert state_of(evidence, "any-of", half_a_year_on) == "waiting"
    assert before.next_change == half_a_year_on + timedelta(days=1)
    assert state_of(evidence, "any-of", before.next_change) == "short"


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_a_duration_taken_off_and_added_is_never_later(day, months, days):
    for span in (Duration(months=months), Duration(days=days)):
        assert span.after(span.before(day)) <= day


@given(DAYS, st.sampled_from(["month", "iso_week", "quarter"]))
def test_every_day_lies_in_its_period_and_the_next_begins_after_it(day, name):
    period = Period(name)
    span = period.span(period.key(day))
    assert span.has(day)
    assert period.span(period.key(day) + 1).first == span.last + timedelta(days=1)


@given(st.lists(st.tuples(DAYS, st.integers(0, 20)), max_size=5), DAYS, st.integers(1, 60))
def test_an_end_is_put_off_by_the_days_of_breaks_in_between(breaks, start, length):
    found = Breaks(Span(first, first + timedelta(days=n)) for first, n in breaks)
    end = start + timedelta(days=length)
    later = found.later_by(start, end)
    worked = (later - start).days - found.days_in(Span(start + timedelta(days=1), later))
    assert worked == length
