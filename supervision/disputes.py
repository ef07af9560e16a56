"""When two do not agree yet: what was said, and what whoever is asked makes of it.

Put right is what the other said, to the minute, and they are asked once more; or it was as it was
written, and then it stays open between them and does not count. Words are the two's alone: a
supervisor whose agreement is over reads them no more.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from office import notices
from people.api import User
from supervision import acting, answering, sessions
from supervision.models import Answer, Awaits, Held, Line, LineState, Reason, Said, Session
from supervision.sessions import Meeting, There

KEPT = "supervision.kept"


class NotPossible(Exception):
    """What was said is not enough to write it down again; the whole session is to be looked at."""


@dataclass(frozen=True)
class Dispute:
    """What somebody said against a line; `kept` once the other stood by it, in `kept_words`."""

    by: int | None
    reason: str
    minutes: int | None
    words: str
    kept: bool = False
    kept_words: str = ""

    @property
    def label(self) -> str:
        return str(Reason(self.reason).label)


def said_of(lines: Iterable[Line], *, by: User, on: date) -> dict:
    """By the key of a line what was said last, for whom it is to read. Two statements."""
    lines = [line for line in lines if line.state == LineState.DISPUTED]
    given = {line.supervisee_id for line in lines if line.session.supervisor_id == by.pk}
    live = acting.supervisees_live(by, given, on=on) if given else set()
    may = [each.pk for each in lines if each.supervisee_id == by.pk or each.supervisee_id in live]
    answers = Answer.objects.filter(line__in=may, said__in=(Said.DISPUTED, Said.KEPT))
    found: dict = {}
    for each in answers.order_by("pk"):
        if each.said == Said.DISPUTED:
            found[each.line_id] = Dispute(each.by_id, each.reason, each.minutes, each.words)
        elif each.line_id in found:
            before = found[each.line_id]
            found[each.line_id] = replace(before, kept=True, kept_words=each.words)
    return found


def is_asked(line: Line, by: User, *, on: date) -> bool:
    """Whether it waits for `by` to answer a dispute. `line` comes with session and people."""
    if line.state != LineState.DISPUTED:
        return False
    if line.awaits == Awaits.SUPERVISEE:
        return line.supervisee_id == by.pk
    supervisor = line.session.supervisor
    is_live = acting.acts_for(by, supervisor, line.supervisee, on=on)
    return line.awaits == Awaits.SUPERVISOR and is_live


def stand_by(line: Line, *, words: str = "", by: User, at: datetime) -> None:
    """It was as it was written: the other is told, and it stays not agreed. Raises NotAsked."""
    with transaction.atomic():
        line = _asked(line, by, at)
        said = Answer.objects.create(line=line, by=by, said=Said.KEPT, words=words.strip(), at=at)
        line.awaits = Awaits.NOBODY
        line.save(update_fields=["awaits"])
        is_theirs = by.pk == line.supervisee_id
        told = line.session.supervisor if is_theirs else line.supervisee
        notices.add(KEPT, to=told, key=f"kept:{said.pk}", about=line.pk, at=at)


def put_right(line: Line, *, by: User, at: datetime) -> Session:
    """Write it again as the other said, and ask them once more.

    Raises NotAsked, NotPossible, and what `sessions.correct` raises: NotTheirs where somebody else
    wrote it, limits.CannotBe, MonthClosed.
    """
    with transaction.atomic():
        line = _asked(line, by, at)
        said = said_of([line], by=by, on=by.day(at))[line.pk]
        return sessions.correct(
            line.session, as_said(line, said), reason=_reason(said), by=by, at=at
        )


def can_put_right(line: Line, said: Dispute, heads: int) -> bool:
    """Whether one tap is enough. `heads`: how many have a line in the session."""
    if said.reason == Reason.ABSENT:
        return line.minutes > 0
    if said.reason != Reason.LENGTH or not said.minutes or line.session.held != Held.HELD:
        return False
    return heads == 1 or said.minutes <= line.session.minutes


def as_said(line: Line, said: Dispute) -> Meeting:
    """The session as it was by these words. Raises NotPossible.

    Of one person alone another length is the session's, and whoever was not there has missed it; of
    several it is their own part, and the others' stay as they are.
    """
    session = line.session
    parts = list(session.lines.in_force().select_related("supervisee").order_by("pk"))
    if not can_put_right(line, said, len(parts)):
        raise NotPossible
    minutes = 0 if said.reason == Reason.ABSENT else said.minutes or 0
    there = tuple(_part(each, minutes if each.pk == line.pk else each.minutes) for each in parts)
    if len(parts) > 1:
        return _meeting(session, there)
    if minutes:
        return replace(_meeting(session, there), minutes=minutes)
    return replace(_meeting(session, there), minutes=0, held=Held.MISSED)


def _asked(line: Line, by: User, at: datetime) -> Line:
    """Theirs to answer for; a former supervisor is not asked any more."""
    line = answering.held(line)
    if not is_asked(line, by, on=by.day(at)):
        raise answering.NotAsked
    return line


def _reason(said: Dispute) -> str:
    if said.reason == Reason.ABSENT:
        return _("One of the two was not there.")
    return _("It took another time.")


def _part(line: Line, minutes: int) -> There:
    return There(line.supervisee, minutes, line.presented, line.facilitated)


def _meeting(session: Session, there: tuple[There, ...]) -> Meeting:
    """As it is written now, under a new key."""
    same = ("started_at", "zone", "minutes", "kind", "mode", "is_observed", "language", "held")
    return Meeting(
        session.supervisor,
        there=there,
        topics=tuple(session.topics),
        called_off_by=session.called_off_by,
        next_on=session.next_on,
        **{name: getattr(session, name) for name in same},
    )
