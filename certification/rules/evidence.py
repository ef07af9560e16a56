"""What happened to one person: records in the order (day, id), whichever room they came from.

`day` of a record is the one it counts on: a session's beginning where the person lived, the day a
course was completed, the first day of a practice line (qualifications are judged on it).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from certification.rules.days import Breaks


@dataclass(frozen=True, slots=True)
class Held:
    """A qualification from one day to another; `until` is None while it has no end."""

    kind: str
    first: date
    last: date | None = None

    def is_on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Party:
    """A supervisor or a provider: a class, and what they hold."""

    rank: str = ""
    holds: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Session:
    id: str
    day: date
    minutes: int
    kind: str
    supervisees: int
    everyone: int
    state: str = "confirmed"
    mode: str = "in_person"
    agreement: bool = True
    presented: bool = False
    observed: bool = False
    facilitator: bool = False
    supervisor: str = ""
    organisation: str = ""
    waits_for: str = "supervisee"


@dataclass(frozen=True, slots=True, eq=False)
class Training:
    """`modules` of a course that was done in parts elsewhere; `whole` where all of it was."""

    id: str
    day: date
    minutes: int
    course: str
    state: str = "graded"
    topics: Mapping[str, int] = field(default_factory=dict)
    delivery: str = "self_paced"
    provider: str = "own"
    modules: tuple[str, ...] = ()
    whole: bool = True
    waits_for: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Practice:
    """Direct work of one ISO week and one month; `last` is its last day."""

    id: str
    day: date
    last: date
    minutes: int
    category: str
    state: str = "attested"
    supervisor: str = ""
    organisation: str = ""
    sessions: int = 1
    waits_for: str = "supervisor"


@dataclass(frozen=True, slots=True, eq=False)
class Attestation:
    id: str
    day: date
    statement: str
    by: str


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    id: str
    day: date
    kind: str
    state: str = "checked"


@dataclass(frozen=True, slots=True)
class Extension:
    asked: date
    until: date


@dataclass(frozen=True, slots=True, eq=False)
class Award:
    """`valid_until` is None where it is held for good."""

    id: str
    day: date
    scheme: str
    family: str = ""
    rank: int = 0
    valid_until: date | None = None
    state: str = "valid"
    extended: tuple[Extension, ...] = ()

    def state_on(self, day: date) -> str:
        """A valid one that has run out since is lapsed."""
        if self.state == "valid" and self.valid_until and self.valid_until < day:
            return "lapsed"
        return self.state


Record = Session | Training | Practice | Attestation | Document | Award


@dataclass(frozen=True)
class Evidence:
    """All of one person. `pathways` name their courses, `modules` what a course is made of."""

    joined: date
    time_zone: str = "UTC"
    breaks: Breaks = field(default_factory=Breaks)
    supervisors: Mapping[str, Party] = field(default_factory=dict)
    providers: Mapping[str, Party] = field(default_factory=dict)
    supervision: tuple[Session, ...] = ()
    training: tuple[Training, ...] = ()
    practice: tuple[Practice, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    documents: tuple[Document, ...] = ()
    awards: tuple[Award, ...] = ()
    pathways: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    modules: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def records(self) -> Iterator:
        """All of every kind; each has an id and a day."""
        for kind in (self.supervision, self.training, self.practice, self.attestations):
            yield from kind
        yield from self.documents
        yield from self.awards


def in_order(records):
    """By day, then by id: caps are applied in this order."""
    return tuple(sorted(records, key=lambda each: (each.day, each.id)))
