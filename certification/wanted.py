"""What people asked others for: shown to whoever was asked, while it is still open and fresh."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from certification import roster, schemes
from certification.asked import MOST, attested_in
from certification.models import By, Path, Standing
from certification.open_lines import Turn, Way
from people.api import coordinated_by
from supervision import api as supervision

FRESH = timedelta(days=30)


@dataclass(frozen=True)
class Wanted:
    """`title` of the line, `of` the certificate; `asked_at` says since when."""

    person: object
    title: str
    of: str
    asked_at: datetime
    way: Way


def wanted(by, language: str, *, at: datetime) -> list[Wanted]:
    """The newest first; what is to be signed stands in a list of its own. Statements: fixed."""
    day = by.day(at)
    whose = {
        Turn.SUPERVISOR: supervision.supervisees_of(by, on=day),
        Turn.ORGANISATION: coordinated_by(by, day),
    }
    found = [each for turn, people in whose.items() for each in _of(by, turn, people, language, at)]
    return sorted(found, key=lambda each: each.asked_at, reverse=True)


def _of(by, turn: Turn, people, language: str, at: datetime) -> Iterator[Wanted]:
    rows = Path.objects.live().filter(person__in=people).exclude(asked={})
    paths = list(rows.select_related("person", "scheme").order_by("-pk")[:MOST])
    if not paths:
        return
    rules = schemes.rules_of({path.scheme for path in paths})
    titles = schemes.titles_of({path.scheme for path in paths}, language)
    mine = Standing.objects.filter(person__in=[path.person_id for path in paths])
    standings = {(each.person_id, each.scheme_id): each for each in mine.defer("lines")}
    lacking = roster.lacking(standings.values(), language, to=by)
    for path in paths:
        standing = standings.get((path.person_id, path.scheme_id))
        rule = rules.get(path.scheme_id)
        if standing is None or rule is None:
            continue
        signed = {each.id for each in attested_in(rule.current) if each.by != By.SELF}
        names = {line.id: line.title for line in lacking[standing.pk] if line.id not in signed}
        for line, (when, to) in path.asked.items():
            asked_at = datetime.fromisoformat(when)
            if to == turn and line in names and at - asked_at < FRESH:
                titled = names[line], titles[path.scheme_id]
                yield Wanted(path.person, *titled, asked_at, _way(turn, path))


def _way(turn: Turn, path: Path) -> Way:
    if turn == Turn.SUPERVISOR:
        return Way(_("Write a session down"), reverse("supervision:log"))
    where = [path.person_id, path.scheme.slug]
    return Way(_("See where they stand"), reverse("certification:of_person", args=where))
