"""What this room can tell of people's hours, as rules of qualification ask for it (evidence/1).

For many people at once in as many statements as for one. Heads are those who were there for more
than no minute: `supervisees` without supervisor and facilitators, `everyone` with them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q

from people.api import User
from supervision import qualifying
from supervision.models import Line, LineState, Practice, Session
from supervision.models.session import Awaits, Held
from supervision.qualifying import Qualified

DRAFT = "draft"  # two entries at the same time: nobody has decided yet which of them was so
STATES = {LineState.CLASHING: DRAFT}


@dataclass(frozen=True)
class Hours:
    """One person's part of one session; whole minutes, `day` in the supervisee's zone."""

    id: str
    day: date
    started_at: datetime
    minutes: int
    kind: str
    mode: str
    supervisees: int
    everyone: int
    state: str
    agreement: bool
    presented: bool
    observed: bool
    facilitator: bool
    supervisor: int
    organisation: str
    waits_for: str


@dataclass(frozen=True)
class Work:
    """Direct work of one category in one part of a week."""

    id: str
    from_day: date
    until_day: date
    minutes: int
    category: str
    state: str
    supervisor: int | None
    organisation: str


@dataclass(frozen=True)
class Given:
    hours: list[Hours] = field(default_factory=list)
    practice: list[Work] = field(default_factory=list)


@dataclass(frozen=True)
class Supervisor:
    """What somebody may call themselves, as far as somebody saw the proof; `rank` the newest."""

    rank: str = ""
    qualifications: tuple[Qualified, ...] = ()


@dataclass(frozen=True)
class Gathered:
    """`of` people by key, and the supervisors that occur, by key."""

    of: dict[int, Given]
    supervisors: dict[int, Supervisor]


def evidence_of(people: Iterable[User]) -> Gathered:
    """Four statements, however many people; each in the order of its days."""
    of = {person.pk: Given() for person in people}
    lines = list(_lines(list(of)))
    heads = _heads({line.session_id for line in lines})
    for line in lines:
        of[line.supervisee_id].hours.append(_hours(line, *heads[line.session_id]))
    work = Practice.objects.in_force().filter(person__in=list(of)).select_related("workplace")
    for row in work.order_by("from_day", "category", "pk"):
        of[row.person_id].practice.append(_work(row))
    return Gathered(of, _supervisors(of.values()))


def _lines(keys: list[int]):
    rows = Line.objects.in_force().exclude(state=LineState.NOTED)
    rows = rows.filter(supervisee__in=keys, minutes__gt=0, session__held=Held.HELD)
    rows = rows.select_related("session", "agreement__workplace")
    return rows.defer("salt").order_by("counted_on", "session__started_at", "pk")


def _heads(sessions: set) -> dict[object, tuple[int, int]]:
    """Supervisees and everyone, by session."""
    there = Q(lines__minutes__gt=0) & ~Q(
        lines__state__in=(LineState.REPLACED, LineState.TAKEN_BACK)
    )
    rows = Session.objects.filter(pk__in=sessions).annotate(
        learning=Count("lines", filter=there & Q(lines__facilitated=False)),
        leading=Count("lines", filter=there & Q(lines__facilitated=True)),
    )
    found = {}
    for pk, learning, leading, said in rows.values_list("pk", "learning", "leading", "heads_said"):
        supervisees = max(learning, said or 0)
        found[pk] = supervisees, supervisees + leading + 1
    return found


def _hours(line: Line, supervisees: int, everyone: int) -> Hours:
    session = line.session
    workplace = line.agreement and line.agreement.workplace
    return Hours(
        id=str(line.uuid),
        day=line.counted_on,
        started_at=session.started_at,
        minutes=line.minutes,
        kind=session.kind,
        mode=session.mode,
        supervisees=supervisees,
        everyone=everyone,
        state=str(STATES.get(line.state, line.state)),
        agreement=line.agreement_id is not None and not line.outside,
        presented=line.presented,
        observed=session.is_observed,
        facilitator=line.facilitated,
        supervisor=session.supervisor_id,
        organisation=str(workplace.uuid) if workplace else "",
        waits_for="supervisor" if line.awaits == Awaits.SUPERVISOR else "supervisee",
    )


def _work(row: Practice) -> Work:
    return Work(
        id=str(row.uuid),
        from_day=row.from_day,
        until_day=row.until_day,
        minutes=row.minutes,
        category=row.category,
        state=str(row.state),
        supervisor=row.supervisor_id,
        organisation=str(row.workplace.uuid) if row.workplace else "",
    )


def _supervisors(given: Iterable[Given]) -> dict[int, Supervisor]:
    keys: set[int] = set()
    for each in given:
        keys |= {hours.supervisor for hours in each.hours}
        keys |= {work.supervisor for work in each.practice if work.supervisor}
    held = qualifying.qualifications_of(User(pk=key) for key in keys)
    return {key: _supervisor(rows) for key, rows in held.items()}


def _supervisor(rows: tuple[Qualified, ...]) -> Supervisor:
    seen = tuple(row for row in rows if row.is_checked)
    ranks = [row.rank for row in seen if row.rank]
    return Supervisor(ranks[-1] if ranks else "", seen)
