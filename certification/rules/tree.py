"""The answer: a frozen tree, one line for each requirement, with what it counted and what not.

States of a line: `met`, `later` (by time alone, on `met_on`), `waiting` (would be met if what waits
is accepted), `short`, `not_applicable`. A lapse is a date on `met`, not a state.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

MET, LATER, WAITING, SHORT = "met", "later", "waiting", "short"
NOT_APPLICABLE = "not_applicable"
WORSE = {MET: 0, LATER: 1, WAITING: 2, SHORT: 3}


@dataclass(frozen=True, slots=True)
class Waits:
    """Whose turn it is: `who` (supervisee, supervisor, organisation), for which record, since."""

    who: str
    what: str
    since: date

    def as_json(self) -> dict:
        return {"who": self.who, "what": self.what, "since": self.since.isoformat()}


@dataclass(frozen=True, slots=True)
class Spell:
    """One period of a line. `by` is the last day on which it can still be met."""

    first: date
    last: date
    state: str
    have: int = 0
    need: int = 0
    short_by: int = 0
    by: date | None = None

    def as_json(self) -> dict:
        found = {"from": self.first.isoformat(), "until": self.last.isoformat(),
                 "state": self.state, "have": self.have, "need": self.need}  # fmt: skip
        if self.short_by:
            found["short_by"] = self.short_by
        if self.by:
            found["by"] = self.by.isoformat()
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One requirement. `have` is rounded down, `short_by` up; both in `unit`."""

    id: str
    type: str
    state: str
    have: int | None = None
    need: int | None = None
    unit: str = ""
    short_by: int = 0
    by: date | None = None
    lapses_on: date | None = None
    met_on: date | None = None
    mendable: bool = True
    waiting_for: tuple[Waits, ...] = ()
    counted: tuple[tuple[str, int], ...] = ()
    not_counted: tuple[tuple[str, str], ...] = ()
    periods: tuple[Spell, ...] = ()
    lines: "tuple[Line, ...]" = ()
    next_change: date | None = None

    def as_json(self) -> dict:
        found: dict = {"id": self.id, "type": self.type, "state": self.state}
        for key in ("have", "need"):
            if getattr(self, key) is not None:
                found[key] = getattr(self, key)
        if self.unit:
            found["unit"] = self.unit
        if self.short_by:
            found["short_by"] = self.short_by
        for key in ("by", "lapses_on", "met_on"):
            if getattr(self, key):
                found[key] = getattr(self, key).isoformat()
        if self.state in (SHORT, WAITING):
            found["mendable"] = self.mendable
        return found | self._lists()

    def _lists(self) -> dict:
        lists = {
            "waiting_for": [each.as_json() for each in self.waiting_for],
            "counted": [{"id": name, "amount": amount} for name, amount in self.counted],
            "not_counted": [{"id": name, "reason": why} for name, why in self.not_counted],
            "periods": [each.as_json() for each in self.periods],
            "lines": [each.as_json() for each in self.lines],
        }
        return {key: value for key, value in lists.items() if value}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The whole answer for one person, one scheme and one day."""

    scheme: str
    version: int
    judged_under: int
    on: date
    state: str
    credential: str
    lines: tuple[Line, ...]
    since: date | None = None
    lapses_on: date | None = None
    met_on: date | None = None
    next_change: date | None = None

    def as_json(self) -> dict:
        found: dict = {
            "scheme": self.scheme,
            "version": self.version,
            "judged_under": self.judged_under,
            "on": self.on.isoformat(),
            "state": self.state,
        }
        for key in ("since", "lapses_on", "met_on", "next_change"):
            if getattr(self, key):
                found[key] = getattr(self, key).isoformat()
        return found | {
            "credential": self.credential,
            "lines": [each.as_json() for each in self.lines],
        }


def down(amount: int | Fraction) -> int:
    return amount if isinstance(amount, int) else amount.numerator // amount.denominator


def up(amount: int | Fraction) -> int:
    return amount if isinstance(amount, int) else -(-amount.numerator // amount.denominator)


def first_of(*days: date | None) -> date | None:
    """The earliest of those that there are."""
    return min((day for day in days if day), default=None)
