"""How much of a person's evidence counts for a `Count`: worked out once, then asked for by days.

A `Case` is one person, one version and one day. Its `hope` is the same case with what waits for an
answer taken as accepted: a line that is met there, and only there, waits.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from certification.rules.days import DAY, Duration, Period
from certification.rules.evidence import Evidence, Record, Session, Training
from certification.rules.requirements import Accept, Amount, Count, Ratio, Selector, Within
from certification.rules.scheme import Version

WAITS = "waiting"
Entry = tuple[Record, Amount]


@dataclass
class Base:
    """Records that count, in their order, with their amounts; and the others with a reason."""

    ok: list[Entry] = field(default_factory=list)
    no: list[tuple[Record, str]] = field(default_factory=list)
    later: date | None = None  # the first day on which a record that lies ahead comes in

    @cached_property
    def days(self) -> list[date]:
        return [record.day for record, _ in self.ok]

    def between(self, first: date | None, last: date | None = None) -> list[Entry]:
        start = bisect_left(self.days, first) if first else 0
        end = bisect_right(self.days, last) if last else len(self.ok)
        return self.ok[start:end]


class Case:
    def __init__(
        self,
        evidence: Evidence,
        version: Version,
        on: date,
        *,
        cycle_start: date,
        hopeful: bool = False,
    ):
        self.evidence, self.version, self.on = evidence, version, on
        self.cycle_start, self.hopeful = cycle_start, hopeful
        self._bases: dict[Count, Base] = {}
        self._buckets: dict[tuple[Count, Period], dict[int, list[Entry]]] = {}
        self._credits: dict[Session, Amount | None] = {}
        self.satisfied: dict[tuple, bool] = {}

    @cached_property
    def hope(self) -> "Case":
        start = self.cycle_start
        return Case(self.evidence, self.version, self.on, cycle_start=start, hopeful=True)

    def records(self, kind: str) -> tuple:
        return getattr(self.evidence, kind)

    # --- what counts
    def base(self, count: Count) -> Base:
        found = self._bases.get(count)
        if found is None:
            found = self._bases[count] = self._base(count)
        return found

    def _base(self, count: Count) -> Base:
        base, on = Base(), self.on
        for record in self.records(count.selector.kind):
            reason = self._why_not(record, count)
            if reason in (None, WAITS) and record.day > on:
                base.later, reason = base.later or record.day, "after_on"
            amount = self._amount(record, count) if reason is None else 0
            if amount is None:
                reason = "no_credit_rule"
            if reason is None:
                base.ok.append((record, amount))
            else:
                base.no.append((record, reason))
        return base

    def _why_not(self, record: Record, count: Count) -> str | None:
        return count.selector.why_not(record, self.evidence) or self.refusal(
            record, count.accept, count.selector.kind
        )

    def refusal(self, record, accept: Accept, kind: str) -> str | None:
        """Why a record of this state does not count; `waiting` where it still may."""
        reason = None
        if record.state not in getattr(accept, kind):
            reason = _of_state(record.state, accept, kind)
        if reason == WAITS and self.hopeful:
            reason = None
        if reason is None and kind == "supervision":
            return None if record.agreement or accept.without_agreement else "no_agreement"
        return reason

    def fits(self, selector: Selector, record: Record) -> bool:
        return selector.why_not(record, self.evidence) is None

    # --- how much
    def _amount(self, record, count: Count) -> Amount | None:
        measure = count.measure
        if measure == "contacts":
            return 1 if record.minutes else 0
        if measure == "sessions":
            return getattr(record, "sessions", 1)
        if count.selector.kind == "supervision" and measure != "minutes":
            amount = self.credit(record)
        else:
            amount = minutes_of(record, count.selector)
        if amount and measure == "units" and count.drop_parts == "per_session":
            return amount // count.unit * count.unit
        return amount

    def credit(self, session: Session) -> Amount | None:
        """Share × the person's own minutes; None where no rule fits."""
        rules = self.version.credit
        if rules is None:
            return session.minutes
        if session not in self._credits:
            self._credits[session] = _credit(session, rules)
        return self._credits[session]

    # --- by days
    def bucket(self, count: Count, period: Period) -> dict[int, list[Entry]]:
        """What counts, by period."""
        known = self._buckets.get((count, period))
        if known is None:
            known = self._buckets[count, period] = defaultdict(list)
            key = period.key
            for entry in self.base(count).ok:
                known[key(entry[0].day)].append(entry)
        return known

    def since(self, within: Within | None) -> date | None:
        """The first day that is not too old; None: all are young enough."""
        if within is None:
            return None
        if within.duration is None:
            return self.cycle_start
        return earliest(within.duration, self.on)

    def need(self, least: Amount | Ratio, entries_of) -> Amount:
        """`entries_of(count)` gives what counts in the window that is judged."""
        if not isinstance(least, Ratio):
            return least
        return least.need(sum(amount for _, amount in entries_of(least.of)))


def earliest(duration: Duration, on: date) -> date:
    """The first day for which day + duration is not before `on`."""
    day = duration.before(on)
    while duration.after(day) < on:
        day += DAY
    return day


def minutes_of(record, selector: Selector) -> int:
    if selector.topics and isinstance(record, Training):
        return sum(record.topics.get(topic, 0) for topic in selector.topics)
    return record.minutes


def _credit(session: Session, rules) -> Amount | None:
    for rule in rules:
        if rule.fits(session):
            if rule.divides:
                return _whole(session.minutes, getattr(session, rule.divides) or 1)
            share: Fraction = rule.share
            return _whole(session.minutes * share.numerator, share.denominator)
    return None


def _whole(amount: int, parts: int) -> Amount:
    """An integer where it is one: they are added ten times as fast."""
    whole, rest = divmod(amount, parts)
    return Fraction(amount, parts) if rest else whole


def _of_state(state: str, accept: Accept, kind: str) -> str:
    could_be = {"submitted": "confirmed", "logged": "attested", "unchecked": "checked"}
    if state == "superseded":
        return "superseded"
    return WAITS if could_be.get(state) in getattr(accept, kind) else "not_accepted"
