"""Schemes and evidence in a few lines, for tests."""

from datetime import date

from certification.rules.records import evidence_in
from certification.rules.schemes import scheme_in
from certification.rules.standing import Standing, line_called, standing

HEAD = """
scheme: made-up
version: 1
title: {en: Made up}
effective: {from: 2020-01-01, until: null}
"""
PERSON = """
evidence: 1
person: {time_zone: Europe/London, joined: 2026-01-01}
"""


def scheme(requires: str, more: str = ""):
    return scheme_in(f"{HEAD}{more}\nrequires: {requires}\n")


def evidence(records: str = "", joined: str = "2026-01-01"):
    return next(evidence_in(PERSON.replace("2026-01-01", joined) + records))


def judged(requires: str, records: str = "", on: str = "2026-06-30", more: str = "",
           joined: str = "2026-01-01") -> Standing:  # fmt: skip
    found = scheme(requires, more)
    return standing(evidence(records, joined), found, on=date.fromisoformat(on))


def line(requires: str, records: str = "", on: str = "2026-06-30", **more):
    """The line called `it`."""
    found = line_called(judged(requires, records, on, **more), "it")
    assert found is not None
    return found
