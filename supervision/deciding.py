"""Sessions at the same time, mostly written on two devices: one was, or neither. Nobody guesses.

Decided by whoever holds them: their supervisor, or who wrote them down. What others hold is not
shown and not ended here; one's own can always be let go.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from office import due
from office.steps import Step, Urgency
from people.api import User
from supervision import causes, sessions
from supervision.models import Line, LineState, Session

UNANSWERED = (LineState.CLASHING, LineState.NOTED)


class Stands(Exception):
    """What is in the way is confirmed by both, or somebody else's: it is not ended from here."""


@dataclass(frozen=True)
class Seen:
    """A session with the names of whom one had it with."""

    session: Session
    names: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """One of those at the same time. `others` counts what is in its way and not theirs to see."""

    seen: Seen
    can_keep: bool
    can_go: bool  # else somebody has answered it
    others: int


def waiting(by: User):
    """Their sessions at the same time as another, the earliest first."""
    clashing = _held_by(by).in_force().filter(lines__state=LineState.CLASHING)
    return clashing.distinct().order_by("started_at", "pk")


def choices(by: User) -> list[list[Choice]]:
    """Theirs, with what of theirs is in the way, side by side: a list for each stretch of time."""
    near = {each.pk: _near(each) for each in waiting(by)}
    seen = _theirs({*near, *(key for keys in near.values() for key in keys)}, by)
    groups: list[list[Choice]] = []
    end = None
    for session in seen.values():
        if end is None or session.started_at >= end:
            groups.append([])
            end = session.started_at
        groups[-1].append(_choice(session, near.get(session.pk, []), seen, by))
        end = max(end, session.started_at + timedelta(minutes=session.minutes))
    return groups


def choice_of(session: Session, *, by: User) -> Choice:
    near = _near(session)
    seen = _theirs({session.pk, *near}, by)
    return _choice(seen[session.pk], near, seen, by)


def _choice(session: Session, near: list, seen: dict, by: User) -> Choice:
    rivals = [seen[key] for key in near if key in seen]
    others = len(near) - len(rivals)
    can_keep = _waits(session) and not others and all(_can_go(each) for each in rivals)
    return Choice(_seen(session, by), can_keep, _can_go(session), others)


def _theirs(keys: set, by: User) -> dict:
    rows = _held_by(by).filter(pk__in=keys).order_by("started_at", "pk")
    return {each.pk: each for each in rows}


def _held_by(by: User):
    mine = Session.objects.filter(Q(supervisor=by) | Q(logged_by=by))
    return mine.select_related("supervisor").prefetch_related("lines__supervisee")


def _seen(session: Session, by: User) -> Seen:
    if by.pk != session.supervisor_id:
        return Seen(session, (session.supervisor.name,))
    there = session.lines.all()  # loaded before, so no order of the database's
    return Seen(session, tuple(sorted(line.supervisee.name for line in there)))


def _waits(session: Session) -> bool:
    return any(line.state == LineState.CLASHING for line in session.lines.all())


def _can_go(session: Session) -> bool:
    """Nobody's yes ends by it: of a group, some may have answered before the other one came."""
    return _waits(session) and all(line.state in UNANSWERED for line in session.lines.all())


def keep(session: Session, *, by: User, at: datetime) -> None:
    """This one was; what else of theirs was at that time ends. Raises Stands, sessions.NotTheirs.

    Its lines are asked about from now on, not from when they were written.
    """
    with transaction.atomic():
        _take_turns(session)
        if session.pk not in _theirs({session.pk}, by):
            raise sessions.NotTheirs
        if not choice_of(session, by=by).can_keep:
            raise Stands
        lines = _clashing_of(session)
        near = _near(session)
        sessions.decide(session, by=by, at=at)
        _ask(lines, at)
        _free(near, at)


def let_go(*gone: Session, by: User, at: datetime) -> None:
    """None of these was. Raises sessions.NotTheirs, sessions.Answered, locking.MonthClosed."""
    with transaction.atomic():
        _take_turns(*gone)
        if not all(_clashing_of(each) for each in gone):
            raise sessions.NotTheirs
        near = [key for each in gone for key in _near(each)]
        for each in gone:
            sessions.take_back(each, by=by, at=at)
        _free(near, at)


def waiting_for(person: User, *, on: date) -> list[Step]:
    """For Today: one step, however many wait."""
    number = waiting(person).count()
    if not number:
        return []
    title = ngettext(
        "A session waits for your decision",
        "%(number)s sessions wait for your decision",
        number,
    )
    return [
        Step(
            title % {"number": number},
            reverse("supervision:offline_decide"),
            _("Decide"),
            Urgency.WAITING,
            detail=_("They were written down for the same time."),
        )
    ]


def _take_turns(*decided: Session) -> None:
    """Everybody who was at one of them, in one order: two decisions never cross."""
    keys = [key for each in decided for key in [each.pk, *_near(each)]]
    found = Session.objects.filter(pk__in=keys)
    people = set(found.values_list("supervisor_id", flat=True))
    people |= set(Line.objects.filter(session__in=found).values_list("supervisee_id", flat=True))
    list(User.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk"))


def _near(session: Session) -> list:
    return [each.key for each in sessions.at_the_same_time(session)]


def _clashing_of(session: Session) -> list:
    clashing = session.lines.filter(state=LineState.CLASHING)
    return list(clashing.values_list("pk", flat=True))


def _free(keys: list, at: datetime) -> None:
    """What nothing is in the way of any more waits for its answer again.

    That includes what was in the way of what has just ended.
    """
    near = set(keys)
    for each in Session.objects.filter(pk__in=keys):
        near.update(_near(each))
    for session in Session.objects.in_force().filter(pk__in=near):
        lines = _clashing_of(session)
        if lines and not sessions.at_the_same_time(session):
            _ask(lines, at)


def _ask(lines: list, at: datetime) -> None:
    Line.objects.filter(pk__in=lines).update(state=LineState.OPEN, state_at=at, submitted_at=at)
    causes.lines_by_key_changed(lines, at=at)
    for key in lines:
        due.add(sessions.LINE_DUE, key=key, at=at + timedelta(days=3))
