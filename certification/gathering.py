"""Evidence of many people at once, in as many statements as for one."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from certification.models import (
    Attestation,
    Award,
    AwardKind,
    AwardState,
    Document,
    DocumentState,
    Elsewhere,
    Provider,
)
from certification.rules import evidence as shapes
from certification.rules.days import Breaks, Span
from certification.rules.evidence import Evidence, in_order
from courses import api as courses
from people.api import breaks_of
from supervision import api as supervision

GATHERED_AT_ONCE = 500
ALWAYS = date.max
NEVER = frozenset({"the whole"})  # no part is called so


def gather(people: Iterable) -> dict[int, Evidence]:
    """By key. `joined` is the day of the account; whoever judges a path puts its own day."""
    people = list(people)
    learned = courses.trainings_of(people)
    parts = [
        _training(people, learned),
        _supervised(people),
        _attestations(people),
        _documents(people),
        _awards(people),
        _breaks(people),
    ]
    same = _same_for_all(learned)
    return {
        person.pk: Evidence(
            joined=person.day(person.date_joined),
            time_zone=person.time_zone,
            **same,
            **{key: value for part in parts for key, value in part.get(person.pk, {}).items()},
        )
        for person in people
    }


def _same_for_all(learned: dict[int, list]) -> dict:
    in_parts = {each.slug for all_ in learned.values() for each in all_ if not each.is_whole}
    return {
        "providers": {each.slug: _provider(each) for each in Provider.objects.all()},
        "pathways": courses.pathways_made_of(),
        "modules": _parts(in_parts),
    }


def _parts(slugs: set[str]) -> dict[str, frozenset[str]]:
    """A course whose parts are not known, or can be chosen among, is never made up of parts."""
    known = courses.parts_of(slugs) if slugs else {}
    return {slug: known.get(slug) or NEVER for slug in slugs}


def _provider(row: Provider) -> shapes.Party:
    return shapes.Party(row.rank, tuple(_held(each) for each in row.holds))


def _held(value: dict) -> shapes.Held:
    until = value.get("until")
    last = date.fromisoformat(until) if until else None
    return shapes.Held(value["kind"], date.fromisoformat(value["from"]), last)


# --- what was learned
def _training(people: list, here: dict[int, list]) -> dict[int, dict]:
    outside = defaultdict(list)
    for row in Elsewhere.objects.filter(person__in=people).exclude(state=DocumentState.WITHDRAWN):
        outside[row.person_id].append(_elsewhere(row))
    return {
        person.pk: {
            "training": in_order(
                [_trained(each, person) for each in here[person.pk]] + outside[person.pk]
            )
        }
        for person in people
    }


def _trained(row, person) -> shapes.Training:
    return shapes.Training(
        id=f"course:{row.slug}:{'+'.join(row.modules) if not row.is_whole else 'whole'}",
        day=person.day(row.completed_at),
        minutes=row.minutes,
        course=row.slug,
        state=row.known_by,
        topics=row.topics,
        modules=tuple(str(key) for key in row.modules),
        whole=row.is_whole,
    )


# What waits for a look is taken as the rules take what is logged and not yet attested.
WORDS = {DocumentState.CHECKED: "attested", DocumentState.SUBMITTED: "logged"}


def _elsewhere(row: Elsewhere) -> shapes.Training:
    return shapes.Training(
        id=f"elsewhere:{row.uuid}",
        day=row.completed_on,
        minutes=row.minutes,
        course=row.course,
        state=WORDS.get(row.state, "refused"),
        topics=row.topics,
        delivery=row.delivery,
        provider=row.provider,
        waits_for="organisation" if row.state == DocumentState.SUBMITTED else "",
    )


# --- hours
def _supervised(people: list) -> dict[int, dict]:
    """Supervisors go by their key as text; what they hold was seen by somebody."""
    gathered = supervision.evidence_of(people)
    held = {str(key): _supervisor(each) for key, each in gathered.supervisors.items()}
    return {
        pk: {
            "supervisors": held,
            "supervision": in_order(_session(each) for each in given.hours),
            "practice": in_order(_practice(each) for each in given.practice),
        }
        for pk, given in gathered.of.items()
    }


def _supervisor(each) -> shapes.Party:
    held = [shapes.Held(row.code, row.from_day, row.until_day) for row in each.qualifications]
    return shapes.Party(each.rank, tuple(held))


def _session(each) -> shapes.Session:
    return shapes.Session(
        id=f"session:{each.id}",
        day=each.day,
        minutes=each.minutes,
        kind=each.kind,
        supervisees=each.supervisees,
        everyone=each.everyone,
        state=each.state,
        mode=each.mode,
        agreement=each.agreement,
        presented=each.presented,
        observed=each.observed,
        facilitator=each.facilitator,
        supervisor=str(each.supervisor),
        organisation=each.organisation,
        waits_for=each.waits_for,
    )


def _practice(each) -> shapes.Practice:
    return shapes.Practice(
        id=f"practice:{each.id}",
        day=each.from_day,
        last=each.until_day,
        minutes=each.minutes,
        category=each.category,
        state=each.state,
        supervisor=str(each.supervisor or ""),
        organisation=each.organisation,
    )


# --- what this room keeps
def _attestations(people: list) -> dict[int, dict]:
    found = defaultdict(list)
    for row in Attestation.objects.filter(person__in=people, taken_back_at=None):
        found[row.person_id].append(
            shapes.Attestation(f"attestation:{row.uuid}", row.day, row.statement, row.by_whom)
        )
    return {pk: {"attestations": in_order(rows)} for pk, rows in found.items()}


def _documents(people: list) -> dict[int, dict]:
    found = defaultdict(list)
    rows = Document.objects.filter(person__in=people).exclude(state=DocumentState.WITHDRAWN)
    for row in rows.defer("words"):
        found[row.person_id].append(
            shapes.Document(f"document:{row.uuid}", row.issued_on, row.kind, _seen(row.state))
        )
    return {pk: {"documents": in_order(rows)} for pk, rows in found.items()}


def _seen(state: str) -> str:
    return "unchecked" if state == DocumentState.SUBMITTED else str(state)


def _awards(people: list) -> dict[int, dict]:
    """Without what stands for the time being only: it is held by somebody's word."""
    found = defaultdict(list)
    rows = Award.objects.filter(person__in=people, kind=AwardKind.FULL)
    rows = rows.exclude(state=AwardState.REPLACED).order_by("granted_on", "cycle").defer("grounds")
    for row in rows.select_related("scheme").prefetch_related("extensions"):
        found[row.person_id].append(_award(row))
    return {pk: {"awards": tuple(rows)} for pk, rows in found.items()}


def _award(row: Award) -> shapes.Award:
    return shapes.Award(
        id=f"award:{row.uuid}",
        day=row.granted_on,
        scheme=row.scheme.slug,
        family=row.family,
        rank=row.rank,
        valid_until=row.valid_until,
        state=str(row.state),
        extended=tuple(
            shapes.Extension(each.asked_on, each.until_day) for each in row.extensions.all()
        ),
    )


def _breaks(people: list) -> dict[int, dict]:
    """One that has no end yet runs on."""
    return {
        pk: {"breaks": Breaks([Span(first, last or ALWAYS) for first, last in spans])}
        for pk, spans in breaks_of(people).items()
    }
