"""A month that two people closed: nothing in it is written or changed; answers still come."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction

from office import audit, notices
from supervision.leaning import lean_anew
from supervision.models import Agreement, Line, Lock, Session

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

    Only a month that is over where the supervisor lives can be closed.
    """
    month = month_of(month)
    if month >= month_of(by.day(at)) or not _met(by, supervisee):
        raise NotTheirs
    try:
        with transaction.atomic():
            lock = Lock.objects.create(
                supervisor=by, supervisee=supervisee, month=month, by=by, at=at
            )
    except IntegrityError:
        return _open_locks(by).get(supervisee=supervisee, month=month)
    audit.note(
        "closed month",
        by=by,
        object_kind="supervision.lock",
        object_key=lock.pk,
        about=supervisee,
        at=at,
    )
    return lock


@transaction.atomic
def reopen(lock: Lock, *, reason: str, by, at: datetime) -> None:
    """Open it again; the supervisee is told. Raises NotTheirs, ValueError without a reason."""
    if not reason.strip():
        raise ValueError("Reopening needs a reason.")
    mine = Lock.objects.filter(pk=lock.pk, supervisor=by, reopened_at=None)
    if not mine.update(reopened_at=at, reopened_by=by, reason=reason.strip()[:200]):
        raise NotTheirs
    lean_anew(lock.supervisor, lock.supervisee)
    notices.add(REOPENED, to=lock.supervisee, key=f"reopened:{lock.pk}", about=lock.pk, at=at)
    audit.note(
        "reopened month",
        by=by,
        object_kind="supervision.lock",
        object_key=lock.pk,
        about=lock.supervisee,
        at=at,
    )


def _met(supervisor, supervisee) -> bool:
    agreed = Agreement.objects.between(supervisor, supervisee).agreed().exists()
    return agreed or Line.objects.of_pair(supervisor, supervisee).exists()


def check_open(session_supervisor, lines: Iterable[tuple[int, date]]) -> None:
    """Raises MonthClosed where one of (supervisee's key, day) lies in a closed month."""
    if closed_among(session_supervisor, lines):
        raise MonthClosed


def lines_of(session: Session) -> list[tuple[int, date]]:
    return list(session.lines.values_list("supervisee_id", "counted_on"))
