"""Half a year of supervision in the demonstration: everything goes through the verbs of life.

Bo meets Ana and Luz every other week, and both together on Thursdays; Cy meets three others. Most
is confirmed, some waits, one is not agreed on, one was missed, one month is closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from people.api import User
from supervision import answering, limits, locking, sessions
from supervision.models import Agreement, Held, Kind, Line, LineState, Mode, Qualification, Reason

WEEKS = 26
WAITS_FOR = timedelta(days=15)  # what is newer still waits for a word


@dataclass(frozen=True)
class Meets:
    """Who meets whom: each `every` weeks on a weekday (0 is Monday), so many minutes."""

    supervisor: str
    supervisees: tuple[str, ...]
    kind: Kind
    weekday: int
    every: int
    lasts: int
    owed: int  # minutes a month
    starts: time = time(15)
    group: str = ""
    mode: Mode = Mode.IN_PERSON


MEETINGS = (
    Meets("bo", ("ana",), Kind.INDIVIDUAL, 1, every=2, lasts=60, owed=90),
    Meets("bo", ("luz",), Kind.INDIVIDUAL, 2, every=2, lasts=45, owed=90, mode=Mode.VIDEO),
    Meets("bo", ("ana", "luz"), Kind.GROUP, 3, every=4, lasts=90, owed=60, group="Thursdays"),
    Meets("cy", ("noor",), Kind.INDIVIDUAL, 1, every=2, lasts=60, owed=90, starts=time(10)),
    Meets(
        "cy", ("noor", "iris", "eve"), Kind.GROUP, 4, every=4, lasts=90, owed=60, group="Fridays"
    ),
)


def load_demo(people: Mapping[str, User], *, at: datetime) -> None:
    """`people` by the name they sign in with. Where there is any agreement, nothing changes."""
    if Agreement.objects.filter(supervisor__in=people.values()).exists():
        return
    with transaction.atomic():
        _qualify(people["bo"], at.date())
        for meets in MEETINGS:
            _agree(meets, people, at)
        for day in _days(at):
            for meets in MEETINGS:
                _meet(meets, people, day, at)
        _not_quite(people["luz"], people["bo"], at)
        _close_a_month(people["ana"], people["bo"], at)


def _qualify(bo: User, today: date) -> None:
    Qualification.objects.create(
        holder=bo,
        code="counsellor",
        name="Accredited counsellor",
        rank="full",
        from_day=today - timedelta(days=900),
        until_day=today + timedelta(days=50),
    )


def _agree(meets: Meets, people: Mapping[str, User], at: datetime) -> None:
    since = at.date() - timedelta(weeks=WEEKS)
    for name in meets.supervisees:
        Agreement.objects.create(
            supervisor=people[meets.supervisor],
            supervisee=people[name],
            kind=meets.kind,
            group=meets.group,
            from_day=since,
            minutes=meets.owed,
            every_days=meets.every * 7 if not meets.group else None,
            weekday=meets.weekday,
            starts=meets.starts,
            lasts=meets.lasts,
            made_by=people[meets.supervisor],
            made_at=at - timedelta(weeks=WEEKS),
        )


def _days(at: datetime) -> list[date]:
    """Of half a year, without the last day: whatever was on it is over."""
    first = at.date() - timedelta(weeks=WEEKS)
    return [first + timedelta(days=n) for n in range(1, WEEKS * 7)]


def _meet(meets: Meets, people: Mapping[str, User], day: date, at: datetime) -> None:
    week = day.isocalendar().week
    if day.weekday() != meets.weekday or week % meets.every:
        return
    supervisor = people[meets.supervisor]
    began = limits.moment(day, meets.starts, supervisor.zone)
    is_missed = len(meets.supervisees) == 1 and week % 11 == 0
    minutes = 0 if is_missed else meets.lasts
    session = sessions.log(
        sessions.Meeting(
            supervisor=supervisor,
            started_at=began,
            zone=str(supervisor.zone),
            minutes=minutes,
            kind=_kind(meets),
            there=tuple(sessions.There(people[name], minutes) for name in meets.supervisees),
            mode=meets.mode,
            held=Held.MISSED if is_missed else Held.HELD,
            called_off_by=people[meets.supervisees[0]] if is_missed else None,
        ),
        by=supervisor,
        at=began + timedelta(minutes=meets.lasts + 20),
    )
    if began < at - WAITS_FOR:
        for line in session.lines.filter(state=LineState.OPEN):
            answering.confirm(line, by=line.supervisee, at=began + timedelta(hours=30))


def _kind(meets: Meets) -> Kind:
    return Kind.TRIADIC if len(meets.supervisees) == 2 else meets.kind


def _not_quite(luz: User, bo: User, at: datetime) -> None:
    """The latest that waits for Luz took another time, she says."""
    waiting = Line.objects.of_pair(bo, luz).filter(state=LineState.OPEN)
    line = waiting.order_by("-counted_on").first()
    if line:
        minutes = line.minutes - 15
        answering.dispute(line, reason=Reason.LENGTH, minutes=minutes, by=luz, at=at)


def _close_a_month(ana: User, bo: User, at: datetime) -> None:
    month = locking.month_of(at.date() - timedelta(days=100))
    locking.close(ana, month, by=bo, at=at)
