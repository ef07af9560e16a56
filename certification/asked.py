"""What somebody is asked to sign for others: lines that are open and wait for their word."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from certification import schemes, statements
from certification.models import By, Scheme, Standing
from certification.rules.requirements import (
    Attested,
    Documented,
    Periods,
    Requirement,
    Several,
    Sum,
)
from certification.rules.scheme import Version
from people.api import coordinated_by
from supervision import api as supervision

MOST = 200  # of one kind, on one page


@dataclass(frozen=True)
class ToSign:
    """`title` is the statement's; `by_whom` in whose name it is signed."""

    person: object
    code: str
    title: str
    by_whom: str


def to_sign(by, *, on: date) -> list[ToSign]:
    """A fixed number of statements, however many people. `on` is a day of `by`."""
    rules = _asking()
    people = {
        By.SUPERVISOR: supervision.supervisees_of(by, on=on),
        By.ORGANISATION: coordinated_by(by, on),
    }
    found: dict[tuple[int, str, str], object] = {}
    for by_whom, whose in people.items():
        asking = {pk: its for pk, all_ in rules.items() if (its := all_.get(by_whom))}
        for standing in _open(asking, whose):
            for line, code in asking[standing.scheme_id].items():
                if line in standing.short:
                    found[standing.person_id, code, by_whom] = standing.person
    titles = statements.titles_of({code for _, code, _ in found})
    rows = [ToSign(who, code, titles[code], to) for (_, code, to), who in found.items()]
    return sorted(rows, key=lambda row: (row.person.name, row.title))


def _open(asking: dict[int, dict], people) -> list[Standing]:
    if not asking:
        return []
    rows = Standing.objects.filter(scheme__in=list(asking), person__in=people)
    rows = rows.exclude(state="met").select_related("person").defer("lines")
    return list(rows.order_by("person__chosen_name", "pk")[:MOST])


def _asking() -> dict[int, dict[str, dict[str, str]]]:
    """By scheme and by whom: which lines ask for which statement."""
    found = {}
    for pk, rule in schemes.rules_of(Scheme.objects.offered()).items():
        by_whom: dict[str, dict[str, str]] = {}
        for version in rule.versions:
            for each in attested_in(version):
                by_whom.setdefault(each.by, {})[each.id] = each.statement
        found[pk] = by_whom
    return found


def attested_in(version: Version) -> Iterator[Attested]:
    """Every signature that a version asks for, at first or to renew."""
    return (each for each in all_in(version) if isinstance(each, Attested))


def all_in(version: Version) -> Iterator[Requirement]:
    """All that a version asks for: at first, to renew, and late."""
    late = version.renewal.late
    for asked in (version.requires, version.renewal.requires, late and late.also):
        yield from requirements_in(asked)


def requirements_in(asked: Requirement | None) -> Iterator[Requirement]:
    """A requirement and all inside it."""
    if asked is None:
        return
    yield asked
    if isinstance(asked, Several):
        for each in asked.of:
            yield from requirements_in(each)
    elif isinstance(asked, Periods):
        yield from requirements_in(asked.that)
    elif isinstance(asked, Sum) and asked.only_in:
        yield from requirements_in(asked.only_in[1])


def by_id(version: Version) -> dict[str, Requirement]:
    """All that a version asks; what it asks again to renew keeps the title it had at first."""
    found: dict[str, Requirement] = {}
    for each in all_in(version):
        before = found.get(each.id)
        found[each.id] = replace(each, title=before.title) if before and not each.title else each
    return found


# --- papers
def papers_asked(person, language: str) -> dict[str, str]:
    """Kinds of papers that this person's paths ask for, with what each is called."""
    mine = Scheme.objects.filter(paths__person=person, paths__left_on=None).distinct()
    found: dict[str, str] = {}
    for rule in schemes.rules_of(mine).values():
        for each in documented_in(rule.current):
            found.setdefault(each.kind, kind_title(each, language))
    return found


def documented_in(version: Version) -> Iterator[Documented]:
    return (each for each in all_in(version) if isinstance(each, Documented))


def kind_title(asked: Documented, language: str) -> str:
    """As the rule calls it, else its code as words."""
    return asked.title.get(language) or asked.title.get("en") or kind_words(asked.kind)


def kind_words(kind: object) -> str:
    return str(kind).replace("-", " ").replace("_", " ").capitalize()
