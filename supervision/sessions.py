"""Sessions are logged, corrected and taken back. Each line waits for the other's answer.

Whoever logs has given their own word by it. A correction is a new row; the lines whose content
stays the same move along and keep their answers, the others are asked about again.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from people.api import User
from supervision import limits, locking, writing
from supervision.meeting import Meeting, There
from supervision.models import Agreement, Answer, Held, Line, LineState, Said, Session
from supervision.writing import LINE_DUE

UNDO_FOR = timedelta(minutes=10)

__all__ = [
    "LINE_DUE",
    "UNDO_FOR",
    "Answered",
    "Meeting",
    "NeedsReason",
    "NotTheirs",
    "There",
    "at_the_same_time",
    "correct",
    "decide",
    "is_answered",
    "log",
    "take_back",
]


class NotTheirs(Exception):
    """There is nothing between these two people, or it is somebody else's session."""


class Answered(Exception):
    """Somebody answered already: now it can only be corrected."""


class NeedsReason(Exception):
    """What somebody confirmed is corrected with a reason."""


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
        session = writing.write(meeting, by=by, at=at)
        lines = writing.write_lines(session, meeting, meeting.there, by=by, at=at)
        if clashes:
            writing.set_clashing(lines, clashes, at)
        return session


def take_back(session: Session, *, by: User, at: datetime) -> None:
    """Undo: as if it had not been written. Raises NotTheirs, Answered, MonthClosed."""
    with transaction.atomic():
        _take_turns(_people_in(session))
        session = _held(session, by)
        if is_answered(session):
            raise Answered
        locking.check_open(session.supervisor, locking.lines_of(session))
        session.taken_back_at = at
        session.save(update_fields=["taken_back_at"])
        writing.end_lines(session.lines.in_force(), LineState.TAKEN_BACK, Said.TAKEN_BACK, by, at)


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
        if is_answered(session) and not reason.strip():
            raise NeedsReason
        locking.check_open(session.supervisor, locking.lines_of(session))
        clashes = _check(meeting, by=by, at=at, besides=session)
        if clashes:
            raise limits.Overlaps(clashes[0])
        new = writing.write(meeting, by=by, at=at, corrects=session, reason=reason.strip()[:200])
        changed = writing.move_unchanged(session, new, meeting)
        said = Said.CORRECTED if is_answered(session) else Said.CHANGED
        writing.end_lines(session.lines.in_force(), LineState.REPLACED, said, by, at)
        writing.write_lines(new, meeting, changed, by=by, at=at)
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
        writing.ask_anew(mine, at)


def _give_way(rival: limits.Span, by: User, at: datetime) -> None:
    session = Session.objects.select_for_update(of=("self",)).get(pk=rival.key)
    is_theirs = by.pk in (session.supervisor_id, session.logged_by_id)
    if not is_theirs or is_answered(session):
        raise limits.Overlaps(rival)
    locking.check_open(session.supervisor, locking.lines_of(session))
    session.taken_back_at = at
    session.save(update_fields=["taken_back_at"])
    writing.end_lines(session.lines.in_force(), LineState.TAKEN_BACK, Said.TAKEN_BACK, by, at)


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
    """What these people did at that time, by what is written here.

    One statement, which reads what began in those hours: few rows, however many years are kept.
    """
    people = {supervisor, *supervisees}
    longest = timedelta(minutes=limits.LONGEST)
    near = Session.objects.in_force().filter(
        held=Held.HELD, started_at__lt=span.end, started_at__gt=span.start - longest
    )
    if besides:
        near = near.exclude(pk=besides.pk)
    had = Line.objects.filter(session=OuterRef("pk"), supervisee__in=people, minutes__gt=0)
    found = near.filter(Q(supervisor__in=people) | Exists(had))
    spans = [_of_session(each) for each in found]
    meeting = [each for each in spans if each.overlaps(span)]
    return sorted(meeting, key=lambda each: each.start)


def _of_session(session: Session) -> limits.Span:
    return limits.Span(session.started_at, session.minutes, session.pk, session.supervisor_id)


def is_answered(session: Session) -> bool:
    """Whether more was said than that it was written: now it can only be corrected."""
    asked = Answer.objects.filter(line__session=session)
    return asked.exclude(said__in=(Said.SUBMITTED, Said.CHANGED)).exists()
