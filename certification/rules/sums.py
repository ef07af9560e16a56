"""Sums: what counts in a window, cut by caps and shares, against a minimum and minima inside it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from certification.rules.amounts import Case, Entry, earliest, minutes_of
from certification.rules.days import DAY, Period
from certification.rules.requirements import (
    Amount,
    Cap,
    Count,
    Part,
    Ratio,
    Requirement,
    Selector,
    Several,
    Share,
    Sum,
    counts_of,
)
from certification.rules.tree import MET, SHORT, Line, down, first_of, up

UNITS = {"credited": "minutes", "minutes": "minutes", "contacts": "contacts", "units": "units",
         "sessions": "sessions"}  # fmt: skip
MOST_STEPS = 400


@dataclass
class Tally:
    """What is left after all cuts. `cut` are records of which nothing counts, with the reason.

    Minima inside the total look at `whole`, what was left before shares: what a share leaves out of
    the total still shows that its topic was learned, so that more evidence never lowers standing.
    """

    entries: Sequence[Entry]
    total: Amount
    cut: list[tuple[object, str]] = field(default_factory=list)
    whole: Sequence[Entry] = ()


def tally(case: Case, asked: Sum, entries: Sequence[Entry]) -> Tally:
    if not (asked.caps or asked.shares or asked.only_in):
        return Tally(entries, _total(asked.count, entries), whole=entries)
    found = Tally(entries, 0)
    if asked.only_in:
        _only_in(case, asked.only_in, found)
    for cap in asked.caps:
        _cap(case, cap, found)
    found.whole = found.entries
    for share in asked.shares:
        _share(case, share, found, [each for each in asked.shares if each is not share])
    found.total = _total(asked.count, found.entries)
    return found


def _total(count: Count, entries: Iterable[Entry]) -> Amount:
    total = sum(amount for _, amount in entries)
    if count.measure == "units" and count.drop_parts == "per_period":
        return total // count.unit * count.unit
    return total


def _only_in(case: Case, only_in: tuple[Period, Requirement], found: Tally) -> None:
    period, that = only_in
    kept = []
    for record, amount in found.entries:
        if satisfies(case, that, period, period.key(record.day)):
            kept.append((record, amount))
        else:
            found.cut.append((record, "period_not_satisfied"))
    found.entries = kept


def _cap(case: Case, cap: Cap, found: Tally) -> None:
    room: dict[object, Amount] = defaultdict(lambda: cap.most)
    kept = []
    for record, amount in found.entries:
        if cap.of and not case.fits(cap.of, record):
            kept.append((record, amount))
            continue
        key = cap.per.key(record.day) if cap.per else record
        taken = min(amount, room[key])
        room[key] -= taken
        if taken or not amount:
            kept.append((record, taken))
        else:
            found.cut.append((record, "over_cap"))
    found.entries = kept


def _share(case: Case, share: Share, found: Tally, others: list[Share]) -> None:
    """The rest counts only as far as the share holds; first what other shares ask for."""
    inside = {record for record, _ in found.entries if case.fits(share.count, record)}
    held = sum(amount for record, amount in found.entries if record in inside)
    if not share.at_least:
        return
    room: Amount = held * (1 - share.at_least) / share.at_least
    rest = [each for each in found.entries if each[0] not in inside]
    if others:
        rest.sort(key=lambda each: not any(case.fits(one.count, each[0]) for one in others))
    given = {}
    for record, amount in rest:
        given[record] = min(amount, room)
        room -= given[record]
    kept = []
    for record, amount in found.entries:
        taken = given.get(record, amount)
        if taken or not amount:
            kept.append((record, _plain(taken)))
        else:
            found.cut.append((record, "in_share_limit"))
    found.entries = kept


def _plain(amount: Amount) -> Amount:
    return int(amount) if isinstance(amount, Fraction) and amount.denominator == 1 else amount


def part_of(case: Case, selector: Selector, entries: Iterable[Entry]) -> Amount:
    """How much of what counts these filters find; of a course, the minutes of its topics."""
    found = [(record, amount) for record, amount in entries if case.fits(selector, record)]
    if selector.topics:
        return sum(min(amount, minutes_of(record, selector)) for record, amount in found)
    return sum(amount for _, amount in found)


# --- inside one period
def satisfies(case: Case, that: Requirement, period: Period, key: int) -> bool:
    """Whether what counts in this period alone is enough. Asked once for each period."""
    asked = (that, period, key)
    known = case.satisfied.get(asked)
    if known is None:
        known = case.satisfied[asked] = _satisfies(case, that, period, key)
    return known


def _satisfies(case: Case, that: Requirement, period: Period, key: int) -> bool:
    if isinstance(that, Several):
        return sum(satisfies(case, each, period, key) for each in that.of) >= that.n
    if not isinstance(that, Sum):
        raise TypeError(that.type)  # refused when the scheme is read

    def entries_of(count: Count) -> Sequence[Entry]:
        return case.bucket(count, period).get(key, ())

    found = tally(case, that, entries_of(that.count))
    if found.total < case.need(that.least, entries_of):
        return False
    return all(part_of(case, part.count, found.whole) >= part.least for part in that.parts)


# --- the line
@dataclass
class _Judged:
    found: Tally
    need: Amount
    parts: list[tuple[Part, Amount]]

    @property
    def short(self) -> Amount:
        """How much is missing: the most of the total's and of each part's."""
        missing = [self.need - self.found.total, *(part.least - have for part, have in self.parts)]
        return max(0, *missing)


def judge(asked: Sum, case: Case) -> Line:
    first = _first_day(asked, case)
    judged = _judge(asked, case, first, case.on)
    short, scale = judged.short, asked.count.scale
    found = judged.found
    drops = _drops(asked, case, first)
    lapses = None if short else _first_short(asked, case, drops)
    return Line(
        id=asked.id,
        type="sum",
        state=SHORT if short else MET,
        have=down(found.total if scale == 1 else Fraction(found.total) / scale),
        need=up(judged.need if scale == 1 else Fraction(judged.need) / scale),
        unit=UNITS[asked.count.measure],
        short_by=up(short if scale == 1 else Fraction(short) / scale),
        lapses_on=lapses,
        counted=tuple((record.id, _shown(amount, scale)) for record, amount in found.entries),
        not_counted=_not_counted(asked, case, first, found),
        lines=tuple(_part_line(asked, n, *each) for n, each in enumerate(judged.parts, start=1)),
        next_change=first_of(*drops[:1], *(case.base(count).later for count in counts_of(asked))),
    )


def _shown(amount: Amount, scale: int) -> int:
    return down(amount if scale == 1 else Fraction(amount) / scale)


def _first_day(asked: Sum, case: Case) -> date | None:
    days = [case.since(asked.within), since_day(asked.since, case) if asked.since else None]
    return max((day for day in days if day), default=None)


def since_day(since, case: Case) -> date:
    """`joined`, `cycle` or a day."""
    if since.word == "cycle":
        return case.cycle_start
    return since.day if since.word == "day" else case.evidence.joined


def _judge(asked: Sum, case: Case, first: date | None, on: date) -> _Judged:
    """As on that day, without new evidence."""

    def entries_of(count: Count) -> Sequence[Entry]:
        return case.base(count).between(first)

    found = tally(case, asked, entries_of(asked.count))
    parts = [(part, _part_amount(case, part, found, on)) for part in asked.parts]
    return _Judged(found, case.need(asked.least, entries_of), parts)


def _part_amount(case: Case, part: Part, found: Tally, on: date) -> Amount:
    entries = found.whole
    if part.within and part.within.duration:
        first = earliest(part.within.duration, on)
        entries = entries[bisect_left([record.day for record, _ in entries], first) :]
    elif part.within:
        entries = [each for each in entries if each[0].day >= case.cycle_start]
    return part_of(case, part.count, entries)


def _not_counted(asked: Sum, case: Case, first: date | None, found: Tally) -> tuple:
    base = case.base(asked.count)
    too_old = bool(asked.within and asked.within.duration)
    old = [
        (record.id, "too_old" if too_old else "before_start")
        for record, _ in (base.between(None, first - DAY) if first else ())
    ]
    rest = [(record.id, reason) for record, reason in (*base.no, *found.cut)]
    return tuple(old + rest)


def _part_line(asked: Sum, n: int, part: Part, have: Amount) -> Line:
    scale, short = asked.count.scale, max(0, part.least - have)
    return Line(
        id=f"{asked.id}#{n}",
        type="part",
        state=SHORT if short else MET,
        have=_shown(have, scale),
        need=_shown(part.least, scale),
        unit=UNITS[asked.count.measure],
        short_by=up(short if scale == 1 else Fraction(short) / scale),
    )


# --- until when
def _drops(asked: Sum, case: Case, first: date | None) -> list[date]:
    """The later days on which something grows too old, in order."""
    windows = [asked.within, *(part.within for part in asked.parts)]
    durations = {window.duration for window in windows if window and window.duration}
    days = {record.day for record, _ in case.base(asked.count).between(first)}
    drops = {duration.after(day) + DAY for duration in durations for day in days}
    return sorted(day for day in drops if day > case.on)


def _first_short(asked: Sum, case: Case, drops: list[date]) -> date | None:
    """Where nothing but time passes, less and less counts: looked up by halving, unless the
    minimum moves, too."""

    def is_short(day: date) -> bool:
        limit = asked.within.duration if asked.within else None
        first = earliest(limit, day) if limit else _first_day(asked, case)
        return _judge(asked, case, first, day).short > 0

    if isinstance(asked.least, Ratio) or asked.shares:
        return next((day for day in drops[:MOST_STEPS] if is_short(day)), None)
    low, high = 0, len(drops)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_short(drops[middle]) else (middle + 1, high)
    return drops[low] if low < len(drops) else None
