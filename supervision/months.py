"""Months that are over: what stands in them, and whether they are closed.

For whom one supervises, for oneself, and, without anything that belongs to the two, for those whom
one coordinates.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people import api as people
from people.api import User
from supervision import acting, locking, words
from supervision.models import Agreement, Handing, Line, LineState, Lock

LATE = (LineState.BY_SUPERVISOR, LineState.BY_SUPERVISEE)


@dataclass(frozen=True)
class Row:
    """One pair's month. `lock` is the latest, for those who may read of it."""

    first: date
    supervisor: User
    supervisee: User
    sessions: int
    minutes: int
    waiting: int
    disputed: int
    late: int
    lock: Lock | None = None
    lock_day: date | None = None  # of its last change, where the reader lives
    may_close: bool = False
    tells_why: bool = True  # the reason of a reopening belongs to the two

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}-{self.supervisor.pk}-{self.supervisee.pk}"

    @property
    def amount(self) -> str:
        return f"{words.in_sessions(self.sessions)} · {words.in_minutes(self.minutes)}"

    @property
    def is_closed(self) -> bool:
        return self.lock is not None and self.lock.reopened_at is None

    @property
    def states(self) -> list[str]:
        """What is still open in it; else that both stand by all of it."""
        found = [(self.waiting, _waiting), (self.disputed, _disputed), (self.late, _late)]
        return [say(count) for count, say in found if count] or [_("All confirmed by both.")]


@dataclass
class Month:
    """`first` is its first day."""

    first: date
    given: list[Row] = field(default_factory=list)
    had: list[Row] = field(default_factory=list)
    coordinated: list[Row] = field(default_factory=list)

    @property
    def to_close(self) -> list[Row]:
        return [row for row in self.given if row.may_close]


def firsts(person: User, *, on: date) -> list[date]:
    """The first days of all months that are over and hold something, the latest first."""
    return list(_seen(person, on).dates("counted_on", "month", order="DESC"))


def of(person: User, wanted: Iterable[date], *, on: date) -> list[Month]:
    """What stands in these months; five statements, however many people."""
    months = {first: Month(first) for first in wanted}
    sums = list(_sums(_seen(person, on), months))
    keys = {each[name] for each in sums for name in ("session__supervisor", "supervisee")}
    everybody = User.objects.in_bulk(keys)
    locks = _locks(sums, months)
    given = {each["supervisee"] for each in sums if each["session__supervisor"] == person.pk}
    live = acting.supervisees_live(person, given, on=on) if given else set()
    for each in sums:
        _put(months[each["month"]], each, person, everybody, locks, live)
    for month in months.values():
        for rows in (month.given, month.had, month.coordinated):
            rows.sort(key=lambda row: (row.supervisee.name.casefold(), row.supervisee.pk))
    return list(months.values())


def close_all(person: User, first: date, *, only: int | None = None, at: datetime) -> int:
    """Close this month for all whom one supervises, or for one of them; how many there were."""
    on = person.day(at)
    (month,) = of(person, [first], on=on) if first in firsts(person, on=on) else (Month(first),)
    closed = 0
    for row in month.to_close:
        is_wanted = only is None or row.supervisee.pk == only
        if is_wanted and locking.is_over(first, row.supervisee, at=at):
            locking.close(row.supervisee, first, by=person, at=at)
            closed += 1
    return closed


def _seen(person: User, on: date) -> QuerySet[Line]:
    theirs = Q(supervisee=person) | Q(session__supervisor=person)
    theirs |= Q(supervisee__in=people.coordinated_by(person, on))
    over = Line.objects.in_force().filter(counted_on__lt=on.replace(day=1), minutes__gt=0)
    return over.filter(theirs)


def _sums(lines: QuerySet[Line], months: Iterable[date]):
    found = lines.annotate(month=TruncMonth("counted_on")).filter(month__in=list(months))
    waiting = (LineState.OPEN, LineState.CLASHING)
    return (
        found.order_by()
        .values("month", "session__supervisor", "supervisee")
        .annotate(
            sessions=Count("pk"),
            total=Sum("minutes"),
            waiting=Count("pk", filter=Q(state__in=waiting)),
            disputed=Count("pk", filter=Q(state=LineState.DISPUTED)),
            late=Count("pk", filter=Q(state__in=LATE)),
        )
    )


def _locks(sums: list[dict], months: Iterable[date]) -> dict[tuple, Lock]:
    """The latest of each pair and month."""
    found = Lock.objects.filter(
        month__in=list(months),
        supervisor__in={each["session__supervisor"] for each in sums},
        supervisee__in={each["supervisee"] for each in sums},
    )
    ordered = found.order_by("at", "pk")
    return {(lock.supervisor_id, lock.supervisee_id, lock.month): lock for lock in ordered}


def _put(month: Month, each: dict, person: User, everybody: dict, locks: dict, live: set) -> None:
    supervisor, supervisee = each["session__supervisor"], each["supervisee"]
    lock = locks.get((supervisor, supervisee, month.first))
    is_given, is_had = supervisor == person.pk, supervisee == person.pk
    is_former = is_given and supervisee not in live
    is_closed = lock is not None and lock.reopened_at is None
    row = Row(
        month.first,
        everybody[supervisor],
        everybody[supervisee],
        each["sessions"],
        each["total"],
        each["waiting"],
        each["disputed"],
        each["late"],
        lock=None if is_former else lock,
        lock_day=person.day(lock.reopened_at or lock.at) if lock else None,
        may_close=is_given and not is_former and not is_closed,
        tells_why=is_given or is_had,
    )
    rows = month.given if is_given else month.had if is_had else month.coordinated
    rows.append(row)


def _waiting(count: int) -> str:
    said = ngettext("%(count)d waits for an answer.", "%(count)d wait for an answer.", count)
    return said % {"count": count}


def _disputed(count: int) -> str:
    said = ngettext("%(count)d is not agreed yet.", "%(count)d are not agreed yet.", count)
    return said % {"count": count}


def _late(count: int) -> str:
    said = ngettext(
        "%(count)d has one person’s word only.", "%(count)d have one person’s word only.", count
    )
    return said % {"count": count}


def handed_to(by: User, *, on: date) -> QuerySet[Lock]:
    """Closed months of people whose shared record was handed to `by`, who may open them again."""
    handed = Handing.objects.in_force(on).filter(
        successor=by,
        key__supervisor=OuterRef("supervisor"),
        key__supervisee=OuterRef("supervisee"),
    )
    live = Agreement.objects.filter(supervisor=by).on(on).values("supervisee")
    rows = Lock.objects.filter(Exists(handed), reopened_at=None, supervisee__in=live)
    rows = rows.exclude(supervisor=by).select_related("supervisor", "supervisee")
    return rows.order_by("-month", "supervisee__chosen_name", "pk")
