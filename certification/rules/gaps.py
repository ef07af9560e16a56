"""Lines about time that passes, the longest gap, and so many distinct periods."""

from collections.abc import Iterator
from datetime import date

from certification.rules.amounts import Case, earliest
from certification.rules.days import DAY, Span
from certification.rules.requirements import Cadence, Elapsed, Nested, Periods, counts_of
from certification.rules.sums import satisfies, since_day
from certification.rules.tree import LATER, MET, SHORT, Line, Spell, down, first_of


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
