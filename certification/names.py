"""What a rule may be called, and by which names it may ask for things.

The language takes any short name. On a site they stand in addresses and in columns, and a few
addresses are taken.
"""

import re
from collections.abc import Iterator

from certification.rules.requirements import Attested, Documented, Requirement, Several
from certification.rules.scheme import Version
from certification.rules.taking import Refused

RESERVED = frozenset({"new", "issuer"})  # /cms/rules/new/ and /badges/issuer.json
CODE = re.compile(r"[-a-zA-Z0-9_]{1,60}")
LONGEST_ID = 80
HIGHEST = 32_767  # of a small whole number in the database
NOT_A_CODE = "letters, figures and hyphens are expected here, 60 at most"


def is_taken(slug: str) -> bool:
    """By the site itself, for an address of its own."""
    return slug.lower() in RESERVED


def check(version: Version) -> None:
    """Whether a site can keep it. Raises Refused."""
    if is_taken(version.slug):
        raise Refused("scheme", f"the name {version.slug} is taken by the site; choose another")
    _code(version.slug, "scheme")
    _number(version.number, "version")
    if version.ladder:
        _code(version.ladder.family, "ladder.family")
        _number(version.ladder.rank, "ladder.rank")
    late = version.renewal.late
    for asked in (version.requires, version.renewal.requires, late.also if late else None):
        for each in lines_in(asked):
            _line(each)


def lines_in(asked: Requirement | None) -> Iterator[Requirement]:
    """A requirement, and those that stand in it as lines of their own."""
    if asked is None:
        return
    yield asked
    if isinstance(asked, Several):
        for each in asked.of:
            yield from lines_in(each)


def _line(asked: Requirement) -> None:
    if "/" in asked.id or len(asked.id) > LONGEST_ID:
        raise Refused(f"id {asked.id[:LONGEST_ID]}", "shorter, and without a stroke, please")
    if isinstance(asked, Attested):
        _code(asked.statement, f"{asked.id}.statement")
    if isinstance(asked, Documented):
        _code(asked.kind, f"{asked.id}.kind")


def _code(name: str, path: str) -> None:
    if not CODE.fullmatch(name):
        raise Refused(path, NOT_A_CODE)


def _number(number: int, path: str) -> None:
    if number > HIGHEST:
        raise Refused(path, "this number is too large")
