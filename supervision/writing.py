"""The rows of a session: written with it, moved to its correction, ended. Within a transaction."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from office import due
from people.api import User
from supervision import limits
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
        corrects=corrects,
        reason=reason,
    )


def write_lines(
    session: Session, meeting: Meeting, there: Iterable[There], *, by: User, at: datetime
) -> list[Line]:
    there = list(there)
    agreements = _agreements(meeting)
    lines = [_line(session, part, agreements.get(part.supervisee.pk), by, at) for part in there]
    Line.objects.bulk_create(lines)
    said = Said.SUBMITTED
    Answer.objects.bulk_create([Answer(line=line, by=by, said=said, at=at) for line in lines])
    for line in lines:
        if line.state == LineState.OPEN:
            due.add(LINE_DUE, key=line.pk, at=at + timedelta(days=3))
    return lines


def _line(
    session: Session, part: There, agreement: Agreement | None, by: User, at: datetime
) -> Line:
    is_held = session.held == Held.HELD and part.minutes > 0
    by_supervisee = by.pk == part.supervisee.pk
    awaits = Awaits.SUPERVISOR if by_supervisee else Awaits.SUPERVISEE
    return Line(
        session=session,
        supervisee=part.supervisee,
        agreement=agreement,
        outside="" if agreement else "no_agreement",
        counted_on=limits.day_of(session.started_at, part.supervisee.zone),
        minutes=part.minutes if session.held == Held.HELD else 0,
        presented=part.presented,
        facilitated=part.facilitated,
        state=LineState.OPEN if is_held else LineState.NOTED,
        awaits=awaits if is_held else Awaits.NOBODY,
        submitted_at=at,
        state_at=at,
    )


def _agreements(meeting: Meeting) -> dict[int, Agreement]:
    """The live one of each on the day of their line; that of the kind, if there are two."""
    people = {each.supervisee.pk: each.supervisee for each in meeting.there}
    rows = Agreement.objects.filter(supervisor=meeting.supervisor, supervisee__in=people)
    found: dict[int, Agreement] = {}
    for row in rows.order_by("from_day", "pk"):
        day = limits.day_of(meeting.started_at, people[row.supervisee_id].zone)
        if row.from_day <= day and (row.until_day is None or day <= row.until_day):
            other = found.get(row.supervisee_id)
            if other is None or other.kind != meeting.kind:
                found[row.supervisee_id] = row
    return found


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
    """Whether what each one's line says of the meeting as a whole is still so."""
    told = ("started_at", "zone", "minutes", "kind", "mode", "is_observed", "held", "topics")
    heads = {line.supervisee_id for line in lines if line.minutes}
    same_heads = len(heads) == sum(part.minutes > 0 for part in meeting.there)
    return same_heads and all(getattr(old, name) == getattr(new, name) for name in told)


def _is_same_part(line: Line, part: There) -> bool:
    said = (line.minutes, line.presented, line.facilitated)
    return said == (part.minutes, part.presented, part.facilitated)


def end_lines(lines, state: LineState, said: Said, by: User, at: datetime) -> None:
    ending = list(lines)
    Answer.objects.bulk_create([Answer(line=line, by=by, said=said, at=at) for line in ending])
    keys = [line.pk for line in ending]
    Line.objects.filter(pk__in=keys).update(state=state, awaits=Awaits.NOBODY, state_at=at)


def set_clashing(lines: list[Line], clashes: list[limits.Span], at: datetime) -> None:
    """Neither counts until somebody decided; what both confirmed stands."""
    Line.objects.filter(pk__in=[line.pk for line in lines], state=LineState.OPEN).update(
        state=LineState.CLASHING, state_at=at
    )
    others = Line.objects.filter(session__in=[each.key for each in clashes])
    others.filter(state=LineState.OPEN).update(state=LineState.CLASHING, state_at=at)
