"""Lines that follow the calendar: every period, the longest gap, so many periods.

The period that holds the day never fails a line: if it is not met yet, the line is met until it
ends. A period wholly inside a break is left out; one partly inside follows `break_part`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from certification.rules.amounts import Case, Entry, earliest
from certification.rules.days import DAY, LAST_DAY, Span
from certification.rules.requirements import (
    Amount,
    Cadence,
    Count,
    Each,
    Elapsed,
    Nested,
    Periods,
    counts_of,
)
from certification.rules.sums import UNITS, satisfies, since_day
from certification.rules.tree import (
    LATER,
    MET,
    NOT_APPLICABLE,
    SHORT,
    Line,
    Spell,
    down,
    first_of,
    up,
)

MOST_SPELLS = 2_000
AHEAD = 30  # periods that are looked at for a lapse


@dataclass(frozen=True, slots=True)
class _Closed:
    """One period as it is judged; `applies` is False inside a break."""

    span: Span
    have: Amount
    need: Amount
    applies: bool = True

    @property
    def short(self) -> Amount:
        return max(0, self.need - self.have) if self.applies else 0

    def spell(self, scale: int, by: date | None = None) -> Spell:
        if not self.applies:
            return Spell(self.span.first, self.span.last, NOT_APPLICABLE)
        have, need, short = (_in(each, scale) for each in (self.have, self.need, self.short))
        return Spell(
            self.span.first,
            self.span.last,
            SHORT if self.short else MET,
            down(have),
            up(need),
            up(short),
            by if self.short else None,
        )


def _in(amount: Amount, scale: int) -> Amount:
    return amount if scale == 1 else Fraction(amount) / scale


# --- each
class _Each:
    """One `each`, over the periods from its beginning on."""

    def __init__(self, asked: Each, case: Case):
        self.asked, self.case = asked, case
        self.start = since_day(asked.since, case)

    def closed(self) -> list[_Closed]:
        """The latest last; of `over: {last: n}` no more than n that apply."""
        found: list[_Closed] = []
        for span in self._backwards():
            judged = self.judged(span)
            if judged is None:
                break
            found.append(judged)
            if self.asked.last and sum(each.applies for each in found) >= self.asked.last:
                break
        return found[::-1]

    def open(self) -> _Closed | None:
        if self.asked.period.is_rolling:
            return self.judged(self._window(self.case.on))
        return self.judged(self._span(self._key(self.case.on)))

    def ahead(self) -> Iterator[_Closed]:
        """The periods after the open one, with nothing new in them."""
        if self.asked.period.is_rolling:
            for n in range(1, self.asked.period.days + 2):
                yield self.judged(self._window(self.case.on + n * DAY)) or _nothing()
        elif self.asked.period.name != "whole":
            for n in range(1, AHEAD):
                yield self.judged(self._span(self._key(self.case.on) + n)) or _nothing()

    def judged(self, span: Span) -> _Closed | None:
        """None before the beginning."""
        if span.last < self.start:
            return None
        part = self._part(span)
        if part is None:
            return _Closed(span, 0, 0, applies=False)
        have = self._have(self.asked.count, span)
        need = self.case.need(self.asked.least, lambda count: self._entries(count, span))
        return _Closed(span, have, _plain(need * part) if part != 1 else need)

    # --- which periods
    def _key(self, day: date) -> int:
        return self.asked.period.key(day)

    def _span(self, key: int) -> Span:
        span = self.asked.period.span(key)
        return Span(max(span.first, self.start), span.last) if span.first == date.min else span

    def _window(self, last: date) -> Span:
        return Span(last - (self.asked.period.days - 1) * DAY, last)

    def _backwards(self) -> Iterator[Span]:
        if self.asked.period.is_rolling:
            yield from self._windows()
        elif self.asked.period.name != "whole":
            key = self._key(self.case.on)
            for n in range(1, MOST_SPELLS):
                yield self._span(key - n)

    def _windows(self) -> Iterator[Span]:
        """Those that end on a day with evidence, or on the last day that is over."""
        over = self.case.on - DAY
        days = {day for day in self.case.base(self.asked.count).days if day <= over} | {over}
        for last in sorted(days, reverse=True)[:MOST_SPELLS]:
            yield self._window(last)

    # --- how much
    def _part(self, span: Span) -> Fraction | int | None:
        """Which part of the minimum is owed; None where the period does not apply."""
        case, asked = self.case, self.asked
        if case.evidence.breaks.covers(span):
            return None
        lost = 0
        if span.first < self.start:
            if asked.first_part == "skip":
                return None
            if asked.first_part == "pro_rata":
                lost += (self.start - span.first).days
        off = case.evidence.breaks.days_in(span) if case.evidence.breaks else 0
        if off and asked.break_part == "skip":
            return None
        lost += off if asked.break_part == "pro_rata" else 0
        return Fraction(max(0, span.length - lost), span.length) if lost else 1

    def _have(self, count: Count, span: Span) -> Amount:
        total = sum(amount for _, amount in self._entries(count, span))
        if count.measure == "units" and count.drop_parts == "per_period":
            return total // count.unit * count.unit
        return total

    def _entries(self, count: Count, span: Span) -> Sequence[Entry]:
        period = self.asked.period
        if period.is_rolling or period.name == "whole" or span.first < self.start:
            return self.case.base(count).between(max(span.first, self.start), span.last)
        return self.case.bucket(count, period).get(period.key(span.first), ())


def _plain(amount: Amount) -> Amount:
    return int(amount) if isinstance(amount, Fraction) and amount.denominator == 1 else amount


def _nothing() -> _Closed:
    return _Closed(Span(date.min, date.min), 0, 0, applies=False)


def judge_each(asked: Each, case: Case) -> Line:
    work = _Each(asked, case)
    closed, current = work.closed(), work.open()
    applying = [each for each in closed if each.applies]
    if not applying:
        return _by_the_open_one(asked, case, work, closed, current)
    if asked.mean_of:
        return _by_the_mean(asked, case, work, closed, current)
    missed = [each for each in applying if each.short]
    is_short = len(missed) > asked.missed_allowed
    worst = max(missed, key=lambda each: each.short) if is_short else _told(current, applying)
    lapses = None if is_short else _lapse(work, applying, current)
    return _line(asked, case, work, closed, current, worst, is_short=is_short, lapses=lapses)


def _told(current: _Closed | None, applying: list[_Closed]) -> _Closed:
    return current if current and current.applies else applying[-1]


def _by_the_open_one(asked: Each, case: Case, work: _Each, closed, current) -> Line:
    """No period is over yet."""
    if current is None or not current.applies:
        shown = current or _nothing()
        line = _line(asked, case, work, closed, current, shown, is_short=False)
        return replace(line, state=NOT_APPLICABLE, have=None, need=None)
    is_short = current.short > 0
    find = _lapse_of_mean if asked.mean_of else _lapse
    lapses = None if is_short else find(work, [], current)
    line = _line(asked, case, work, closed, current, current, is_short=is_short, lapses=lapses)
    by = current.span.last if current.span.last < LAST_DAY else None
    return replace(line, mendable=True, by=by if is_short else None)


def _by_the_mean(asked: Each, case: Case, work: _Each, closed, current) -> Line:
    applying = [each for each in closed if each.applies][-(asked.mean_of or 1) :]
    mean = _mean(applying)
    is_short = mean.short > 0
    lapses = None if is_short else _lapse_of_mean(work, applying, current)
    return _line(asked, case, work, closed, current, mean, is_short=is_short, lapses=lapses)


def _mean(judged: list[_Closed]) -> _Closed:
    n = len(judged)
    have = sum(each.have for each in judged)
    need = sum(each.need for each in judged)
    span = Span(judged[0].span.first, judged[-1].span.last)
    return _Closed(span, _plain(Fraction(have) / n), _plain(Fraction(need) / n))


def _line(
    asked: Each, case: Case, work: _Each, closed, current, shown: _Closed, *, is_short, lapses=None
) -> Line:
    scale = asked.count.scale
    spells = [each.spell(scale) for each in closed]
    if current:
        by = current.span.last if current.span.last < LAST_DAY else None
        spells.append(current.spell(scale, by))
    short = shown.short if is_short else 0
    return Line(
        id=asked.id,
        type="each",
        state=SHORT if is_short else MET,
        have=down(_in(shown.have, scale)),
        need=up(_in(shown.need, scale)),
        unit=UNITS[asked.count.measure],
        short_by=up(_in(short, scale)),
        lapses_on=lapses,
        mendable=not is_short,
        counted=_counted(case, asked, closed, current),
        not_counted=_left_out(case, asked, work, closed, current),
        periods=tuple(spells),
        next_change=_next(case, asked, current),
    )


def _judged_spans(closed, current) -> list[Span]:
    return [each.span for each in (*closed, *([current] if current else [])) if each.applies]


def _counted(case: Case, asked: Each, closed, current) -> tuple:
    spans, scale = _judged_spans(closed, current), asked.count.scale
    if not spans:
        return ()
    entries = case.base(asked.count).between(spans[0].first, spans[-1].last)
    inside = _inside(spans, asked.period.is_rolling)
    return tuple((r.id, down(_in(amount, scale))) for r, amount in entries if inside(r.day))


def _left_out(case: Case, asked: Each, work: _Each, closed, current) -> tuple:
    base, spans = case.base(asked.count), _judged_spans(closed, current)
    inside = _inside(spans, asked.period.is_rolling)
    out = [(r.id, _why_out(case, work, r.day)) for r, _ in base.ok if not inside(r.day)]
    return tuple(out + [(record.id, reason) for record, reason in base.no])


def _why_out(case: Case, work: _Each, day: date) -> str:
    if case.evidence.breaks.has(day):
        return "break"
    return "before_start" if day < work.start or not work.asked.last else "too_old"


def _inside(spans: list[Span], is_rolling: bool):
    if is_rolling or not spans:
        return lambda day: any(span.has(day) for span in spans)
    firsts = {span.first: span for span in spans}
    ordered = sorted(firsts)

    def inside(day: date) -> bool:
        low = _place(ordered, day)
        return low >= 0 and firsts[ordered[low]].has(day)

    return inside


def _place(ordered: list[date], day: date) -> int:
    low, high = 0, len(ordered)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if ordered[middle] <= day else (low, middle)
    return low - 1


def _next(case: Case, asked: Each, current: _Closed | None) -> date | None:
    later, ends = (case.base(count).later for count in counts_of(asked)), None
    if asked.period.is_rolling:
        ends = case.on + DAY
    elif current and current.span.last < LAST_DAY:
        ends = current.span.last + DAY
    return first_of(ends, *later)


# --- when a line that is met stops being so, if nothing more happens
def _lapse(work: _Each, applying: list[_Closed], current: _Closed | None) -> date | None:
    asked, window = work.asked, list(applying)
    for each in _coming(work, current):
        if not each.applies:
            continue
        window.append(each)
        if asked.last:
            window = window[-asked.last :]
        if sum(one.short > 0 for one in window) > asked.missed_allowed:
            return each.span.last + DAY
    return None


def _lapse_of_mean(work: _Each, applying: list[_Closed], current: _Closed | None) -> date | None:
    window = list(applying)
    for each in _coming(work, current):
        if not each.applies:
            continue
        window = [*window, each][-(work.asked.mean_of or 1) :]
        if _mean(window).short:
            return each.span.last + DAY
    return None


def _coming(work: _Each, current: _Closed | None) -> Iterator[_Closed]:
    if current and current.span.last < LAST_DAY:
        yield current
    yield from work.ahead()


# --- elapsed
def judge_elapsed(asked: Elapsed, case: Case) -> Line:
    start = _began(asked, case)
    if start is None:
        return Line(id=asked.id, type="elapsed", state=SHORT, unit="days")
    end = asked.least.after(start)
    is_met = end <= case.on
    return Line(
        id=asked.id,
        type="elapsed",
        state=MET if is_met else LATER,
        have=max(0, (case.on - start).days),
        need=(end - start).days,
        unit="days",
        met_on=None if is_met else end,
        next_change=None if is_met else end,
    )


def _began(asked: Elapsed, case: Case) -> date | None:
    if asked.since.word != "first":
        return since_day(asked.since, case)
    days = case.base(asked.count).days if asked.count else []
    return days[0] if days else None


# --- cadence
def judge_cadence(asked: Cadence, case: Case) -> Line:
    base, start = case.base(asked.count), since_day(asked.since, case)
    if asked.last:
        start = max(start, earliest(asked.last, case.on))
    days = sorted({day for day in base.days if day >= start})
    gaps = list(_gaps([start, *days], case.on, case))
    worst = max(gaps, key=lambda gap: gap[1], default=(start, 0))
    late = [first for first, _, last in ((a, n, b) for (a, n), b in _ends(gaps, days, case.on))
            if _limit(asked, case, first) < last]  # fmt: skip
    lapses = None if late else _limit(asked, case, days[-1] if days else start) + DAY
    need = (asked.every.after(worst[0]) - worst[0]).days
    entries = base.between(start)
    return Line(
        id=asked.id,
        type="cadence",
        state=SHORT if late else MET,
        have=worst[1],
        need=need,
        unit="days",
        short_by=max(0, worst[1] - need) if late else 0,
        lapses_on=lapses,
        mendable=not late,
        counted=tuple((record.id, down(amount)) for record, amount in entries),
        not_counted=tuple(
            [(record.id, "before_start") for record, _ in base.between(None, start - DAY)]
            + [(record.id, reason) for record, reason in base.no]
        ),
        next_change=first_of(lapses, base.later),
    )


def _gaps(days: list[date], on: date, case: Case) -> Iterator[tuple[date, int]]:
    """From each day the days until the next one, without those of a break."""
    for first, last in zip(days, [*days[1:], on], strict=True):
        off = case.evidence.breaks.days_in(Span(first + DAY, last)) if last > first else 0
        yield first, max(0, (last - first).days - off)


def _ends(gaps: list[tuple[date, int]], days: list[date], on: date):
    return zip(gaps, [*days, on], strict=True)


def _limit(asked: Cadence, case: Case, first: date) -> date:
    """The last day on which the next one is in time."""
    return case.evidence.breaks.later_by(first, asked.every.after(first))


# --- periods
def judge_periods(asked: Periods, case: Case) -> Line:
    keys = _keys(asked, case)
    good = [key for key in keys if satisfies(case, asked.that, asked.period, key)]
    inner = tuple(_nested(each, asked, case, good) for each in asked.of_which)
    is_met = len(good) >= asked.least and all(line.state == MET for line in inner)
    missing = [asked.least - len(good), *(line.short_by for line in inner)]
    spans = [asked.period.span(key) for key in good]
    later = (case.base(count).later for count in counts_of(asked))
    return Line(
        id=asked.id,
        type="periods",
        state=MET if is_met else SHORT,
        have=len(good),
        need=asked.least,
        unit="periods",
        short_by=0 if is_met else max(0, *missing),
        periods=tuple(Spell(span.first, span.last, MET) for span in spans),
        lines=inner,
        next_change=first_of(_dropped(asked, case, good), *later),
    )


def _keys(asked: Periods, case: Case) -> list[int]:
    """The periods that any evidence lies in, in order."""
    first, key = case.since(asked.within), asked.period.key
    days = {record.day for kind in ("supervision", "training", "practice")
            for record in case.records(kind)}  # fmt: skip
    return sorted({key(day) for day in days if day <= case.on and (not first or day >= first)})


def _nested(asked: Nested, outer: Periods, case: Case, keys: list[int]) -> Line:
    good = [key for key in keys if satisfies(case, asked.that, outer.period, key)]
    inner = tuple(_nested(each, outer, case, good) for each in asked.of_which)
    short = max(0, asked.least - len(good))
    is_met = not short and all(line.state == MET for line in inner)
    return Line(
        id=asked.that.id,
        type="periods",
        state=MET if is_met else SHORT,
        have=len(good),
        need=asked.least,
        unit="periods",
        short_by=max(short, *(line.short_by for line in inner)) if inner else short,
        lines=inner,
    )


def _dropped(asked: Periods, case: Case, good: list[int]) -> date | None:
    if not (good and asked.within and asked.within.duration):
        return None
    return asked.within.duration.after(asked.period.span(good[0]).first) + DAY
