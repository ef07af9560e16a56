"""On which grounds something was granted: the answer of that day, as it was kept with it."""

from collections.abc import Iterator
from dataclasses import dataclass

from certification import schemes
from certification.asked import requirements_in
from certification.in_words.lines import line_in_words, title_of
from certification.models import Award
from certification.rules.requirements import CourseDone, Requirement
from certification.rules.tree import MET, Line
from courses import api as courses

GROUPS = ("all", "any", "n_of")
AMOUNTS = ("id", "type", "state", "have", "need", "unit")


@dataclass(frozen=True)
class Ground:
    """One thing that was there. `words` say how much of it, where it was counted."""

    title: str
    words: list[str]


def of_award(award: Award, language: str) -> list[Ground]:
    """In the order of the rule; empty for what stands by somebody's word."""
    lines = list(_met(award.grounds.get("answer", {}).get("lines", ())))
    asked = _asked(award) if lines else {}
    found = [asked.get(line.id) for line in lines]
    slugs = {slug for each in found if isinstance(each, CourseDone) for slug in each.courses}
    named = courses.named(slugs, language, to=award.person) if slugs else {}
    return [
        Ground(title_of(each, line.id, language, named), line_in_words(line))
        for line, each in zip(lines, found, strict=True)
    ]


def _met(lines) -> Iterator[Line]:
    """Groups have no line of their own; of several ways, only those that were gone."""
    for each in lines:
        if each["type"] in GROUPS:
            yield from _met(each.get("lines", ()))
        elif each["state"] == MET:
            yield Line(**{name: each[name] for name in AMOUNTS if name in each})


def _asked(award: Award) -> dict[str, Requirement]:
    """By id, as the version has it that was granted under."""
    rule = schemes.rule_of(award.scheme)
    version = rule and rule.numbered(award.version)
    if version is None:
        return {}
    late = version.renewal.late
    trees = (version.requires, version.renewal.requires, late and late.also)
    return {each.id: each for tree in trees for each in requirements_in(tree)}
