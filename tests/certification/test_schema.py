"""The JSON Schemas of docs/ say what the reader says; and no text, however bad, hurts it."""

import copy
import json
import time
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from jsonschema import Draft202012Validator, FormatChecker

from certification import rules
from certification.rules.records import evidence_of

HERE = Path(__file__).parent
SHIPPED = sorted((settings.ROOT / "content" / "schemes").glob("*.yaml"))
WORKED = sorted((HERE / "worked").glob("*.yaml"))
TABLES = sorted((HERE / "tables").glob("*.yaml"))
EVERY = HERE / "every-primitive.yaml"
NAMED_FREELY = {"title", "topics", "supervisors", "providers", "pathways", "modules", "expect"}
OUTER = {"supervisors", "providers"}  # of these the names are free, and what stands below is not


def schema(name: str) -> Draft202012Validator:
    text = (settings.ROOT / "docs" / "schemas" / f"{name}.schema.json").read_text()
    return Draft202012Validator(json.loads(text), format_checker=FormatChecker())


SCHEME, EVIDENCE = schema("scheme"), schema("evidence")


def plain(value):
    """As JSON has it: days are text, keys too."""
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def documents(path: Path) -> list[dict]:
    return list(rules.documents(path.read_text(encoding="utf-8")))


def errors(validator, value) -> list[str]:
    return [f"{each.json_path}: {each.message}" for each in validator.iter_errors(plain(value))]


def refused(value) -> bool:
    """By the reader, as a text of its own."""
    try:
        rules.scheme_in(yaml.safe_dump(value, sort_keys=False, allow_unicode=True))
    except rules.Refused:
        return True
    return False


def evidence_refused(value) -> bool:
    try:
        evidence_of(copy.deepcopy(value))
    except rules.Refused:
        return True
    return False


# --- what is right is valid
@pytest.mark.parametrize("validator", [SCHEME, EVIDENCE])
def test_it_is_a_schema(validator):
    Draft202012Validator.check_schema(validator.schema)


@pytest.mark.parametrize("path", [*SHIPPED, *WORKED, EVERY], ids=lambda path: path.stem)
def test_every_rule_of_ours_is_valid(path):
    found = [each for each in documents(path) if "scheme" in each]
    assert found
    assert [errors(SCHEME, each) for each in found] == [[]] * len(found)


@pytest.mark.parametrize("path", WORKED, ids=lambda path: path.stem)
def test_so_is_every_worked_example_of_evidence(path):
    found = [each for each in documents(path) if "evidence" in each and "scheme" not in each]
    assert found
    assert [errors(EVIDENCE, each) for each in found] == [[]] * len(found)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_so_is_every_case_of_the_tables(path):
    table = yaml.safe_load(path.read_text(encoding="utf-8"))
    cases = [table["base"] | case.get("with", {}) for case in table["cases"]]
    assert [errors(EVIDENCE, each) for each in cases] == [[]] * len(cases)


def test_one_rule_says_everything_that_can_be_said():
    """Each word of the language stands in it, so that the tests above speak of all of it."""
    (every,) = documents(EVERY)
    assert missing_words(SCHEME.schema, words_in(every)) <= {"fixed"}  # in its stead: old_expiry


def words_in(value) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*(words_in(each) for each in value.values()))
    return set().union(*(words_in(each) for each in value)) if isinstance(value, list) else set()


def missing_words(of_schema, there: set[str]) -> set[str]:
    if isinstance(of_schema, list):
        return set().union(*(missing_words(each, there) for each in of_schema))
    if not isinstance(of_schema, dict):
        return set()
    own = set(of_schema["properties"]) if isinstance(of_schema.get("properties"), dict) else set()
    return (own - there).union(*(missing_words(each, there) for each in of_schema.values()))


# --- what is wrong is neither
GOOD = """
scheme: made-up
version: 1
title: {en: Made up}
source: {name: Ours, read: 2026-11, certainty: known}
effective: {from: 2026-01-01, until: null}
credit: [{kind: group, heads: {of: supervisees, from: 2, to: 4}, share: "1/2"}]
requires:
  id: all
  all:
    - {id: hours, sum: {count: {supervision: {}}, min: 60, caps: [{per: iso_week, max: 30}]}}
    - {id: monthly, each: {period: month, count: {supervision: {}}, min: 90, over: {last: 12}}}
    - {id: course, course: {course: listening, within: {years: 1}}}
    - {id: code, attestation: {statement: code-of-conduct, by: self}}
validity: {lasts: {years: 2}, counted_from: old_expiry, breaks: stop}
renewal: {opens: {days: 90}, grace: {lasts: {days: 30}}, then: back_to_start}
ladder: {family: steps, rank: 1}
reminders: [90, 30]
"""
BROKEN = [
    ("version: 1", "version: 0"),
    ("version: 1", "version: one"),
    ("version: 1\n", ""),
    ("scheme: made-up\n", "scheme: [made, up]\n"),
    ("title: {en: Made up}\n", "title: []\n"),
    ("effective: {from: 2026-01-01, until: null}\n", "effective: 2026-01-01\n"),
    ("from: 2026-01-01", "from: soon"),
    ("certainty: known", "certainty: surely"),
    ("kind: group", "kind: crowd"),
    ('share: "1/2"', 'share: "half"'),
    ('share: "1/2"', 'share: "1e9999999"'),
    ("of: supervisees", "of: people"),
    ("min: 60", "min: -60"),
    ("min: 60", "min: 1.5"),
    ("min: 60, ", ""),
    ("per: iso_week", "per: fortnight"),
    ("period: month", "period: {days: 0}"),
    ("over: {last: 12}", "over: {last: 12, since: joined}"),
    ("{supervision: {}}, min: 90", "{supervision: {}, practice: {}}, min: 90"),
    ("course: listening", "course: {listening: 1}"),
    ("course: listening", "course: listening, pathway: first"),
    ("within: {years: 1}", "within: {years: 1, days: 1}"),
    ("within: {years: 1}", "within: a year"),
    ("by: self", "by: myself"),
    ("id: code, ", ""),
    ("lasts: {years: 2}", "lasts: 2"),
    ("counted_from: old_expiry", "counted_from: birth"),
    ("breaks: stop", "breaks: true"),
    ("then: back_to_start", "then: never"),
    ("rank: 1", "rank: -1"),
    ("reminders: [90, 30]", "reminders: 90"),
    ("reminders: [90, 30]", "reminders: [soon]"),
    ("requires:\n", "asks:\n"),
    ("id: hours, sum", "id: hours, document: {kind: x}, sum"),
]


def test_what_is_broken_below_was_right_before():
    (good,) = rules.documents(GOOD)
    assert (errors(SCHEME, good), rules.scheme_in(GOOD).slug) == ([], "made-up")


@pytest.mark.parametrize(("right", "wrong"), BROKEN, ids=[f"{a}→{b}".strip() for a, b in BROKEN])
def test_a_broken_rule_is_refused_by_the_schema_and_by_the_reader(right, wrong):
    assert GOOD.count(right) == 1
    text = GOOD.replace(right, wrong)
    (value,) = rules.documents(text)
    assert errors(SCHEME, value)
    with pytest.raises(rules.Refused) as refusal:
        rules.scheme_in(text)
    assert 2 < len(refusal.value.why.split()) < 25
    assert "\n" not in refusal.value.why


@pytest.mark.parametrize("path", [*SHIPPED, EVERY], ids=lambda path: path.stem)
def test_a_word_too_many_is_refused_by_both_wherever_it_stands(path):
    for value in (each for each in documents(path) if "scheme" in each):
        for where in places_in(value):
            wrong = with_one_more(value, where)
            assert errors(SCHEME, wrong), where
            assert refused(wrong), where


def places_in(value, path=(), *, free=False):
    """Where fields stand that are known by their names."""
    if isinstance(value, dict):
        if not free:
            yield path
        for key, each in value.items():
            is_outer = key in OUTER and not free
            if key not in NAMED_FREELY or is_outer:
                yield from places_in(each, (*path, key), free=is_outer)
    elif isinstance(value, list):
        for n, each in enumerate(value):
            yield from places_in(each, (*path, n))


def with_one_more(value, where):
    other = copy.deepcopy(json.loads(json.dumps(value, default=str)))
    other = revived(other)
    at = other
    for step in where:
        at = at[step]
    at["mni"] = 1
    return other


def revived(value):
    """Days again, after a copy without shared parts."""
    if isinstance(value, dict):
        return {key: revived(each) for key, each in value.items()}
    if isinstance(value, list):
        return [revived(each) for each in value]
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


PERSON = {"evidence": 1, "person": {"joined": date(2026, 1, 1)}}
SESSION = {"id": "s", "day": date(2026, 2, 1), "minutes": 60, "kind": "individual"}
WORK = {"id": "p", "from": date(2026, 2, 1), "minutes": 60}
COURSE = {"id": "t", "course": "c", "completed": date(2026, 2, 1)}


@pytest.mark.parametrize(
    "wrong",
    [
        {"evidence": 2},
        {"person": {}},
        {"person": {"joined": "soon"}},
        {"persons": []},
        {"supervision": SESSION},
        {"supervision": [SESSION | {"kind": "crowd"}]},
        {"supervision": [SESSION | {"minutes": -1}]},
        {"supervision": [SESSION | {"state": "maybe"}]},
        {"supervision": [SESSION | {"start": "2026-02-01T10:00+00:00"}]},
        {"supervision": [{"id": "s", "minutes": 60, "kind": "individual"}]},
        {"training": [COURSE | {"known_by": "hearsay"}]},
        {"training": [COURSE | {"topics": {"law": "much"}}]},
        {"training": [{"id": "t", "completed": date(2026, 2, 1)}]},
        {"practice": [WORK | {"sessions": "many"}]},
        {"practice": [{"id": "p", "minutes": 60}]},
        {"attestations": [{"id": "a", "statement": "x", "by": "me", "day": date(2026, 2, 1)}]},
        {"documents": [{"id": "d", "kind": "x", "issued": "long ago"}]},
        {"awards": [{"id": "w", "scheme": "x"}]},
        {"breaks": [{"from": date(2026, 2, 1)}]},
        {"supervisors": {"bo": {"licences": []}}},
        {"providers": {"hub": {"holds": [{"kind": "x"}]}}},
    ],
)
def test_broken_evidence_is_refused_by_both(wrong):
    assert errors(EVIDENCE, PERSON | wrong)
    assert evidence_refused(PERSON | wrong)


@pytest.mark.parametrize(
    "right",
    [
        {"supervision": [SESSION], "training": [COURSE], "practice": [WORK]},
        {"supervision": [{**SESSION, "kind": "group", "heads": 4}]},
        {"documents": [{"id": "d", "kind": "x", "issued": date(2026, 2, 1), "state": "unchecked"}]},
        {"awards": [{"id": "w", "family": "f", "rank": 1, "granted": date(2026, 2, 1)}]},
        {"providers": {"own": {"class": "c", "holds": []}}, "modules": {"c": ["m"]}},
    ],
)
def test_evidence_that_is_right_is_taken_by_both(right):
    assert errors(EVIDENCE, PERSON | right) == []
    assert not evidence_refused(PERSON | right)


# --- what is no rule at all
BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
)
MERGED = "\n".join(
    ["- &a0 {x: 1}"] + [f"- &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 9)]
)
HOSTILE = {
    "3000 lists": "[" * 3000,
    "3000 lists that end": "[" * 3000 + "]" * 3000,
    "3000 fields": "{a: " * 3000,
    "3000 dashes": "- " * 3000,
    "3000 questions": "? " * 3000,
    "1500 steps": "".join(" " * n + "a:\n" for n in range(1500)),
    "a bomb of anchors": BOMB,
    "a bomb of merges": MERGED,
    "a list in itself": "a: &a [*a]",
    "fields in themselves": "&a {<<: *a}",
    "a megabyte of one word": "a" * 1_000_000,
    "a megabyte of dashes": "-\n" * 500_000,
    "a megabyte of brackets": "[" * 1_000_000,
    "a megabyte of fields": "{" + ", ".join(f"k{n}: 1" for n in range(70_000)) + "}",
    "three megabytes": "# x\n" * 750_000,
    "a NUL": "scheme: a\0b",
    "a NUL, said otherwise": r'scheme: "a\0b"',
    "half a letter": r'scheme: "\ud800"',
    "a number without end": "version: " + "9" * 5_000,
    "a day that is none": "effective: {from: 2026-02-30}",
    "a truth that is none": "a: !!bool maybe",
    "a day by force": "a: !!timestamp soon",
    "a list as fields": "a: !!map [a, b]",
    "a word as fields": "!!map word",
    "a program": "!!python/object/apply:os.system [ls]",
    "a tag of its own": "!rule {a: b}",
    "a key of keys": "{[a]: b}",
    "a field twice": "{a: 1, a: 2}",
    "nothing": "",
    "a tab": "a:\t- b",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_one_plain_sentence_and_soon(name):
    began = time.monotonic()
    with pytest.raises(rules.Refused) as refusal:
        rules.scheme_in(HOSTILE[name])
    words = str(refusal.value)
    assert words and "\n" not in words and len(words) < 200
    assert time.monotonic() - began < 30


def test_a_file_of_many_fields_takes_no_longer_for_each():
    def seconds(many):
        text = "{" + ", ".join(f"k{n}: 1" for n in range(many)) + "}"
        began = time.process_time()
        list(rules.documents(text))
        return time.process_time() - began

    seconds(100)
    assert seconds(8_000) < 8 * max(seconds(2_000), 0.02)


# --- enough of them
WITH_CASES = ("bacp", "babcp", "california-asw", "medi-cal-peer", "nacp-basic", "rbt",
              "advocate-foundation", "mentor")  # fmt: skip
WITHOUT = ("bacp-trainee", "babcp-part-time", "california-counsellor", "medi-cal-peer-specialist",
           "nacp-provisional", "nacp-intermediate", "nacp-advanced", "house-policy")  # fmt: skip


def test_each_rule_set_is_a_file_and_no_file_is_forgotten_here():
    assert {path.stem for path in SHIPPED} == {*WITH_CASES, *WITHOUT}


@pytest.mark.parametrize("name", WITH_CASES)
def test_it_has_enough_worked_cases(name):
    cases = yaml.safe_load((HERE / "tables" / f"{name}.yaml").read_text())["cases"]
    assert len({case["case"] for case in cases}) >= 12


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_it_says_where_it_was_read_and_when(path):
    for version in rules.scheme_of(path).versions:
        assert version.source["read"] >= "2026"
