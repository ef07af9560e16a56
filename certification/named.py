"""The names by which a rule asks for things, read from the text of one version (scheme/1)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

WORDS = ("title", "source")  # nothing in them is asked for


@dataclass(frozen=True)
class Named:
    """`classes` and `certified` of who teaches, `ranks` and `codes` of who supervises."""

    courses: set[str] = field(default_factory=set)
    pathways: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    statements: set[str] = field(default_factory=set)
    providers: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    certified: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    ranks: set[str] = field(default_factory=set)
    schemes: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)


def named_in(value: object) -> Named:
    """`value` is a version as data, already checked."""
    found = Named()
    _walk(value, found)
    return found


def _walk(value: object, found: Named) -> None:
    if isinstance(value, list):
        for each in value:
            _walk(each, found)
    elif isinstance(value, dict):
        for key, each in value.items():
            if isinstance(each, dict) and key in READERS:
                READERS[key](each, found)
            if key not in WORDS:
                _walk(each, found)


def _course(asked: dict, found: Named) -> None:
    found.courses.update(_many(asked.get("course")))
    found.pathways.update(_many(asked.get("pathway")))


def _attestation(asked: dict, found: Named) -> None:
    found.statements.update(_many(asked.get("statement")))


def _award(asked: dict, found: Named) -> None:
    found.schemes.update(_many(asked.get("scheme")))
    found.families.update(_many(asked.get("family")))


def _training(filters: dict, found: Named) -> None:
    found.courses.update(_many(filters.get("course")))
    found.topics.update(_many(filters.get("topic")))
    by = filters.get("provider")
    if isinstance(by, dict):
        found.classes.update(_many(by.get("class")))
        found.certified.update(_many(by.get("holds")))
    else:
        found.providers.update(_many(by))
    if isinstance(filters.get("not"), dict):
        _training(filters["not"], found)


def _hours(filters: dict, found: Named) -> None:
    """Of supervision and of practice."""
    by = filters.get("supervisor")
    if isinstance(by, dict):
        found.ranks.update(_many(by.get("class")))
        found.codes.update(_many(by.get("holds")))
    if isinstance(filters.get("not"), dict):
        _hours(filters["not"], found)


READERS = {
    "course": _course,
    "attestation": _attestation,
    "award": _award,
    "training": _training,
    "supervision": _hours,
    "practice": _hours,
}


def _many(value: object) -> Iterable[str]:
    if value is None:
        return ()
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]
