"""Evidence files (evidence/1): YAML documents, one person each. Raises Refused with the path."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from certification.rules.days import Breaks, Duration, Span
from certification.rules.evidence import (
    Attestation,
    Award,
    Document,
    Evidence,
    Extension,
    Held,
    Party,
    Practice,
    Session,
    Training,
    in_order,
)
from certification.rules.reading import documents
from certification.rules.taking import (
    Fields,
    Refused,
    day,
    listed,
    maybe,
    number,
    one_or_more,
    slug,
    some,
    text,
    truth,
    word,
)

KINDS = ("individual", "triadic", "group", "peer_group", "consultation", "debrief")
MODES = ("in_person", "video", "telephone")
DELIVERIES = ("in_person", "live_online", "self_paced")
SESSION_STATES = (
    "draft",
    "submitted",
    "confirmed",
    "disputed",
    "one_sided_supervisor",
    "one_sided_supervisee",
    "superseded",
)
HEADS = {"individual": 1, "triadic": 2}
MOST_REPEATS = 5_000


def evidence_in(source: str) -> Iterator[Evidence]:
    """Each document that is evidence; those of another kind are passed over."""
    for n, value in enumerate(documents(source), start=1):
        if isinstance(value, dict) and "scheme" in value and "evidence" not in value:
            continue
        yield evidence_of(value, f"document {n}")


def evidence_of(value: object, path: str = "") -> Evidence:
    fields = Fields(value, path)
    if fields.take("evidence", number) != 1:
        raise Refused(fields.at("evidence"), "only 1 is known")
    fields.drop("case", "expect")
    person = Fields(fields.take("person", _mapping), fields.at("person"))
    zone, joined = person.take("time_zone", _zone, ZoneInfo("UTC")), person.take("joined", day)
    person.done()
    found = Evidence(
        joined=joined,
        time_zone=zone.key,
        breaks=Breaks(fields.take("breaks", listed(_span), ())),
        supervisors=fields.take("supervisors", _parties, {}),
        providers=fields.take("providers", _parties, {}),
        supervision=_records(fields, "supervision", lambda f: _session(f, zone)),
        training=_records(fields, "training", _training),
        practice=_records(fields, "practice", _practice),
        attestations=_records(fields, "attestations", _attestation),
        documents=_records(fields, "documents", _document),
        awards=_records(fields, "awards", _award),
        pathways=fields.take("pathways", _names_of, {}),
        modules={k: frozenset(v) for k, v in fields.take("modules", _names_of, {}).items()},
    )
    fields.done()
    return found


# --- around the records
def _mapping(value: object, path: str) -> dict:
    if not isinstance(value, dict):
        raise Refused(path, "fields are expected here")
    return value


def _zone(value: object, path: str) -> ZoneInfo:
    try:
        return ZoneInfo(text(value, path))
    except (KeyError, ValueError, OSError):
        raise Refused(path, "a time zone such as Europe/London is expected here") from None


def _span(value: object, path: str) -> Span:
    fields = Fields(value, path)
    span = Span(fields.take("from", day), fields.take("until", day))
    fields.done()
    if span.last < span.first:
        raise Refused(path, "it ends before it begins")
    return span


def _parties(value: object, path: str) -> dict[str, Party]:
    return {str(k): _party(v, f"{path}.{k}") for k, v in _mapping(value, path).items()}


def _party(value: object, path: str) -> Party:
    fields = Fields(value, path)
    key = "qualifications" if fields.has("qualifications") else "holds"
    party = Party(fields.take("class", slug, ""), fields.take(key, listed(_held), ()))
    fields.done()
    return party


def _held(value: object, path: str) -> Held:
    fields = Fields(value, path)
    last = fields.take("until", maybe(day), None)
    held = Held(fields.take("kind", slug), fields.take("from", day), last)
    fields.done()
    return held


def _names_of(value: object, path: str) -> dict[str, tuple[str, ...]]:
    names = _mapping(value, path).items()
    return {str(k): one_or_more(slug)(v, f"{path}.{k}") for k, v in names}


# --- the records
def _records(fields: Fields, key: str, read: Callable) -> tuple:
    found: list = []
    for n, value in enumerate(fields.take(key, listed(lambda each, _: each), ())):
        one = Fields(value, f"{fields.at(key)}[{n}]")
        found += _repeated(one, read)
        one.done()
    ids = [each.id for each in found]
    if len(set(ids)) < len(ids):
        twice = next(each for each in ids if ids.count(each) > 1)
        raise Refused(fields.at(key), f"the id {twice} stands twice")
    return in_order(found)


def _repeated(fields: Fields, read: Callable) -> list:
    """One record, or as many as `repeat` asks for, each so much later."""
    again = fields.take("repeat", _mapping, {})
    make = read(fields)
    name = fields.take("id", slug)
    if not again:
        return [make(name, Duration())]
    step = Fields(again, fields.at("repeat"))
    every, times = step.take("every", duration), step.take("times", some)
    step.done()
    if times > MOST_REPEATS:
        raise Refused(fields.at("repeat"), f"more than {MOST_REPEATS} times")
    return [make(f"{name}#{n + 1}", every * n) for n in range(times)]


def duration(value: object, path: str) -> Duration:
    fields = Fields(value, path)
    unit = fields.one_of(("days", "months", "years"))
    amount = fields.take(unit, number)
    fields.done()
    if unit == "days":
        return Duration(days=amount)
    return Duration(months=amount * (12 if unit == "years" else 1))


def _day_or_start(fields: Fields, zone: ZoneInfo) -> date:
    if fields.one_of(("day", "start")) == "day":
        return fields.take("day", day)
    path, said = fields.at("start"), fields.take("start", text)
    try:
        start = datetime.fromisoformat(said)
    except ValueError:
        raise Refused(path, "a moment such as 2026-03-31T23:30+01:00 is expected here") from None
    if start.tzinfo is None:
        raise Refused(path, "the offset from UTC is missing")
    return start.astimezone(zone).date()


def _heads(value: object, path: str) -> tuple[int, int]:
    if isinstance(value, int):
        return number(value, path), number(value, path) + 1
    fields = Fields(value, path)
    supervisees = fields.take("supervisees", number)
    everyone = fields.take("everyone", number, supervisees + 1)
    fields.done()
    return supervisees, everyone


def _session(fields: Fields, zone: ZoneInfo):
    began = _day_or_start(fields, zone)
    kind = fields.take("kind", word(*KINDS))
    usual = (HEADS[kind], HEADS[kind] + 1) if kind in HEADS else None
    heads = fields.take("heads", _heads) if usual is None else fields.take("heads", _heads, usual)
    rest = {
        "minutes": fields.take("minutes", number),
        "state": fields.take("state", word(*SESSION_STATES), "confirmed"),
        "mode": fields.take("mode", word(*MODES), "in_person"),
        "agreement": fields.take("agreement", truth, True),
        "presented": fields.take("presented", truth, False),
        "observed": fields.take("observed", truth, False),
        "facilitator": fields.take("facilitator", truth, False),
        "supervisor": fields.take("supervisor", slug, ""),
        "organisation": fields.take("organisation", slug, ""),
        "waits_for": fields.take("waits_for", slug, "supervisee"),
    }
    return lambda name, by: Session(name, by.after(began), kind=kind, supervisees=heads[0],
                                    everyone=heads[1], **rest)  # fmt: skip


def _training(fields: Fields):
    completed = fields.take("completed", day)
    topics = fields.take("topics", _mapping, {})
    rest = {
        "minutes": fields.take("minutes", number, 0),
        "course": fields.take("course", slug),
        "state": fields.take("known_by", word("graded", "reported", "attested"), "graded"),
        "topics": {str(k): number(v, fields.at(f"topics.{k}")) for k, v in topics.items()},
        "delivery": fields.take("delivery", word(*DELIVERIES), "self_paced"),
        "provider": fields.take("provider", slug, "own"),
        "modules": fields.take("modules", listed(slug), ()),
        "whole": fields.take("whole", truth, True),
    }
    return lambda name, by: Training(name, by.after(completed), **rest)


def _practice(fields: Fields):
    first = fields.take("from", day)
    last = fields.take("until", day, first)
    if last < first:
        raise Refused(fields.at("until"), "it ends before it begins")
    rest = {
        "minutes": fields.take("minutes", number),
        "category": fields.take("category", slug, ""),
        "state": fields.take("state", word("logged", "attested", "superseded"), "attested"),
        "supervisor": fields.take("supervisor", slug, ""),
        "organisation": fields.take("organisation", slug, ""),
        "sessions": fields.take("sessions", number, 1),
        "waits_for": fields.take("waits_for", slug, "supervisor"),
    }
    return lambda name, by: Practice(name, by.after(first), by.after(last), **rest)


def _attestation(fields: Fields):
    on = fields.take("day", day)
    statement = fields.take("statement", slug)
    by_whom = fields.take("by", word("self", "supervisor", "organisation"))
    return lambda name, by: Attestation(name, by.after(on), statement, by_whom)


def _document(fields: Fields):
    issued, kind = fields.take("issued", day), fields.take("kind", slug)
    state = fields.take("state", word("checked", "unchecked", "refused"), "checked")
    return lambda name, by: Document(name, by.after(issued), kind, state)


def _award(fields: Fields):
    granted = fields.take("granted", day)
    rest = {
        "scheme": fields.take("scheme", slug, ""),
        "family": fields.take("family", slug, ""),
        "rank": fields.take("rank", number, 0),
        "valid_until": fields.take("valid_until", maybe(day), None),
        "state": fields.take("state", slug, "valid"),
        "extended": fields.take("extended", listed(_extension), ()),
    }
    return lambda name, by: Award(name, by.after(granted), **rest)


def _extension(value: object, path: str) -> Extension:
    fields = Fields(value, path)
    found = Extension(fields.take("asked", day), fields.take("until", day))
    fields.done()
    return found
