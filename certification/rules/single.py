"""Lines about one thing: a course, an attestation, a document, another award."""

from collections.abc import Iterable
from datetime import date

from certification.rules.amounts import Case
from certification.rules.days import DAY, LAST_DAY
from certification.rules.evidence import Training
from certification.rules.requirements import Attested, Awarded, CourseDone, Documented, Within
from certification.rules.tree import MET, SHORT, Line, first_of


# --- courses
def judge_course(asked: CourseDone, case: Case) -> Line:
    if asked.pathway:
        names = case.evidence.pathways.get(asked.pathway, ())
        done = [_done(asked, case, name) for name in names]
        is_met = bool(done) and all(done)
    else:
        done = [_done(asked, case, name) for name in asked.courses]
        is_met = any(done)
    good = [record for each in done if each for record in each]
    lasts = [_last(asked.within, each[0].day) for each in done if each]
    lapse = _lapse(lasts, all_of_them=bool(asked.pathway)) if is_met else None
    return Line(
        id=asked.id,
        type="course",
        state=MET if is_met else SHORT,
        have=sum(bool(each) for each in done),
        need=len(done) or 1 if asked.pathway else 1,
        unit="courses",
        short_by=0 if is_met else _missing(asked, done),
        lapses_on=lapse,
        counted=tuple((record.id, record.minutes) for record in good),
        not_counted=_other(asked, case, good),
        next_change=first_of(lapse, _ahead(asked, case)),
    )


def _missing(asked: CourseDone, done: list) -> int:
    return max(1, sum(not each for each in done)) if asked.pathway else 1


def _done(asked: CourseDone, case: Case, name: str) -> list[Training]:
    """The records by which this course is done: the latest whole one, or parts that make it up."""
    found = [r for r in case.evidence.training if r.course == name and not _why(asked, case, r)]
    whole = [record for record in found if record.whole]
    if whole:
        return whole[-1:]
    if asked.whole or not found:
        return []
    needed = case.evidence.modules.get(name, frozenset())
    had = {module for record in found for module in record.modules}
    return found if needed <= had else []


def _why(asked: CourseDone, case: Case, record: Training) -> str | None:
    reason = case.refusal(record, asked.accept, "training")
    if reason:
        return reason
    if record.day > case.on:
        return "after_on"
    first = case.since(asked.within)
    if first and record.day < first:
        return "too_old" if asked.within and asked.within.duration else "before_start"
    return None


def _other(asked: CourseDone, case: Case, good: list[Training]) -> tuple:
    """Records of these courses that did not count; those of others are no part of the line."""
    names = set(asked.courses) | set(case.evidence.pathways.get(asked.pathway, ()))
    out = []
    for record in case.evidence.training:
        if record.course in names and record not in good:
            reason = _why(asked, case, record) or ("superseded" if record.whole else "wrong_kind")
            out.append((record.id, reason))
    return tuple(out)


def _ahead(asked: CourseDone, case: Case) -> date | None:
    names = {*asked.courses, *case.evidence.pathways.get(asked.pathway, ())}
    return _next([each for each in case.evidence.training if each.course in names], case.on)


def _last(within: Within | None, day: date) -> date:
    if within is None or within.duration is None:
        return LAST_DAY
    return within.duration.after(day)


def _lapse(lasts: list[date], *, all_of_them: bool) -> date | None:
    last = min(lasts) if all_of_them else max(lasts)
    return last + DAY if last < LAST_DAY else None


# --- attestations
def judge_attestation(asked: Attested, case: Case) -> Line:
    lasting, out = [], []
    for each in case.evidence.attestations:
        if each.statement != asked.statement or each.by != asked.by:
            continue
        last = asked.lasts.after(each.day) if asked.lasts else LAST_DAY
        if each.day > case.on:
            out.append((each.id, "after_on"))
        elif last < case.on:
            out.append((each.id, "too_old"))
        else:
            lasting.append((last, each))
    best = max(lasting, key=lambda pair: (pair[0], pair[1].day), default=None)
    lapse = best[0] + DAY if best and best[0] < LAST_DAY else None
    return Line(
        id=asked.id,
        type="attestation",
        state=MET if best else SHORT,
        lapses_on=lapse,
        counted=((best[1].id, 1),) if best else (),
        not_counted=tuple(out),
        next_change=first_of(lapse, _next(case.evidence.attestations, case.on)),
    )


# --- documents
def judge_document(asked: Documented, case: Case) -> Line:
    good, out = [], []
    for each in case.evidence.documents:
        if each.kind == asked.kind:
            reason = _why_no_document(asked, case, each)
            good.append(each) if reason is None else out.append((each.id, reason))
    best = good[-1] if good else None
    last = _last(asked.within, best.day) if best else LAST_DAY
    lapse = last + DAY if last < LAST_DAY else None
    return Line(
        id=asked.id,
        type="document",
        state=MET if best else SHORT,
        lapses_on=lapse,
        counted=((best.id, 1),) if best else (),
        not_counted=tuple(out),
        next_change=first_of(lapse, _next(case.evidence.documents, case.on)),
    )


def _why_no_document(asked: Documented, case: Case, document) -> str | None:
    if document.day > case.on:
        return "after_on"
    first = case.since(asked.within)
    if first and document.day < first:
        return "too_old"
    return case.refusal(document, asked.accept, "documents")


# --- awards
def judge_award(asked: Awarded, case: Case) -> Line:
    good, out = [], []
    for each in case.evidence.awards:
        if not _is_of(asked, each):
            continue
        if each.day > case.on:
            out.append((each.id, "after_on"))
        elif each.state_on(case.on) in asked.states:
            good.append(each)
        else:
            out.append((each.id, "not_accepted"))
    lasts = [each.valid_until or LAST_DAY for each in good if each.state == "valid"]
    lapse = max(lasts) + DAY if lasts and max(lasts) < LAST_DAY else None
    ends = [last + DAY for last in lasts if last < LAST_DAY]
    return Line(
        id=asked.id,
        type="award",
        state=MET if good else SHORT,
        lapses_on=lapse if lapse and lapse > case.on else None,
        counted=tuple((each.id, 1) for each in good),
        not_counted=tuple(out),
        next_change=_next(case.evidence.awards, case.on, *ends),
    )


def _is_of(asked: Awarded, award) -> bool:
    if asked.scheme:
        return award.scheme == asked.scheme
    return award.family == asked.family and award.rank >= asked.at_least


def _next(records: Iterable, on: date, *others: date) -> date | None:
    """The first later day among theirs and the others."""
    days = (*(each.day for each in records), *others)
    return min((day for day in days if day > on), default=None)
