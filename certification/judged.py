"""How people stand: judged anew from their evidence, for their own page and for the sweep."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from certification import rules, schemes
from certification.gathering import GATHERED_AT_ONCE, gather
from certification.models import Path, Scheme, Standing
from certification.nearest import open_among
from certification.rules.evidence import Evidence
from certification.rules.scheme import Scheme as Rule
from certification.rules.scheme import Version
from certification.rules.standing import Held
from certification.rules.tree import LATER, Line
from certification.rules.tree import Standing as Found

KEPT = (
    "version",
    "on",
    "state",
    "credential",
    "lapses_on",
    "valid_until",
    "next_change",
    "short",
    "lines",
    "worked_out_at",
)


@dataclass(frozen=True)
class Judged:
    """One person in one scheme: the answer, and all that it was made of."""

    person: object
    scheme: Scheme
    rule: Rule
    evidence: Evidence
    found: Found

    @property
    def version(self) -> Version:
        """The one that was judged under."""
        return self.rule.numbered(self.found.judged_under) or self.rule.current

    @property
    def held(self) -> Held:
        return rules.held_of(self.evidence, self.version, self.found.on)

    @property
    def pair(self) -> tuple[int, int]:
        return self.person.pk, self.scheme.pk

    @property
    def is_at_rest(self) -> bool:
        """Granted, and nothing to do before renewing begins."""
        return self.found.state == LATER and self.held.opens is not None


def standing_of(person, scheme: Scheme, *, on: date) -> Judged | None:
    """On a day in the person's zone; None where nothing of the scheme is published.

    Whoever is on no path of it is judged as if they had joined with their account.
    """
    rule = schemes.rule_of(scheme)
    if rule is None:
        return None
    evidence = gather([person])[person.pk]
    path = Path.objects.live().filter(person=person, scheme=scheme).first()
    return judge(person, scheme, rule, evidence, joined=path and path.joined_on, on=on)


def judge(person, scheme, rule: Rule, evidence: Evidence, *, joined: date | None, on: date):
    own = replace(evidence, joined=joined) if joined else evidence
    return Judged(person, scheme, rule, own, rules.standing(own, rule, on=on))


def judge_paths(paths: Iterable[Path], *, at: datetime) -> Iterator[Judged]:
    """Each on its person's today. Statements: constant for each thousand of people."""
    paths = [path for path in paths if path.left_on is None]
    rule_by_scheme = schemes.rules_of({path.scheme_id: path.scheme for path in paths}.values())
    people = list({path.person_id: path.person for path in paths}.values())
    for some in _batches(people):
        evidence, chosen = gather(some), {person.pk for person in some}
        for path in paths:
            rule = rule_by_scheme.get(path.scheme_id)
            if path.person_id in chosen and rule:
                person = path.person
                mine = evidence[person.pk]
                day = person.day(at)
                yield judge(person, path.scheme, rule, mine, joined=path.joined_on, on=day)


def _batches(people: list) -> Iterator[list]:
    for start in range(0, len(people), GATHERED_AT_ONCE):
        yield people[start : start + GATHERED_AT_ONCE]


# --- kept for lists
def last_days(judged: Iterable[Judged]) -> dict[tuple[int, int], date | None]:
    """By person and scheme, as they were kept before. One statement."""
    rows = Standing.objects.filter(person__in={each.person.pk for each in judged})
    return {row[:2]: row[2] for row in rows.values_list("person", "scheme", "valid_until")}


def keep(judged: Iterable[Judged], *, at: datetime) -> None:
    """What lists show; whoever left the path meanwhile stands in none. Three statements."""
    judged = list(judged)
    on_it = Path.objects.live().filter(person__in={each.person.pk for each in judged})
    pairs = set(on_it.values_list("person", "scheme"))
    rows = [_row(each, at=at) for each in judged if each.pair in pairs]
    Standing.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["person", "scheme"],
        update_fields=list(KEPT),
    )


def _row(judged: Judged, *, at: datetime) -> Standing:
    found = judged.found
    return Standing(
        person=judged.person,
        scheme=judged.scheme,
        version=found.judged_under,
        on=found.on,
        state=found.state,
        credential=found.credential,
        lapses_on=found.lapses_on,
        valid_until=judged.held.expires,
        next_change=found.next_change,
        short=[] if judged.is_at_rest else [line.id for line in open_among(found.lines)],
        lines=[reduced(line) for line in found.lines],
        worked_out_at=at,
    )


REDUCED = ("have", "need", "unit", "short_by")
REDUCED_DAYS = ("by", "lapses_on", "met_on")


def reduced(line: Line) -> dict:
    """A line as others see it: state, amount and date; no record, no reason, nobody's turn."""
    shown: dict = {"id": line.id, "type": line.type, "state": line.state}
    shown |= {key: value for key in REDUCED if (value := getattr(line, key))}
    shown |= {key: day.isoformat() for key in REDUCED_DAYS if (day := getattr(line, key))}
    if line.lines:
        shown["lines"] = [reduced(each) for each in line.lines]
    return shown
