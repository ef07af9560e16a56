"""A month of two people, closed: nothing in it is written or changed; answers still come.

The supervisor closes and reopens, while an agreement holds.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction

from office import audit, notices
from people.api import User
from supervision import acting
from supervision.leaning import lean_anew
from supervision.models import Lock, Session

REOPENED = "supervision.reopened"


class MonthClosed(Exception):
    """The month is closed for these two; the supervisor reopens it with a reason."""


class NotTheirs(Exception):
    """This person is not the supervisor of these two, or there is nothing of the kind."""


def month_of(day: date) -> date:
    return day.replace(day=1)


def is_closed(supervisor, supervisee, day: date) -> bool:
    return _open_locks(supervisor).filter(supervisee=supervisee, month=month_of(day)).exists()


def closed_among(supervisor, pairs: Iterable[tuple[int, date]]) -> set[tuple[int, date]]:
    """Of (supervisee's key, day) those whose month is closed. One statement."""
    pairs = set(pairs)
    wanted = {(key, month_of(day)) for key, day in pairs}
    locks = _open_locks(supervisor).filter(
        supervisee__in={key for key, _ in wanted}, month__in={month for _, month in wanted}
    )
    closed = set(locks.values_list("supervisee_id", "month"))
    return {(key, day) for key, day in pairs if (key, month_of(day)) in closed}


def _open_locks(supervisor):
    return Lock.objects.filter(supervisor=supervisor, reopened_at=None)


@transaction.atomic
def close(supervisee, month: date, *, by, at: datetime) -> Lock:
    """Close this month of `by` and their supervisee; twice is once. Raises NotTheirs.

    Only a month that is over where both of them live can be closed.
    """
    month = month_of(month)
    if not is_over(month, by, supervisee, at=at):
        raise NotTheirs
    if not acting.acts_for(by, by, supervisee, on=by.day(at)):
        raise NotTheirs
    _take_turns(by, supervisee)
    try:
        with transaction.atomic():
            lock = Lock.objects.create(
                supervisor=by, supervisee=supervisee, month=month, by=by, at=at
            )
    except IntegrityError:
        return _open_locks(by).get(supervisee=supervisee, month=month)
    _note("closed month", lock, by=by, at=at)
    return lock


def is_over(month: date, *people, at: datetime) -> bool:
    return all(month < month_of(each.day(at)) for each in people)


@transaction.atomic
def reopen(lock: Lock, *, reason: str, by, at: datetime) -> None:
    """Open it again; the supervisee is told. Raises NotTheirs, ValueError without a reason."""
    if not reason.strip():
        raise ValueError("Reopening needs a reason.")
    if not acting.acts_for(by, lock.supervisor, lock.supervisee, on=by.day(at)):
        raise NotTheirs
    still = Lock.objects.filter(pk=lock.pk, reopened_at=None)
    if not still.update(reopened_at=at, reopened_by=by, reason=reason.strip()[:200]):
        raise NotTheirs
    lean_anew(lock.supervisor, lock.supervisee)
    notices.add(REOPENED, to=lock.supervisee, key=f"reopened:{lock.pk}", about=lock.pk, at=at)
    _note("reopened month", lock, by=by, at=at)


def _take_turns(*people) -> None:
    """Whoever writes something of these two meanwhile waits, or is waited for."""
    keys = [each.pk for each in people]
    list(User.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def _note(verb: str, lock: Lock, *, by, at: datetime) -> None:
    kind, key = "supervision.lock", lock.pk
    audit.note(verb, by=by, object_kind=kind, object_key=key, about=lock.supervisee, at=at)


def check_open(session_supervisor, lines: Iterable[tuple[int, date]]) -> None:
    """Raises MonthClosed where one of (supervisee's key, day) lies in a closed month."""
    if closed_among(session_supervisor, lines):
        raise MonthClosed


def lines_of(session: Session) -> list[tuple[int, date]]:
    return list(session.lines.values_list("supervisee_id", "counted_on"))
