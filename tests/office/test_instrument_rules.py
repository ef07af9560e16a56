"""One table of definitions: for the site, for the room (instruments.test.js), for the schema."""

import json
import math
from copy import deepcopy
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from office.instrument_rules import Problem, problems_of

ROOT = Path(__file__).parents[2]
TABLE = json.loads((ROOT / "tests/wellbeing/instrument_cases.json").read_text())
SOUND, REFUSED = TABLE["sound"], TABLE["refused"]
SCHEMA = json.loads((ROOT / "wellbeing/instrument.schema.json").read_text())
OURS = json.loads((ROOT / "wellbeing/room/checks/our-check.json").read_text())
by_name = pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["name"])


def spoilt(case) -> dict:
    whole = deepcopy(SOUND)
    owner = whole
    for key in case["at"][:-1]:
        owner = owner[key]
    if "value" in case:
        owner[case["at"][-1]] = case["value"]
    else:
        del owner[case["at"][-1]]
    return whole


def is_taken_by_the_schema(definition) -> bool:
    return Draft202012Validator(SCHEMA).is_valid(definition)


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("definition", [SOUND, OURS], ids=["loaded", "ours"])
def test_a_sound_definition_has_no_problem(definition):
    assert problems_of(definition) == []
    assert is_taken_by_the_schema(definition)


@by_name
def test_each_problem_is_named_with_its_place(case):
    assert problems_of(spoilt(case)) == [Problem(**each) for each in case["problems"]]


@by_name
def test_the_schema_refuses_what_a_schema_can(case):
    assert is_taken_by_the_schema(spoilt(case)) is not case["schema"]


@pytest.mark.parametrize("value", [None, 7, "text", [], [SOUND], {}, True, math.nan])
def test_what_is_no_definition_is_refused_calmly(value):
    assert problems_of(value)


@pytest.mark.parametrize("value", [math.nan, math.inf, 10**400])
def test_a_number_without_measure_is_refused(value):
    assert problems_of({**SOUND, "recall_days": value}) == [Problem("value", "recall_days")]


def test_each_place_in_the_format_is_spoilt_by_some_case():
    """Whatever the format names, a wrong value in it is found."""
    names = {str(key) for case in REFUSED for key in case["at"]}
    assert {*SCHEMA["required"]} - names == set()
