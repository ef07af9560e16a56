"""A requirement judged: one line, its children inside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from certification.rules.amounts import WAITS, Case
from certification.rules.gaps import judge_cadence, judge_elapsed, judge_periods
from certification.rules.periodic import judge_each
from certification.rules.requirements import (
    Attested,
    Awarded,
    Cadence,
    CourseDone,
    Documented,
    Each,
    Elapsed,
    Periods,
    Requirement,
    Several,
    Sum,
    counts_of,
)
from certification.rules.single import (
    judge_attestation,
    judge_award,
    judge_course,
    judge_document,
)
from certification.rules.sums import judge as judge_sum
from certification.rules.tree import (
    LATER,
    MET,
    NOT_APPLICABLE,
    SHORT,
    WAITING,
    WORSE,
    Line,
    Waits,
    first_of,
)

JUDGES: dict[type, Callable] = {
    Sum: judge_sum,
    Each: judge_each,
    Elapsed: judge_elapsed,
    Cadence: judge_cadence,
    Periods: judge_periods,
    CourseDone: judge_course,
    Attested: judge_attestation,
    Documented: judge_document,
    Awarded: judge_award,
}


def judge(asked: Requirement, case: Case) -> Line:
    """Short becomes `waiting` where it would be met if what waits is accepted."""
    if isinstance(asked, Several):
        return _several(asked, [judge(each, case) for each in asked.of])
    line = JUDGES[type(asked)](asked, case)
    if line.state != SHORT:
        return line
    waiting = _waiting(asked, case)
    if not waiting:
        return line
    hope = JUDGES[type(asked)](asked, case.hope)  # what waits grows old, too
    line = replace(line, next_change=first_of(line.next_change, hope.next_change, hope.lapses_on))
    if hope.state in (MET, LATER):
        return replace(line, state=WAITING, waiting_for=waiting)
    return line


# --- several
def _several(asked: Several, lines: list[Line]) -> Line:
    applying = [line for line in lines if line.state != NOT_APPLICABLE]
    needed = len(applying) if asked.type == "all" else min(asked.n, len(applying))
    if not applying:
        return Line(id=asked.id, type=asked.type, state=NOT_APPLICABLE, lines=tuple(lines))
    best = sorted(applying, key=lambda line: WORSE[line.state])[:needed]
    state = best[-1].state
    met = sum(line.state == MET for line in applying)
    return Line(
        id=asked.id,
        type=asked.type,
        state=state,
        have=met,
        need=needed,
        unit="lines",
        lapses_on=_lapse(applying, needed) if state == MET else None,
        met_on=_met_on(applying, needed) if state == LATER else None,
        mendable=sum(line.mendable or line.state == MET for line in applying) >= needed,
        waiting_for=_all_waits(best) if state == WAITING else (),
        lines=tuple(lines),
        next_change=first_of(*(line.next_change for line in lines)),
    )


def _lapse(lines: list[Line], needed: int) -> date | None:
    """The day on which fewer than are needed are met."""
    lasting = [line.lapses_on or date.max for line in lines if line.state == MET]
    day = sorted(lasting, reverse=True)[needed - 1]
    return None if day == date.max else day


def _met_on(lines: list[Line], needed: int) -> date | None:
    coming = [line.met_on or date.min for line in lines if line.state in (MET, LATER)]
    return sorted(coming)[needed - 1]


def _all_waits(lines: list[Line]) -> tuple[Waits, ...]:
    return tuple(dict.fromkeys(each for line in lines for each in line.waiting_for))


# --- what waits
def _waiting(asked: Requirement, case: Case) -> tuple[Waits, ...]:
    if isinstance(asked, Documented):
        found = (
            Waits("organisation", each.id, each.day)
            for each in case.evidence.documents
            if each.kind == asked.kind and case.refusal(each, asked.accept, "documents") == WAITS
        )
        return tuple(found)
    waiting = {}
    for count in counts_of(asked):
        for record, reason in case.base(count).no:
            if reason == WAITS and record.day <= case.on:
                waiting[record.id] = Waits(record.waits_for, record.id, record.day)
    return tuple(waiting.values())
