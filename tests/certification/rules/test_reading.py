"""What a file must not say is refused with its place, in one sentence."""

from datetime import date

import pytest

from certification.rules.reading import documents
from certification.rules.records import evidence_in
from certification.rules.schemes import scheme_in
from certification.rules.taking import Refused
from tests.certification.rules.made import HEAD, PERSON, evidence, scheme


@pytest.mark.parametrize(
    ("requires", "path"),
    [
        ("{id: it, sum: {count: {supervision: {}}, min: 60, mni: 3}}", "requires.sum.mni"),
        ("{id: it, sum: {count: {supervision: {kin: group}}, min: 60}}", "requires.sum.count.kin"),
        ("{id: it, sum: {count: {supervision: {}}}}", "requires.sum.min"),
        ("{id: it, sum: {count: {supervision: {}}, min: -1}}", "requires.sum.min"),
        ("{id: it, sum: {count: {supervision: {}}, min: 1.5}}", "requires.sum.min"),
        ("{id: it, sum: {count: {supervision: {}, training: {}}, min: 1}}", "requires.sum.count"),
        ("{id: it, sum: {count: {practice: {}}, min: 1}, all: []}", "requires"),
        ("{sum: {count: {practice: {}}, min: 1}}", "requires.id"),
        ("{id: it, all: []}", "requires.all"),
        ("{id: it, all: [{id: a, document: {kind: x}}, {id: a, document: {kind: y}}]}",
         "requires.all"),
        ("{id: it, n_of: {n: 2, of: [{id: a, document: {kind: x}}]}}", "requires.n_of"),
        ("{id: it, each: {period: fortnight, count: {practice: {}}, min: 1}}",
         "requires.each.period"),
        ("{id: it, periods: {period: {days: 7}, min: 1, that: {id: a, document: {kind: x}}}}",
         "requires.periods.period"),
        ("{id: it, periods: {period: month, min: 1, that: {id: a, document: {kind: x}}}}",
         "requires.periods.that"),
        ("{id: it, cadence: {count: {practice: {}}, every: {days: 1, months: 1}}}",
         "requires.cadence.every"),
        ('{id: it, sum: {count: {practice: {}}, min: {of: {practice: {}}, share: "x%"}}}',
         "requires.sum.min.share"),
    ],
)  # fmt: skip
def test_a_requirement_that_is_wrong_says_where(requires, path):
    with pytest.raises(Refused) as refused:
        scheme(requires)
    assert refused.value.path == path


@pytest.mark.parametrize(
    ("records", "path"),
    [
        ("sessions: []", "document 1.sessions"),
        ("supervision: [{id: a, day: 2026-02-01, minutes: 5, kind: group}]",
         "document 1.supervision[0].heads"),
        ("supervision: [{id: a, start: 2026-02-01, minutes: 5, kind: individual}]",
         "document 1.supervision[0].start"),
        ('supervision: [{id: a, start: "2026-02-01T10:00", minutes: 5, kind: individual}]',
         "document 1.supervision[0].start"),
        ("practice: [{id: a, from: 2026-02-03, until: 2026-02-01, minutes: 5}]",
         "document 1.practice[0].until"),
        ("documents: [{id: a, kind: x, issued: 2026-02-01}, {id: a, kind: y, issued: 2026-02-01}]",
         "document 1.documents"),
        ("breaks: [{from: 2026-02-03, until: 2026-02-01}]", "document 1.breaks[0]"),
        ("training: [{id: a, course: c, completed: 2026-02-01, repeat: {every: {days: 1}, "
         "times: 100000}}]", "document 1.training[0].repeat"),
    ],
)  # fmt: skip
def test_evidence_that_is_wrong_says_where(records, path):
    with pytest.raises(Refused) as refused:
        list(evidence_in(PERSON + records))
    assert refused.value.path == path


def test_no_is_a_language_and_a_clock_is_no_number():
    (read,) = documents("{no: Norsk, at: 12:30, is: true, yes: yes, n: 010}")
    assert read == {"no": "Norsk", "at": "12:30", "is": True, "yes": "yes", "n": 10}


@pytest.mark.parametrize(
    "text",
    ["a: [", "a: 1\na: 2", "!!python/object:os.system x", "a: &b [*b, *c]", "\x00"],
)
def test_what_is_no_yaml_is_refused(text):
    with pytest.raises(Refused):
        list(documents(text))


def test_a_bomb_of_anchors_is_refused():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    with pytest.raises(Refused):
        list(documents("\n".join(lines)))


def test_versions_stand_in_their_order():
    two = HEAD.replace("version: 1", "version: 2") + "requires: {id: a, document: {kind: x}}\n"
    one = HEAD + "requires: {id: a, document: {kind: x}}\n"
    assert scheme_in(f"{one}---\n{two}").current.number == 2
    with pytest.raises(Refused):
        scheme_in(f"{two}---\n{one}")


def test_a_session_counts_on_the_day_on_which_it_began_where_the_person_lives():
    row = 'supervision: [{id: a, start: "2026-03-31T23:30+01:00", minutes: 60, kind: individual}]'
    assert evidence(row).supervision[0].day == date(2026, 3, 31)
    away = PERSON.replace("Europe/London", "Asia/Tokyo") + row
    assert next(evidence_in(away)).supervision[0].day == date(2026, 4, 1)


def test_a_repeated_record_has_numbers():
    row = (
        "documents: [{id: d, kind: x, issued: 2026-01-31, repeat: {every: {months: 1}, times: 3}}]"
    )
    found = [(each.id, each.day.isoformat()) for each in evidence(row).documents]
    assert found == [("d#1", "2026-01-31"), ("d#2", "2026-02-28"), ("d#3", "2026-03-31")]
