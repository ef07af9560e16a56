"""Sessions are logged, corrected and taken back. Each line waits for the other's answer.

Whoever logs has given their own word by it. A correction is a new row; the lines whose content
stays the same move along and keep their answers, the others are asked about again.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from office import due
from people.api import User
from supervision import leaning, limits, locking, sealing
from supervision.models import (
    Agreement,
    Answer,
    Awaits,
    Held,
    Kind,
    Line,
    LineState,
    Mode,
    Said,
    Session,
)

LINE_DUE = "supervision.line"
UNDO_FOR = timedelta(minutes=10)


class NotTheirs(Exception):
    """There is nothing between these two people, or it is somebody else's session."""


class Answered(Exception):
    """Somebody answered already: now it can only be corrected."""


class NeedsReason(Exception):
    """What somebody confirmed is corrected with a reason."""


@dataclass(frozen=True)
class There:
    """One supervisee's part."""

    supervisee: User
    minutes: int
    presented: bool = False
    facilitated: bool = False


@dataclass(frozen=True)
class Meeting:
    """What was: a moment (UTC), the zone of the wall clock it was written by, whole minutes.

    `minutes` are 0 and everybody's part too where it was called off or missed. `heads` is how many
    supervisees were there, where some of them have no account here.
    """

    supervisor: User
    started_at: datetime
    zone: str
    minutes: int
    kind: Kind
    there: tuple[There, ...]
    mode: Mode = Mode.IN_PERSON
    is_observed: bool = False
    language: str = ""
    topics: tuple[str, ...] = ()
    held: Held = Held.HELD
    called_off_by: User | None = None
    next_on: date | None = None
    heads: int | None = None
    uuid: UUID = field(default_factory=uuid.uuid4)

    @property
    def span(self) -> limits.Span:
        return limits.Span(self.started_at, self.minutes, key=self.uuid)


def log(meeting: Meeting, *, by: User, at: datetime, keep_clashes: bool = False) -> Session:
    """Keep it, submitted; the same UUID twice is one.

    With `keep_clashes` (what was written without a network) an overlap is kept and waits for a
    decision; else it raises limits.Overlaps. Raises NotTheirs, limits.CannotBe, MonthClosed.
    """
    with transaction.atomic():
        _take_turns(_people_of(meeting, by))
        known = Session.objects.filter(pk=meeting.uuid).first()
        if known:
            return _the_same(known, by)
        clashes = _check(meeting, by=by, at=at)
        if clashes and not keep_clashes:
            raise limits.Overlaps(clashes[0])
        session = _write(meeting, by=by, at=at)
        lines = _write_lines(session, meeting, meeting.there, by=by, at=at)
        if clashes:
            _set_clashing(lines, clashes, at)
        return session


def take_back(session: Session, *, by: User, at: datetime) -> None:
    """Undo: as if it had not been written. Raises NotTheirs, Answered, MonthClosed."""
    with transaction.atomic():
        _take_turns(_people_in(session))
        session = _held(session, by)
        if _is_answered(session):
            raise Answered
        locking.check_open(session.supervisor, locking.lines_of(session))
        session.taken_back_at = at
        session.save(update_fields=["taken_back_at"])
        _end_lines(session.lines.in_force(), LineState.TAKEN_BACK, Said.TAKEN_BACK, by, at)


def correct(
    session: Session, meeting: Meeting, *, reason: str = "", by: User, at: datetime
) -> Session:
    """Put another in its place. What was confirmed needs a reason.

    Raises NotTheirs, NeedsReason, limits.CannotBe, MonthClosed.
    """
    with transaction.atomic():
        _take_turns(_people_of(meeting, by) | _people_in(session))
        session = _held(session, by)
        if meeting.supervisor != session.supervisor:
            raise NotTheirs
        if _is_answered(session) and not reason.strip():
            raise NeedsReason
        locking.check_open(session.supervisor, locking.lines_of(session))
        clashes = _check(meeting, by=by, at=at, besides=session)
        if clashes:
            raise limits.Overlaps(clashes[0])
        new = _write(meeting, by=by, at=at, corrects=session, reason=reason.strip()[:200])
        changed = _move_unchanged(session, new, meeting)
        said = Said.CORRECTED if _is_answered(session) else Said.CHANGED
        _end_lines(session.lines.in_force(), LineState.REPLACED, said, by, at)
        _write_lines(new, meeting, changed, by=by, at=at)
        return new


def decide(keep: Session, *, by: User, at: datetime) -> None:
    """Of sessions at the same time this one was: its lines are asked about, the others end.

    Raises NotTheirs where it is not `by`'s or clashes with nothing, MonthClosed, and
    limits.Overlaps where another stands: one that somebody answered, or that somebody else holds.
    """
    with transaction.atomic():
        _take_turns(_people_in(keep))
        keep = _held(keep, by)
        mine = list(keep.lines.filter(state=LineState.CLASHING))
        if not mine:
            raise NotTheirs
        locking.check_open(keep.supervisor, locking.lines_of(keep))
        people = {line.supervisee_id for line in mine}
        rivals = _standing(keep.supervisor_id, people, _of_session(keep), besides=keep)
        for rival in rivals:
            _give_way(rival, by, at)
        _ask_anew(mine, at)


def _give_way(rival: limits.Span, by: User, at: datetime) -> None:
    session = Session.objects.select_for_update(of=("self",)).get(pk=rival.key)
    is_theirs = by.pk in (session.supervisor_id, session.logged_by_id)
    if not is_theirs or _is_answered(session):
        raise limits.Overlaps(rival)
    locking.check_open(session.supervisor, locking.lines_of(session))
    session.taken_back_at = at
    session.save(update_fields=["taken_back_at"])
    _end_lines(session.lines.in_force(), LineState.TAKEN_BACK, Said.TAKEN_BACK, by, at)


def _ask_anew(lines: list[Line], at: datetime) -> None:
    """The days of waiting begin now."""
    keys = [line.pk for line in lines]
    now = {"state": LineState.OPEN, "state_at": at, "submitted_at": at}
    Line.objects.filter(pk__in=keys).update(**now)
    for key in keys:
        due.add(LINE_DUE, key=key, at=at + timedelta(days=3))


def at_the_same_time(session: Session) -> list[limits.Span]:
    """What else its people did then, by what is written here; the earliest first."""
    there = set(session.lines.filter(minutes__gt=0).values_list("supervisee_id", flat=True))
    return _standing(session.supervisor_id, there, _of_session(session), besides=session)


# --- who, when, whether


def _take_turns(keys: set[int]) -> None:
    """Two devices, two loggers, somebody who answers: whoever shares a person waits."""
    list(User.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def _people_of(meeting: Meeting, by: User) -> set[int]:
    return {meeting.supervisor.pk, by.pk, *(each.supervisee.pk for each in meeting.there)}


def _people_in(session: Session) -> set[int]:
    return {session.supervisor_id, *session.lines.values_list("supervisee_id", flat=True)}


def _the_same(session: Session, by: User) -> Session:
    if session.logged_by_id != by.pk:
        raise NotTheirs
    return session


def _held(session: Session, by: User) -> Session:
    found = Session.objects.select_for_update(of=("self",)).in_force().filter(pk=session.pk).first()
    if found is None or by.pk not in (found.supervisor_id, found.logged_by_id):
        raise NotTheirs
    return found


def _check(
    meeting: Meeting, *, by: User, at: datetime, besides: Session | None = None
) -> list[limits.Span]:
    """What is at the same time; everything else that can't be raises."""
    people = [each.supervisee for each in meeting.there]
    if not people or len({person.pk for person in people}) < len(people):
        raise NotTheirs
    if by != meeting.supervisor and people != [by]:
        raise NotTheirs
    agreed = Agreement.objects.filter(supervisor=meeting.supervisor, supervisee__in=people).agreed()
    if set(agreed.values_list("supervisee_id", flat=True)) != {person.pk for person in people}:
        raise NotTheirs
    locking.check_open(
        meeting.supervisor,
        [(person.pk, limits.day_of(meeting.started_at, person.zone)) for person in people],
    )
    if meeting.held != Held.HELD:
        return []
    limits.check(meeting.span, [each.minutes for each in meeting.there], at=at)
    keys = {each.supervisee.pk for each in meeting.there if each.minutes}
    return _standing(meeting.supervisor.pk, keys, meeting.span, besides=besides)


def _standing(
    supervisor: int, supervisees: set[int], span: limits.Span, *, besides: Session | None
) -> list[limits.Span]:
    """What these people did at that time, by what is written here."""
    longest = timedelta(minutes=limits.LONGEST)
    near = Session.objects.in_force().filter(
        held=Held.HELD, started_at__lt=span.end, started_at__gt=span.start - longest
    )
    if besides:
        near = near.exclude(pk=besides.pk)
    given = near.filter(supervisor=supervisor)
    had = near.filter(lines__supervisee__in=supervisees, lines__minutes__gt=0)
    also = near.filter(supervisor__in=supervisees) | near.filter(
        lines__supervisee=supervisor, lines__minutes__gt=0
    )
    found = {each.pk: each for query in (given, had, also) for each in query.distinct()}
    spans = [_of_session(each) for each in found.values()]
    meeting = [each for each in spans if each.overlaps(span)]
    return sorted(meeting, key=lambda each: each.start)


def _of_session(session: Session) -> limits.Span:
    return limits.Span(session.started_at, session.minutes, session.pk, session.supervisor_id)


def _is_answered(session: Session) -> bool:
    asked = Answer.objects.filter(line__session=session)
    return asked.exclude(said__in=(Said.SUBMITTED, Said.CHANGED)).exists()


# --- what is written


def _write(
    meeting: Meeting, *, by: User, at: datetime, corrects: Session | None = None, reason: str = ""
) -> Session:
    return Session.objects.create(
        uuid=meeting.uuid,
        supervisor=meeting.supervisor,
        logged_by=by,
        logged_at=at,
        started_at=meeting.started_at,
        zone=str(ZoneInfo(meeting.zone)),
        minutes=meeting.minutes,
        kind=meeting.kind,
        mode=meeting.mode,
        is_observed=meeting.is_observed,
        language=meeting.language,
        topics=list(meeting.topics),
        held=meeting.held,
        called_off_by=meeting.called_off_by,
        next_on=meeting.next_on,
        heads_said=meeting.heads or (corrects.heads_said if corrects else None),
        corrects=corrects,
        reason=reason,
    )


def _write_lines(
    session: Session, meeting: Meeting, there: Iterable[There], *, by: User, at: datetime
) -> list[Line]:
    there = list(there)
    agreed = leaning.agreements_of(meeting.supervisor, [part.supervisee for part in there])
    lines = [_line(session, part, agreed.get(part.supervisee.pk, []), by, at) for part in there]
    Line.objects.bulk_create(lines)
    said = Said.SUBMITTED
    Answer.objects.bulk_create([Answer(line=line, by=by, said=said, at=at) for line in lines])
    for line in lines:
        if line.state == LineState.OPEN:
            due.add(LINE_DUE, key=line.pk, at=at + timedelta(days=3))
    return lines


def _line(session: Session, part: There, agreed: list[Agreement], by: User, at: datetime) -> Line:
    day = limits.day_of(session.started_at, part.supervisee.zone)
    agreement = leaning.fitting(agreed, session.kind, day)
    is_held = session.held == Held.HELD and part.minutes > 0
    by_supervisee = by.pk == part.supervisee.pk
    awaits = Awaits.SUPERVISOR if by_supervisee else Awaits.SUPERVISEE
    return Line(
        session=session,
        supervisee=part.supervisee,
        agreement=agreement,
        outside="" if agreement else leaning.why_not(agreed, day),
        counted_on=day,
        minutes=part.minutes if session.held == Held.HELD else 0,
        presented=part.presented,
        facilitated=part.facilitated,
        state=LineState.OPEN if is_held else LineState.NOTED,
        awaits=awaits if is_held else Awaits.NOBODY,
        submitted_at=at,
        state_at=at,
    )


def _move_unchanged(old: Session, new: Session, meeting: Meeting) -> list[There]:
    """Lines that say the same go over to the new row; gives back the parts that are left."""
    lines = {line.supervisee_id: line for line in old.lines.in_force()}
    same = _is_same_meeting(old, new, lines.values(), meeting)
    left = []
    for part in meeting.there:
        line = lines.get(part.supervisee.pk)
        if same and line and _is_same_part(line, part):
            Line.objects.filter(pk=line.pk).update(session=new)
        else:
            left.append(part)
    return left


def _is_same_meeting(old: Session, new: Session, lines: Iterable[Line], meeting: Meeting) -> bool:
    """Whether all that is sealed of the meeting as a whole is still so."""
    told = ("started_at", "zone", "minutes", "kind", "mode", "is_observed", "held", "topics")
    told += ("language", "heads_said")
    were = sorted(line.facilitated for line in lines if line.minutes)
    are = sorted(part.facilitated for part in meeting.there if part.minutes)
    return were == are and all(getattr(old, name) == getattr(new, name) for name in told)


def _is_same_part(line: Line, part: There) -> bool:
    said = (line.minutes, line.presented, line.facilitated)
    return said == (part.minutes, part.presented, part.facilitated)


def _end_lines(lines, state: LineState, said: Said, by: User, at: datetime) -> None:
    """The caller holds the rows of their people."""
    ending = list(lines.select_related("session__supervisor", "supervisee"))
    Answer.objects.bulk_create([Answer(line=line, by=by, said=said, at=at) for line in ending])
    keys = [line.pk for line in ending]
    Line.objects.filter(pk__in=keys).update(state=state, awaits=Awaits.NOBODY, state_at=at)
    for line in ending:
        sealing.seal_end(line, state, at=at)


def _set_clashing(lines: list[Line], clashes: list[limits.Span], at: datetime) -> None:
    """Neither counts until somebody decided; what both confirmed stands."""
    Line.objects.filter(pk__in=[line.pk for line in lines], state=LineState.OPEN).update(
        state=LineState.CLASHING, state_at=at
    )
    others = Line.objects.filter(session__in=[each.key for each in clashes])
    others.filter(state=LineState.OPEN).update(state=LineState.CLASHING, state_at=at)
