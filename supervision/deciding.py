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
from supervision import sessions
from supervision.models import Line, LineState, Session


class Stands(Exception):
    """What is in the way is confirmed by both, or somebody else's: it is not ended from here."""


@dataclass(frozen=True)
class Seen:
    """A session with the names of whom one had it with."""

    session: Session
    names: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """A session that waits, and what is in its way.

    `rivals` are the person's own, `others` counts those that are not theirs to see.
    """

    seen: Seen
    rivals: tuple[Seen, ...]
    others: int

    @property
    def can_keep(self) -> bool:
        return not self.others and all(waits(each.session) for each in self.rivals)


def waiting(by: User):
    """Their sessions at the same time as another, the earliest first."""
    mine = Q(supervisor=by) | Q(logged_by=by)
    clashing = Session.objects.in_force().filter(mine, lines__state=LineState.CLASHING)
    loaded = clashing.select_related("supervisor").prefetch_related("lines__supervisee")
    return loaded.distinct().order_by("started_at", "pk")


def choices(by: User) -> list[Choice]:
    return [choice_of(each, by=by) for each in waiting(by)]


def choice_of(session: Session, *, by: User) -> Choice:
    spans = sessions.at_the_same_time(session)
    mine = Session.objects.filter(Q(supervisor=by) | Q(logged_by=by))
    loaded = mine.select_related("supervisor").prefetch_related("lines__supervisee")
    rivals = loaded.filter(pk__in=[each.key for each in spans]).order_by("started_at", "pk")
    seen = tuple(_seen(each, by) for each in rivals)
    return Choice(_seen(session, by), seen, len(spans) - len(rivals))


def _seen(session: Session, by: User) -> Seen:
    if by.pk != session.supervisor_id:
        return Seen(session, (session.supervisor.name,))
    there = session.lines.all()  # loaded before, so no order of the database's
    return Seen(session, tuple(sorted(line.supervisee.name for line in there)))


def waits(session: Session) -> bool:
    return any(line.state == LineState.CLASHING for line in session.lines.all())


def keep(session: Session, *, by: User, at: datetime) -> None:
    """This one was; what else of theirs was at that time ends. Raises Stands, sessions.NotTheirs.

    Its lines are asked about from now on, not from when they were written.
    """
    with transaction.atomic():
        _take_turns(session)
        if not choice_of(session, by=by).can_keep:
            raise Stands
        lines = _clashing_of(session)
        near = _near(session)
        sessions.decide(session, by=by, at=at)
        _ask(lines, at)
        _free(near, at)


def let_go(session: Session, *, by: User, at: datetime) -> None:
    """This one was not. Raises sessions.NotTheirs, sessions.Answered, locking.MonthClosed."""
    with transaction.atomic():
        _take_turns(session)
        if not _clashing_of(session):
            raise sessions.NotTheirs
        near = _near(session)
        sessions.take_back(session, by=by, at=at)
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


def _take_turns(session: Session) -> None:
    """Everybody who was at one of them, in one order: two decisions never cross."""
    found = Session.objects.filter(pk__in=[session.pk, *_near(session)])
    keys = set(found.values_list("supervisor_id", flat=True))
    keys |= set(Line.objects.filter(session__in=found).values_list("supervisee_id", flat=True))
    list(User.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


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
    for key in lines:
        due.add(sessions.LINE_DUE, key=key, at=at + timedelta(days=3))
