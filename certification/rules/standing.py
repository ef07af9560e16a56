"""Whether a person is qualified on a day, and why: which version, which tree, which credential."""

from dataclasses import dataclass, replace
from datetime import date

from certification.rules.amounts import Case
from certification.rules.days import DAY, LAST_DAY
from certification.rules.evidence import Award, Evidence
from certification.rules.judging import judge
from certification.rules.requirements import Requirement, Several
from certification.rules.scheme import Scheme, Version
from certification.rules.tree import LATER, WORSE, Line, Standing, first_of

NONE, VALID, GRACE, LATE = "none", "valid", "grace", "late"
LAPSED, EXTENDED, REVOKED = "lapsed", "extended", "revoked"
BEST = {**WORSE, "not_applicable": 0}


def standing(evidence: Evidence, scheme: Scheme, *, on: date) -> Standing:
    """Pure. `on` is a day in the person's own zone."""
    new = scheme.current
    old, judged, edge = _changing(scheme, evidence, on)
    if judged == "old" and old:
        return _with(_judged(evidence, scheme, old, on), edge)
    found = _judged(evidence, scheme, new, on)
    if judged == "either" and old:
        other = _judged(evidence, scheme, old, on)
        found = other if BEST[other.state] < BEST[found.state] else found
    return _with(found, edge)


def _with(found: Standing, edge: date | None) -> Standing:
    return replace(found, next_change=first_of(found.next_change, edge))


def _changing(
    scheme: Scheme, evidence: Evidence, on: date
) -> tuple[Version | None, str, date | None]:
    """The older version, which of the two is judged, and the day on which that changes."""
    new = scheme.current
    if on < new.effective_from and len(scheme.versions) > 1:
        return scheme.versions[-2], "old", new.effective_from
    change = new.changeover
    if change is None or evidence.joined >= new.effective_from or on > change.until:
        return None, "new", None
    return scheme.numbered(change.previous), change.judged, change.until + DAY


# --- under one version
def _judged(evidence: Evidence, scheme: Scheme, version: Version, on: date) -> Standing:
    held = held_of(evidence, version, on)
    case = Case(evidence, version, on, cycle_start=held.cycle_start)
    line = judge(_asked(version, held), case)
    state, met_on = line.state, line.met_on
    if held.opens and on < held.opens:
        state, met_on = LATER, held.opens
    return Standing(
        scheme=scheme.slug,
        version=scheme.current.number,
        judged_under=version.number,
        on=on,
        state=state,
        credential=held.credential,
        lines=(line,),
        lapses_on=line.lapses_on if state != LATER else None,
        met_on=met_on,
        next_change=first_of(line.next_change, *(day for day in held.edges if day > on)),
    )


def _asked(version: Version, held: "Held") -> Requirement:
    renewal = version.renewal
    if held.credential == LAPSED and renewal.then == "back_to_start":
        return version.requires
    if held.credential in (NONE, REVOKED) or renewal.requires is None:
        return version.requires
    if held.credential == LATE and renewal.late and renewal.late.also:
        both = (renewal.requires, renewal.late.also)
        return Several(id="late", type="all", n=2, of=both)
    return renewal.requires


# --- what is held
@dataclass(frozen=True)
class Held:
    """The award of this scheme on that day. `edges` are the days on which this changes."""

    credential: str
    cycle_start: date
    award: Award | None = None
    expires: date | None = None  # its last day, extensions and breaks counted in
    base: date | None = None  # the same without extensions: what a renewal counts from
    opens: date | None = None
    edges: tuple[date, ...] = ()


def held_of(evidence: Evidence, version: Version, on: date) -> Held:
    mine = [each for each in evidence.awards if each.scheme == version.slug and each.day <= on]
    live = [each for each in mine if each.state != REVOKED]
    if not live:
        return Held(REVOKED if mine else NONE, evidence.joined)
    award, before = live[-1], live[-2] if len(live) > 1 else None
    start = _cycle_start(award, before, version)
    if award.valid_until is None:
        return Held(VALID, start, award)
    expiry = _expiry(evidence, version, award)
    extended = _extended(version, award, expiry)
    credential, edges = _credential(version, expiry, extended, on)
    opens = version.renewal.opens.before(expiry) if version.renewal.opens else None
    if credential != VALID:
        opens = None
    days = (*edges, opens) if opens else edges
    return Held(
        credential, start, award, extended, expiry, opens, tuple(d for d in days if d < LAST_DAY)
    )


def _cycle_start(award: Award, before: Award | None, version: Version) -> date:
    """The day after the old expiry, or the grant where there was none, or it lapsed before."""
    if before is None or before.valid_until is None:
        return award.day
    if version.validity.counted_from == "completion":
        return award.day
    late = version.renewal.late or version.renewal.grace
    end = late.lasts.after(before.valid_until) if late else before.valid_until
    return before.valid_until + DAY if award.day <= end else award.day


def _expiry(evidence: Evidence, version: Version, award: Award) -> date:
    """Breaks count from the day on which this cycle began: those before put the last one off."""
    end = award.valid_until or LAST_DAY
    if not version.validity.breaks_stop:
        return end
    lasts = version.validity.lasts
    begins = max(award.day, lasts.before(end)) if lasts else award.day
    return evidence.breaks.later_by(begins, end)


def _extended(version: Version, award: Award, expiry: date) -> date:
    """The last day with its extensions; one asked too late, too long or too often is refused."""
    rule, last, used = version.renewal.extension, expiry, 0
    for each in award.extended if rule else ():
        fits = each.asked <= last and each.until <= rule.lasts.after(last) and used < rule.times
        if fits:
            last, used = max(last, each.until), used + 1
    return last


def _credential(
    version: Version, expiry: date, extended: date, on: date
) -> tuple[str, tuple[date, ...]]:
    renewal = version.renewal
    grace = renewal.grace.lasts.after(extended) if renewal.grace else extended
    late = renewal.late.lasts.after(extended) if renewal.late else extended
    edges = tuple(day + DAY for day in (expiry, extended, grace, late) if day < LAST_DAY)
    if on <= expiry:
        return VALID, edges
    if on <= extended:
        return EXTENDED, edges
    if on <= grace:
        return GRACE, edges
    return (LATE if on <= late else LAPSED), edges


def line_called(found: Standing, name: str) -> Line | None:
    """The first line with this id, in the order of the tree."""
    lines = list(found.lines)
    while lines:
        line = lines.pop(0)
        if line.id == name:
            return line
        lines = [*line.lines, *lines]
    return None
