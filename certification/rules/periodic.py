"""Lines that follow the calendar: every period, the longest gap, so many periods.

The period that holds the day never fails a line: if it is not met yet, the line is met until it
ends. A period wholly inside a break is left out; one partly inside follows `break_part`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from certification.rules.amounts import Case, Entry
from certification.rules.days import DAY, LAST_DAY, Span
from certification.rules.requirements import (
    Amount,
    Count,
    Each,
    counts_of,
)
from certification.rules.sums import UNITS, since_day
from certification.rules.tree import (
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
