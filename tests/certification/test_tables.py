"""Worked cases of the rule sets in content/schemes: met, just short, and each trap."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from certification import rules
from certification.rules.records import evidence_of

TABLES = sorted((Path(__file__).parent / "tables").glob("*.yaml"))
SCHEMES = settings.ROOT / "content" / "schemes"
AT_LEAST = 12


def cases():
    for table in TABLES:
        found = yaml.safe_load(table.read_text())
        for case in found["cases"]:
            yield pytest.param(found, case, id=f"{table.stem}: {case['case']}")


@pytest.mark.parametrize(("table", "case"), cases())
def test_the_answer_is_the_one_that_was_worked_out(table, case):
    scheme = rules.scheme_of(SCHEMES / f"{table['scheme']}.yaml")
    evidence = evidence_of(table["base"] | case.get("with", {}))
    found = rules.standing(evidence, scheme, on=case["day"])
    assert answer(found, case["expect"]) == case["expect"]


def answer(found, expected):
    """What the answer says about what is expected of it."""
    lines = {key: rules.line_called(found, key) for key in names_in(expected)}
    said = {
        "lines": lambda name: lines[name].state,
        "have": lambda name: lines[name].have,
        "short": lambda name: lines[name].short_by,
    }
    told = {}
    for key, value in expected.items():
        if key in said:
            told[key] = {name: said[key](name) for name in value}
        elif key == "not_counted":
            told[key] = {
                n: {i: dict(lines[n].not_counted).get(i) for i in v} for n, v in value.items()
            }
        else:
            told[key] = getattr(found, key)
    return told


def names_in(expected):
    return {name for value in expected.values() if isinstance(value, dict) for name in value}


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_there_are_enough_of_them(table):
    assert len(yaml.safe_load(table.read_text())["cases"]) >= AT_LEAST


@pytest.mark.parametrize("path", sorted(SCHEMES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_scheme_can_be_read_and_judged_on_nothing(path):
    scheme = rules.scheme_of(path)
    nothing = evidence_of({"evidence": 1, "person": {"joined": date(2026, 1, 1)}})
    found = rules.standing(nothing, scheme, on=date(2026, 6, 1))
    assert (found.state, found.credential) == ("short", "none")
