"""A scheme: what must be true, since when, for how long it holds, and how it is renewed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from certification.rules.days import Duration
from certification.rules.requirements import Requirement


@dataclass(frozen=True, eq=False)
class Credit:
    """Which share of a person's own minutes counts. `divides` names the heads of `1/n`."""

    fits: Callable  # (session) -> bool
    share: Fraction = Fraction(1)
    divides: str = ""  # supervisees, everyone


@dataclass(frozen=True, eq=False)
class Validity:
    """`lasts` None: for good. `counted_from` `completion`, `old_expiry` or `fixed`."""

    lasts: Duration | None
    counted_from: str = "completion"
    fixed: tuple[int, int] | None = None  # month, day
    at_least: Duration = field(default_factory=Duration)
    breaks_stop: bool = False


@dataclass(frozen=True, eq=False)
class Grace:
    lasts: Duration
    counts_as: str = "valid"


@dataclass(frozen=True, eq=False)
class Late:
    lasts: Duration
    also: Requirement | None = None


@dataclass(frozen=True, eq=False)
class ExtensionRule:
    times: int
    lasts: Duration


@dataclass(frozen=True, eq=False)
class Renewal:
    requires: Requirement | None = None
    opens: Duration | None = None
    grace: Grace | None = None
    late: Late | None = None
    extension: ExtensionRule | None = None
    then: str = "back_to_start"


@dataclass(frozen=True, eq=False)
class Changeover:
    previous: int
    until: date
    judged: str = "new"  # old, new, either


@dataclass(frozen=True, eq=False)
class Ladder:
    family: str
    rank: int
    replaces_lower: bool = False


@dataclass(frozen=True, eq=False)
class Keeping:
    """How long evidence is kept, and which share of awards is looked at again."""

    keep: Duration | None = None
    audit: Fraction = Fraction(0)


@dataclass(frozen=True, eq=False)
class Version:
    """One version of a scheme."""

    slug: str
    number: int
    requires: Requirement
    title: Mapping[str, str]
    source: Mapping[str, str]
    effective_from: date
    effective_until: date | None = None
    changeover: Changeover | None = None
    credit: tuple[Credit, ...] | None = None
    validity: Validity = field(default_factory=lambda: Validity(None))
    renewal: Renewal = field(default_factory=Renewal)
    ladder: Ladder | None = None
    keeping: Keeping = field(default_factory=Keeping)
    reminders: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Scheme:
    """Versions of one slug in their order; the last is current."""

    slug: str
    versions: tuple[Version, ...]

    @property
    def current(self) -> Version:
        return self.versions[-1]

    def numbered(self, number: int) -> Version | None:
        return next((each for each in self.versions if each.number == number), None)
