"""What a scheme can ask for: one frozen shape for each key of the language, already read.

Amounts are whole minutes; where a requirement counts units, its figures are multiplied by the unit
when they are read, so that everything is compared in minutes (`Count.scale`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from certification.rules.days import Duration, Period

Amount = int | Fraction


@dataclass(frozen=True, eq=False)
class Accept:
    """Which states of evidence count, by its kind."""

    training: frozenset[str] = frozenset({"graded", "attested"})
    supervision: frozenset[str] = frozenset({"confirmed"})
    practice: frozenset[str] = frozenset({"attested"})
    documents: frozenset[str] = frozenset({"checked"})
    without_agreement: bool = False


@dataclass(frozen=True, eq=False)
class Selector:
    """Which records of one kind. `why_not(record, evidence)` is a reason, or None where it fits.

    `topics` are those of a training selector: of each record only their minutes count.
    """

    kind: str  # supervision, training, practice
    why_not: Callable
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Count:
    """Records and their measure: `credited`, `minutes`, `contacts`, `units`, `sessions`."""

    selector: Selector
    accept: Accept
    measure: str
    unit: int = 60
    drop_parts: str = "never"

    @property
    def scale(self) -> int:
        return self.unit if self.measure == "units" else 1


@dataclass(frozen=True, eq=False)
class Ratio:
    """A minimum that follows another amount. `steps` are (from, is_over, need), in their order."""

    of: Count
    share: Fraction | None = None
    each: int = 0
    gives: int = 0
    part: str = "pro_rata"
    steps: tuple[tuple[int, bool, int], ...] = ()

    def need(self, amount: Amount) -> Amount:
        if self.share is not None:
            return self.share * amount
        if self.steps:
            fits = [
                need for at, over, need in self.steps if amount > at or (amount == at and not over)
            ]
            return fits[-1] if fits else 0
        if self.part == "pro_rata":
            return Fraction(amount) / self.each * self.gives
        whole = Fraction(amount) / self.each
        times = -(-whole // 1) if self.part == "started" else whole // 1
        return int(times) * self.gives


@dataclass(frozen=True, eq=False)
class Cap:
    """No more than `most` counts in each `per`; None is each record."""

    per: Period | None
    most: Amount
    of: Selector | None = None


@dataclass(frozen=True, eq=False)
class Part:
    """A minimum inside the total."""

    count: Selector
    least: Amount
    within: "Within | None" = None


@dataclass(frozen=True, eq=False)
class Share:
    count: Selector
    at_least: Fraction


@dataclass(frozen=True, eq=False)
class Within:
    """Not older than a duration; or, where there is none, of this cycle."""

    duration: Duration | None


@dataclass(frozen=True, eq=False)
class Since:
    """Where counting begins: `joined`, `cycle`, `first` (counted record), or a `day`."""

    word: str
    day: date | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Requirement:
    id: str
    type: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    source: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, kw_only=True)
class Several(Requirement):
    """`all` asks for each, `any` for one, `n_of` for n of them."""

    n: int = 0
    of: tuple[Requirement, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Sum(Requirement):
    count: Count
    least: Amount | Ratio
    within: Within | None = None
    since: Since | None = None
    caps: tuple[Cap, ...] = ()
    parts: tuple[Part, ...] = ()
    shares: tuple[Share, ...] = ()
    only_in: "tuple[Period, Requirement] | None" = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Each(Requirement):
    """Every closed period; `last` of them, or all since the beginning."""

    period: Period
    count: Count
    least: Amount | Ratio
    last: int | None = None
    since: Since = Since("joined")
    mean_of: int | None = None
    first_part: str = "skip"
    break_part: str = "full"
    missed_allowed: int = 0


@dataclass(frozen=True, eq=False, kw_only=True)
class Elapsed(Requirement):
    since: Since
    least: Duration
    count: Count | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Cadence(Requirement):
    count: Count
    every: Duration
    since: Since = Since("joined")
    last: Duration | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Nested:
    """So many of the periods counted so far satisfy this, too."""

    that: Requirement
    least: int
    of_which: "tuple[Nested, ...]" = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Periods(Requirement):
    period: Period
    that: Requirement
    least: int
    within: Within | None = None
    of_which: tuple[Nested, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class CourseDone(Requirement):
    courses: tuple[str, ...]
    accept: Accept
    pathway: str = ""
    within: Within | None = None
    whole: bool = True


@dataclass(frozen=True, eq=False, kw_only=True)
class Attested(Requirement):
    statement: str
    by: str
    lasts: Duration | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Documented(Requirement):
    kind: str
    accept: Accept
    within: Within | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Awarded(Requirement):
    states: frozenset[str]
    scheme: str = ""
    family: str = ""
    at_least: int = 0


# --- what is asked about
def counts_of(asked: Requirement) -> Iterator[Count]:
    """Every amount that a requirement, or one inside it, asks about."""
    if isinstance(asked, Several):
        for each in asked.of:
            yield from counts_of(each)
    elif isinstance(asked, Periods):
        yield from counts_of(asked.that)
        for each in asked.of_which:
            yield from _counts_of_nested(each)
    elif getattr(asked, "count", None):
        yield asked.count
        if isinstance(getattr(asked, "least", None), Ratio):
            yield asked.least.of
        if getattr(asked, "only_in", None):
            yield from counts_of(asked.only_in[1])


def _counts_of_nested(asked: Nested) -> Iterator[Count]:
    yield from counts_of(asked.that)
    for each in asked.of_which:
        yield from _counts_of_nested(each)
