"""Hours of direct work: written down by the week, confirmed by the supervisor, corrected in rows.

What nobody has confirmed is written anew in place; what is confirmed is corrected by a new row with
a reason, and confirmed again. A month that the two have closed takes no new figures, but is still
confirmed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet, Sum

from office import audit
from people import api as people
from people.api import User
from supervision import causes, locking, seeing
from supervision.models import Practice, PracticeCategory, PracticeState, Workplace
from supervision.models.practice import SHIPPED
from supervision.weeks import Part, parts_of_week


class NotTheirs(Exception):
    """It is not this person's to confirm, or to change."""


class NeedsReason(Exception):
    """What was confirmed is corrected with a reason."""


class TooMuch(Exception):
    """More hours than the days have."""


class NotYet(Exception):
    """The week lies ahead."""


@dataclass(frozen=True)
class Category:
    code: str
    name: str


def categories(*, also: Iterable[str] = ()) -> list[Category]:
    """Those on offer, and the ones that were used before. One statement."""
    rows = list(PracticeCategory.objects.all())
    known = {each.code: each.name for each in rows} or {k: str(v) for k, v in SHIPPED.items()}
    offered = {each.code for each in rows if not each.is_archived} or set(known)
    wanted = {code: name for code, name in known.items() if code in offered or code in set(also)}
    wanted |= {code: str(SHIPPED.get(code, code)) for code in also if code not in wanted}
    return [Category(code, name) for code, name in wanted.items()]


def of_week(
    person: User, day: date, workplace: Workplace | None
) -> dict[tuple[str, date], Practice]:
    """What is written down, by category and first day."""
    rows = _week(person, day).filter(workplace=workplace)
    return {(each.category, each.from_day): each for each in rows}


def log_week(
    person: User,
    day: date,
    minutes: Mapping[tuple[str, date], int],
    *,
    workplace: Workplace | None = None,
    supervisor: User | None = None,
    reason: str = "",
    by: User,
    at: datetime,
) -> int:
    """Write down the week that holds `day`; `minutes` by category and first day of a part.

    Gives back how many figures changed. What stays as it was keeps its word. Raises NotTheirs,
    NotYet, TooMuch, NeedsReason, locking.MonthClosed; then nothing is written.
    """
    if by.pk != person.pk or not _is_supervisor(supervisor, person, day):
        raise NotTheirs
    parts = {part.first: part for part in parts_of_week(day)}
    _check(parts, minutes, today=person.day(at))
    with transaction.atomic():
        User.objects.select_for_update().filter(pk=person.pk).values_list("pk").first()
        known = of_week(person, day, workplace)
        changed = {
            key: amount
            for key, amount in minutes.items()
            if amount != (known[key].minutes if key in known else 0)
        }
        _check_open(supervisor, person, changed, known)
        for (category, first), amount in changed.items():
            new = Practice(
                person=person,
                from_day=first,
                until_day=parts[first].last,
                category=category,
                minutes=amount,
                workplace=workplace,
                supervisor=supervisor,
                logged_at=at,
                reason=reason.strip()[:200],
            )
            _put(known.get((category, first)), new)
        if changed:
            causes.changed([person.pk], at=at)
    return len(changed)


def attest(rows: Iterable[Practice], *, by: User, at: datetime) -> int:
    """Confirm what waits for this supervisor. Raises NotTheirs where one of them does not."""
    keys = [each.pk for each in rows]
    with transaction.atomic():
        mine = waiting_for(by).filter(pk__in=keys)
        held = list(mine.select_for_update(of=("self",)))
        if {each.pk for each in held} != set(keys):
            raise NotTheirs
        Practice.objects.filter(pk__in=keys).update(
            state=PracticeState.ATTESTED, attested_by=by, attested_at=at
        )
        causes.changed((each.person_id for each in held), at=at)
    return len(held)


def take_back(row: Practice, *, reason: str, by: User, at: datetime) -> None:
    """The supervisor's confirmation was a mistake. Raises NotTheirs, NeedsReason."""
    if not reason.strip():
        raise NeedsReason
    with transaction.atomic():
        mine = Practice.objects.filter(pk=row.pk, attested_by=by, state=PracticeState.ATTESTED)
        if not mine.update(state=PracticeState.LOGGED, attested_by=None, attested_at=None):
            raise NotTheirs
        causes.changed([row.person_id], at=at)
        audit.note(
            "took back practice",
            by=by,
            object_kind="supervision.practice",
            object_key=row.pk,
            about=row.person,
            at=at,
        )


# --- who reads what
def waiting_for(by: User) -> QuerySet[Practice]:
    """Rows that this supervisor is asked to confirm; the oldest first."""
    rows = Practice.objects.waiting().filter(supervisor=by).select_related("person", "workplace")
    return rows.order_by("from_day", "person__chosen_name", "category")


def months_of(person: User, *, since: date) -> list[dict]:
    """Minutes a month and state, the latest month first: `{month, logged, attested}`."""
    rows = Practice.objects.in_force().filter(person=person, from_day__gte=since)
    found: dict[date, dict] = {}
    for day, state, minutes in rows.values_list("from_day", "state", "minutes"):
        month = found.setdefault(
            day.replace(day=1), {"month": day.replace(day=1), "logged": 0, "attested": 0}
        )
        month[state] += minutes
    return sorted(found.values(), key=lambda each: each["month"], reverse=True)


def totals_coordinated(by: User, *, on: date, since: date) -> list[dict]:
    """What a coordinator reads: minutes by week and category of their people, and no more."""
    rows = Practice.objects.in_force().filter(
        person__in=people.coordinated_by(by, on), from_day__gte=since
    )
    rows = rows.values("person__chosen_name", "person_id", "from_day", "category", "state")
    return list(
        rows.annotate(minutes=Sum("minutes")).order_by("-from_day", "person_id", "category")
    )


# --- inside
def _week(person: User, day: date) -> QuerySet[Practice]:
    parts = parts_of_week(day)
    first, last = parts[0].first, parts[-1].last
    return Practice.objects.in_force().filter(person=person, from_day__range=(first, last))


def _is_supervisor(supervisor: User | None, person: User, day: date) -> bool:
    if supervisor is None:
        return True
    days = [day for part in parts_of_week(day) for day in (part.first, part.last)]
    return any(seeing.supervises(supervisor, person, on=each) for each in days)


def _check(parts: Mapping[date, Part], minutes: Mapping, *, today: date) -> None:
    totals: dict[date, int] = {}
    for (_category, first), amount in minutes.items():
        if first not in parts:
            raise NotTheirs
        if amount and first > today:
            raise NotYet
        totals[first] = totals.get(first, 0) + amount
    if any(amount > parts[first].most for first, amount in totals.items()):
        raise TooMuch


def _check_open(supervisor: User | None, person: User, changed: Mapping, known: Mapping) -> None:
    """Neither the month of whom it was given to, nor of whom it is given to now, is closed."""
    before = {known[key].supervisor for key in changed if key in known}
    for each in before | {supervisor}:
        if each is not None:
            locking.check_open(each, [(person.pk, first) for _category, first in changed])


def _put(old: Practice | None, new: Practice) -> None:
    if old is None or old.state == PracticeState.LOGGED:
        _put_in_place(old, new)
        return
    if not new.reason:
        raise NeedsReason
    old.state = PracticeState.REPLACED
    old.save(update_fields=["state"])
    new.corrects = old
    new.save()


def _put_in_place(old: Practice | None, new: Practice) -> None:
    if old is None:
        new.save()
    elif not new.minutes and old.corrects_id is None:
        old.delete()
    else:
        for name in ("minutes", "supervisor", "logged_at", "reason"):
            setattr(old, name, getattr(new, name))
        old.save()
