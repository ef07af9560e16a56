"""The rows of a session: written with it, moved to its correction, ended. Within a transaction."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from office import due
from people.api import User
from supervision import causes, leaning, limits, sealing
from supervision.meeting import Meeting, There
from supervision.models import Agreement, Answer, Awaits, Held, Line, LineState, Said, Session

LINE_DUE = "supervision.line"


def write(
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


def write_lines(
    session: Session, meeting: Meeting, there: Iterable[There], *, by: User, at: datetime
) -> list[Line]:
    there = list(there)
    agreed = leaning.agreements_of(meeting.supervisor, [part.supervisee for part in there])
    lines = [_line(session, part, agreed.get(part.supervisee.pk, []), by, at) for part in there]
    Line.objects.bulk_create(lines)
    said = Said.SUBMITTED
    Answer.objects.bulk_create([Answer(line=line, by=by, said=said, at=at) for line in lines])
    causes.lines_changed(lines, at=at)
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


def move_unchanged(old: Session, new: Session, meeting: Meeting) -> list[There]:
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


def end_lines(lines, state: LineState, said: Said, by: User, at: datetime) -> None:
    """The caller holds the rows of their people."""
    ending = list(lines.select_related("session__supervisor", "supervisee"))
    Answer.objects.bulk_create([Answer(line=line, by=by, said=said, at=at) for line in ending])
    keys = [line.pk for line in ending]
    Line.objects.filter(pk__in=keys).update(state=state, awaits=Awaits.NOBODY, state_at=at)
    causes.lines_changed(ending, at=at)
    for line in ending:
        sealing.seal_end(line, state, at=at)


def ask_anew(lines: list[Line], at: datetime) -> None:
    """The days of waiting begin now."""
    keys = [line.pk for line in lines]
    now = {"state": LineState.OPEN, "state_at": at, "submitted_at": at}
    Line.objects.filter(pk__in=keys).update(**now)
    causes.lines_changed(lines, at=at)
    for key in keys:
        due.add(LINE_DUE, key=key, at=at + timedelta(days=3))


def set_clashing(lines: list[Line], clashes: list[limits.Span], at: datetime) -> None:
    """Neither counts until somebody decided; what both confirmed stands."""
    Line.objects.filter(pk__in=[line.pk for line in lines], state=LineState.OPEN).update(
        state=LineState.CLASHING, state_at=at
    )
    others = Line.objects.filter(session__in=[each.key for each in clashes])
    causes.lines_changed([*lines, *others], at=at)
    others.filter(state=LineState.OPEN).update(state=LineState.CLASHING, state_at=at)
