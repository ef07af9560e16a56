"""What a supervisor may call themselves, asked on the day of the session.

Nothing of it is copied to a line: it is judged on the day the line counts on, so that a
qualification that was forgotten and is entered later makes the hours count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from office import audit, due, notices
from people import api as people
from people.api import User
from supervision import causes, seeing
from supervision.models import Agreement, Qualification

QUALIFICATION_DUE = "supervision.qualification"
RUNS_OUT = "supervision.runs_out"
TOLD_BEFORE = (timedelta(days=60), timedelta(days=14))


class NotTheirs(Exception):
    """Somebody else's, or not this person's to check."""


class BadDays(Exception):
    """It would end before it begins."""


class Checked(Exception):
    """Somebody saw the proof: it stays."""


@dataclass(frozen=True)
class Qualified:
    """`code` is what rules ask for, `rank` its class; both days count, None has no end."""

    code: str
    rank: str
    from_day: date
    until_day: date | None
    is_checked: bool

    def holds_on(self, day: date) -> bool:
        return self.from_day <= day and (self.until_day is None or day <= self.until_day)


def qualified_on(rows: Iterable[Qualified], day: date) -> frozenset[str]:
    """The codes that hold on that day. Pure."""
    return frozenset(row.code for row in rows if row.holds_on(day))


def qualifications_of(persons: Iterable[User]) -> dict[int, tuple[Qualified, ...]]:
    """By primary key of each of these people, also of those who have none. One statement."""
    found: dict[int, list[Qualified]] = {person.pk: [] for person in persons}
    for row in Qualification.objects.filter(holder__in=found).order_by("from_day", "pk"):
        found[row.holder_id].append(_plain(row))
    return {key: tuple(rows) for key, rows in found.items()}


def _plain(row: Qualification) -> Qualified:
    is_checked = row.checked_at is not None
    return Qualified(row.code, row.rank, row.from_day, row.until_day, is_checked)


def enter(
    *,
    name: str,
    code: str,
    rank: str = "",
    from_day: date,
    until_day: date | None = None,
    by: User,
    at: datetime,
) -> Qualification:
    """One's own. Raises NotTheirs, BadDays."""
    if not seeing.has_the_role(by, by.day(at)):
        raise NotTheirs
    if until_day and until_day < from_day:
        raise BadDays
    with transaction.atomic():
        row = Qualification.objects.create(
            holder=by, name=name, code=code, rank=rank, from_day=from_day, until_day=until_day
        )
        _note("entered qualification", row, by=by, at=at)
        _plan(row, at=at)
    return row


def remove(row: Qualification, *, by: User, at: datetime) -> None:
    """Raises NotTheirs, and Checked once somebody saw the proof."""
    if row.holder_id != by.pk:
        raise NotTheirs
    with transaction.atomic():
        if not Qualification.objects.filter(pk=row.pk, checked_at=None).exists():
            raise Checked
        _note("removed qualification", row, by=by, at=at)
        Qualification.objects.filter(pk=row.pk).delete()


def check(row: Qualification, *, by: User, at: datetime) -> None:
    """Whoever coordinates somebody whom the holder supervises saw the proof. Raises NotTheirs."""
    if not checkable_by(by, by.day(at)).filter(pk=row.pk).exists():
        raise NotTheirs
    with transaction.atomic():
        mine = Qualification.objects.filter(pk=row.pk, checked_at=None)
        if mine.update(checked_by=by, checked_at=at):
            causes.qualification_changed(row.holder, at=at)
            _note("checked qualification", row, by=by, at=at)


def checkable_by(by: User, on: date):
    """Those of the supervisors of people whom `by` coordinates; never one's own."""
    agreed = Agreement.objects.agreed().filter(supervisee__in=people.coordinated_by(by, on))
    rows = Qualification.objects.filter(holder__in=agreed.values("supervisor"))
    return rows.exclude(holder=by)


def codes_in_use() -> list[tuple[str, str]]:
    """Each code with a name that somebody gave it."""
    rows = Qualification.objects.order_by("-pk").values_list("code", "name")
    return sorted(dict(rows).items())


def running_out(rows: Iterable[Qualified], on: date) -> date | None:
    """The last day of one that ends within 60 days and is followed by none of its code."""
    rows = list(rows)
    ends = [row.until_day for row in rows if row.holds_on(on) and _ends_soon(row, rows, on)]
    return min((day for day in ends if day), default=None)


def _ends_soon(row: Qualified, rows: list[Qualified], on: date) -> bool:
    if row.until_day is None or row.until_day - on > TOLD_BEFORE[0]:
        return False
    after = row.until_day + timedelta(days=1)
    return row.code not in qualified_on(rows, after)


# --- telling in time


def settle(key: str, *, at: datetime) -> None:
    """Tell the holder 60 and 14 days before the end, unless the next one is there already."""
    row = Qualification.objects.select_related("holder").filter(pk=key).first()
    if row is None or row.until_day is None:
        return
    left = row.until_day - row.holder.day(at)
    passed = [wait for wait in TOLD_BEFORE if left <= wait]
    rows = list(qualifications_of([row.holder])[row.holder_id])
    if passed and left >= timedelta(0) and _ends_soon(_plain(row), rows, row.holder.day(at)):
        told = f"runs_out:{row.pk}:{len(passed)}"
        notices.add(RUNS_OUT, to=row.holder, key=told, about=row.pk, at=at)
    _plan(row, at=at)


def _plan(row: Qualification, *, at: datetime) -> None:
    """The next day on which to look; nothing once the last one has passed."""
    if row.until_day is None:
        return
    days = (row.until_day - wait for wait in TOLD_BEFORE)
    noon = (datetime.combine(day, time(12), tzinfo=row.holder.zone) for day in days)
    following = min((moment for moment in noon if moment > at), default=None)
    if following:
        due.add(QUALIFICATION_DUE, key=row.pk, at=following)


def _note(verb: str, row: Qualification, *, by: User, at: datetime) -> None:
    audit.note(
        verb,
        by=by,
        object_kind="supervision.qualification",
        object_key=row.pk,
        about=row.holder,
        at=at,
    )
