"""The other one's word: yes, not quite, or nothing for thirty days.

A line that waits is answered by whom it waits for. Answers are added, never changed; what they
come to does not depend on the order in which people give them.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from office import due, notices
from people.api import User
from supervision import sealing
from supervision.models import Answer, Awaits, Line, LineState, Reason, Said
from supervision.sessions import LINE_DUE

REMIND_AFTER = (timedelta(days=3), timedelta(days=10))
SILENT_AFTER = timedelta(days=30)
ASKED = "supervision.asked"
LATE = (LineState.BY_SUPERVISOR, LineState.BY_SUPERVISEE)


class NotAsked(Exception):
    """This line does not wait for this person, or it is not theirs."""


def confirm(line: Line, *, by: User, at: datetime) -> Line:
    """Yes. Also later, after a silence, and by whom disputed it. Raises NotAsked."""
    with transaction.atomic():
        line = _held(line)
        if line.state == LineState.CONFIRMED and by.pk in _pair(line):
            return line
        if line.state not in (LineState.OPEN, LineState.DISPUTED, *LATE):
            raise NotAsked
        if by.pk != _answerer(line):
            raise NotAsked
        _say(line, Said.CONFIRMED, by=by, at=at)
        _become(line, LineState.CONFIRMED, Awaits.NOBODY, at)
        sealing.seal(line, "confirmed", at=at)
    return line


def confirm_all(lines: Iterable[Line], *, by: User, at: datetime) -> int:
    """Yes to each that waits for `by`; how many there were."""
    waiting = [line for line in lines if line.state == LineState.OPEN and by.pk == _answerer(line)]
    for line in waiting:
        confirm(line, by=by, at=at)
    return len(waiting)


def dispute(
    line: Line,
    *,
    reason: Reason,
    minutes: int | None = None,
    words: str = "",
    by: User,
    at: datetime,
) -> Line:
    """Not quite: another length (`minutes`), not there, or something else. Raises NotAsked."""
    with transaction.atomic():
        line = _held(line)
        if line.state not in (LineState.OPEN, LineState.NOTED, *LATE) or by.pk != _answerer(line):
            raise NotAsked
        _say(line, Said.DISPUTED, reason=reason, minutes=minutes, words=words, by=by, at=at)
        other = Awaits.SUPERVISOR if by.pk == line.supervisee_id else Awaits.SUPERVISEE
        _become(line, LineState.DISPUTED, other, at)
    return line


def waiting_for(person: User):
    """Lines that wait for this person's answer, the oldest day first."""
    mine = Q(awaits=Awaits.SUPERVISEE, supervisee=person)
    mine |= Q(awaits=Awaits.SUPERVISOR, session__supervisor=person)
    found = Line.objects.filter(mine, state__in=(LineState.OPEN, LineState.DISPUTED))
    found = found.select_related("session__supervisor", "supervisee", "agreement")
    return found.order_by("counted_on", "session__started_at", "uuid")


# --- silence


def settle(key: str, *, at: datetime) -> None:
    """What a line is due for: a reminder after 3 and 10 days, one-sided after 30."""
    with transaction.atomic():
        line = _held(Line(pk=UUID(key)))
        if line.state == LineState.OPEN:
            _remind_or_end(line, at)


def _remind_or_end(line: Line, at: datetime) -> None:
    waited = at - line.submitted_at
    if waited >= SILENT_AFTER:
        fall_silent(line, at=at)
        return
    passed = [wait for wait in REMIND_AFTER if waited >= wait]
    if passed:
        key = f"asked:{line.pk}:{len(passed)}"
        notices.add(ASKED, to=User(pk=_answerer(line)), key=key, about=line.pk, at=at)
    following = (*REMIND_AFTER, SILENT_AFTER)[len(passed)]
    due.add(LINE_DUE, key=line.pk, at=line.submitted_at + following)


def fall_silent(line: Line, *, at: datetime) -> None:
    """Nobody answered: it says whose word it is. Within a transaction."""
    sides = {Awaits.SUPERVISEE: LineState.BY_SUPERVISOR, Awaits.SUPERVISOR: LineState.BY_SUPERVISEE}
    awaited = Awaits(line.awaits)
    _say(line, Said.SILENT, by=None, at=at)
    _become(line, sides[awaited], awaited, at)
    sealing.seal(line, sides[awaited], at=at)


def when_closed(person: User, *, at: datetime) -> None:
    """An account that closes answers no more: what waits for it is one-sided at once."""
    with transaction.atomic():
        for line in waiting_for(person).filter(state=LineState.OPEN):
            fall_silent(_held(line), at=at)


# --- one line, in turn


def _held(line: Line) -> Line:
    """As it is now, until the transaction ends; whoever adds to this chain waits."""
    found = Line.objects.select_related("session").filter(pk=line.pk).first()
    if found is None:
        raise NotAsked
    User.objects.select_for_update().filter(pk=found.supervisee_id).values_list("pk").first()
    return Line.objects.select_for_update(of=("self",)).select_related("session").get(pk=line.pk)


def _pair(line: Line) -> tuple[int, int]:
    return line.supervisee_id, line.session.supervisor_id


def _answerer(line: Line) -> int:
    """Whose word is missing; where it is disputed, theirs who did so: they may still say yes."""
    supervisee, supervisor = _pair(line)
    awaits_supervisee = line.awaits == Awaits.SUPERVISEE
    if line.state == LineState.DISPUTED:
        return supervisor if awaits_supervisee else supervisee
    if line.state == LineState.NOTED:
        return supervisee if line.session.logged_by_id == supervisor else supervisor
    return supervisee if awaits_supervisee else supervisor


def _say(line: Line, said: Said, *, by: User | None, at: datetime, **more) -> None:
    Answer.objects.create(line=line, by=by, said=said, at=at, **more)


def _become(line: Line, state: LineState, awaits: Awaits, at: datetime) -> None:
    line.state, line.awaits, line.state_at = state, awaits, at
    line.save(update_fields=["state", "awaits", "state_at"])
