"""What a new version would do before it is published: who gains, who loses, and by which lines.

Everybody on the path is judged under what is published and under the draft, a few hundred at a
time; nothing is written, and what was granted stays in any case.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from certification import rules, schemes
from certification.gathering import GATHERED_AT_ONCE, gather
from certification.judged import judge
from certification.models import Path, Scheme
from certification.nearest import open_among
from certification.rules.scheme import Scheme as Rule
from certification.rules.tree import MET
from people.api import coordinated_by

GAINS, LOSES, MET_BOTH, SHORT_BOTH = "gains", "loses", "met", "short"
MOST_NAMES = 200  # of a group, on one page


@dataclass
class Trial:
    """Counts are exact and of everybody; names only of those whom the viewer coordinates."""

    on: date
    counts: Counter = field(default_factory=Counter)
    names: dict[str, list[str]] = field(default_factory=lambda: {GAINS: [], LOSES: []})
    lines: dict[str, Counter] = field(default_factory=lambda: {GAINS: Counter(), LOSES: Counter()})

    @property
    def of(self) -> int:
        return self.counts.total()


@dataclass(frozen=True)
class Compared:
    person: object
    outcome: str
    lines: tuple[str, ...]  # by which it differs


def try_out(scheme: Scheme, text: str, *, by, at: datetime) -> Trial:
    """On the day from which it would hold, or today. Raises rules.Refused."""
    before, after = schemes.rule_of(scheme), _with_draft(scheme, text)
    on = max(by.day(at), after.current.effective_from)
    seen = set(coordinated_by(by, by.day(at)).values_list("pk", flat=True))
    trial = Trial(on)
    for each in compare(scheme, before, after, on=on):
        trial.counts[each.outcome] += 1
        if each.outcome in trial.lines:
            trial.lines[each.outcome].update(each.lines)
            names = trial.names[each.outcome]
            if each.person.pk in seen and len(names) < MOST_NAMES:
                names.append(each.person.name)
    return trial


def _with_draft(scheme: Scheme, text: str) -> Rule:
    published = scheme.versions.exclude(published_at=None).order_by("number")
    return schemes.read((*published.values_list("text", flat=True), text))


def compare(scheme: Scheme, before: Rule | None, after: Rule, *, on: date) -> Iterator[Compared]:
    """Bounded memory; a fixed number of statements for each batch."""
    last = 0
    while some := _some(scheme, last):
        evidence = gather(path.person for path in some)
        for path in some:
            yield _compared(path, evidence[path.person_id], before, after, on)
        last = some[-1].pk


def _some(scheme: Scheme, after: int) -> list[Path]:
    rows = Path.objects.live().filter(scheme=scheme, pk__gt=after, person__is_active=True)
    return list(rows.select_related("person").order_by("pk")[:GATHERED_AT_ONCE])


def _compared(path: Path, evidence, before: Rule | None, after: Rule, on: date) -> Compared:
    joined = path.joined_on
    then = judge(path.person, None, after, evidence, joined=joined, on=on).found
    open_then = _open(then)
    if before is None:
        outcome = GAINS if then.state == MET else SHORT_BOTH
        return Compared(path.person, outcome, ())
    now = judge(path.person, None, before, evidence, joined=joined, on=on).found
    was, will = now.state == MET, then.state == MET
    if was and not will:
        return Compared(path.person, LOSES, tuple(sorted(open_then)))
    if will and not was:
        return Compared(path.person, GAINS, tuple(sorted(_open(now))))
    return Compared(path.person, MET_BOTH if will else SHORT_BOTH, ())


def _open(found: rules.tree.Standing) -> set[str]:
    return {line.id for line in open_among(found.lines)}
