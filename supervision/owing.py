"""What is owed to people by what they agreed: their rows, counted by `counting.py`.

Every minute that was held counts here, also while it waits for a word; what is disputed, clashes
or was taken back does not, nor what lies outside its agreement. Days of a break owe nothing. The
cost is four statements, however many people and years: minutes come added up for each span.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Case, F, Max, Q, QuerySet, Sum, When
from django.db.models.functions import TruncMonth, TruncWeek

from people.api import User, breaks_of
from supervision import counting, seeing
from supervision.counting import Done, Gap, Owed, Terms
from supervision.models import Agreement, Kind, Line, LineState, Per, wide

COUNTED = (
    LineState.OPEN,
    LineState.CONFIRMED,
    LineState.BY_SUPERVISOR,
    LineState.BY_SUPERVISEE,
)
PAST_SPANS = 12


@dataclass(frozen=True)
class Owing:
    """What one agreement comes to on a day.

    `waiting` of the minutes that were `had` wait for somebody's word. `away` are the first and the
    last day of a break that the person is on. `past` are the spans that are over, the latest first.
    """

    agreement: UUID
    supervisor: User
    supervisee: User
    kind: str
    group: str
    per: Per
    until: date | None
    on: date
    now: Owed
    waiting: int
    gap: Gap | None
    past: tuple[Owed, ...] = ()
    away: tuple[date, date | None] | None = None

    @property
    def next_by(self) -> date | None:
        """The last day for the next session; None where none is due before the agreement ends."""
        due = self.gap and self.gap.due_on
        return None if due and self.until and due > self.until else due

    @property
    def is_late(self) -> bool:
        """Whether the day for the next session has passed."""
        return self.next_by is not None and self.next_by < self.on

    @property
    def is_owed(self) -> bool:
        """Whoever is on a break is left in peace; what is left of it is owed when they are back."""
        return not self.away and (self.now.short > 0 or self.is_late)

    @property
    def owed_on(self) -> date | None:
        """The first day by which something is to be held; None where nothing is."""
        if self.away:
            return None
        days = [self.now.last] if self.now.short else []
        return min([*days, self.next_by] if self.next_by else days, default=None)

    @property
    def days_so_far(self) -> int:
        return (self.on - self.now.first).days + 1

    @property
    def pace_short(self) -> int:
        """Minutes that will be missing at this pace; 0 while it is too early to say so."""
        is_telling = self.now.had and self.days_so_far >= self.now.days_left
        return self.now.at_this_rate if is_telling else 0


def owed_to(people: User | Iterable[User], *, on: date, past: int = 0) -> list[Owing]:
    """What is owed to these people on that day, by date owed; `past` spans each, if asked."""
    wanted = [people] if isinstance(people, User) else people
    return owing(Agreement.objects.agreed().filter(supervisee__in=wanted), on=on, past=past)


def owed_by(supervisor: User, *, on: date, past: int = 0, only: User | None = None) -> list[Owing]:
    """What somebody is to hold for those whom they supervise on that day, or for one of them."""
    agreements = Agreement.objects.agreed().filter(supervisor=supervisor)
    return owing(agreements.filter(supervisee=only) if only else agreements, on=on, past=past)


def owed_coordinated(by: User, *, on: date) -> list[Owing]:
    """For those whom `by` coordinates, without what belongs to the two."""
    found = owing(seeing.agreements_coordinated(by, on=on), on=on)
    return [replace(each, kind=wide(each.kind, 1), group="") for each in found]


def owing(agreements: QuerySet[Agreement], *, on: date, past: int = 0) -> list[Owing]:
    """Of those that hold on that day; what is owed first comes first. Four statements."""
    live = agreements.on(on).filter(supervisee__is_active=True)
    rows = list(live.select_related("supervisor", "supervisee"))
    if not rows:
        return []
    held, last = _held(live, _begin(rows, on, past), on), _last(live, on)
    away = breaks_of({row.supervisee for row in rows})
    found = [
        _of(row, terms_of(row, away), held.get(row.pk, []), last.get(row.pk), on, past)
        for row in rows
    ]
    return sorted(found, key=_by_date)


def _by_date(each: Owing) -> tuple:
    """By date, then by name: never by how much is owed."""
    return (each.owed_on or date.max, each.supervisee.name.casefold(), str(each.agreement))


def terms_of(agreement: Agreement, away: Mapping[int, list]) -> Terms:
    """`away` has the breaks of each person, by primary key."""
    return Terms(
        agreement.minutes,
        counting.Per(agreement.per),
        agreement.from_day,
        agreement.until_day,
        agreement.every_days,
        tuple(away.get(agreement.supervisee_id, ())),
    )


def _begin(rows: Iterable[Agreement], on: date, past: int) -> date:
    """The first day of the earliest span that is asked for."""
    return min(_first(counting.Per(per), on, past) for per in {row.per for row in rows})


def _first(per: counting.Per, on: date, past: int) -> date:
    first = counting.span_of(on, per)[0]
    for _ in range(past):
        first = counting.span_of(first - counting.DAY, per)[0]
    return first


def _counted(live: QuerySet[Agreement], on: date) -> QuerySet[Line]:
    """Lines that count by these agreements, on days on which they held."""
    holds = Q(agreement__until_day=None) | Q(counted_on__lte=F("agreement__until_day"))
    lines = Line.objects.filter(agreement__in=live.values("pk"), state__in=COUNTED, minutes__gt=0)
    return lines.filter(holds, counted_on__gte=F("agreement__from_day"), counted_on__lte=on)


def _held(live: QuerySet[Agreement], begin: date, on: date) -> dict[UUID, list[dict]]:
    """Minutes by agreement and by week or month, each under the last day of it with a session."""
    month = TruncMonth("counted_on")
    part = Case(When(agreement__per=Per.WEEK, then=TruncWeek("counted_on")), default=month)
    lines = _counted(live, on).filter(counted_on__gte=begin).annotate(part=part)
    sums = lines.values("agreement", "part").annotate(
        day=Max("counted_on"),
        held=Sum("minutes"),
        waiting=Sum("minutes", filter=Q(state=LineState.OPEN), default=0),
    )
    found: dict[UUID, list[dict]] = {}
    for row in sums.order_by():
        found.setdefault(row["agreement"], []).append(row)
    return found


def _last(live: QuerySet[Agreement], on: date) -> dict[UUID, date]:
    """The last day with a session, where a longest gap was agreed."""
    lines = _counted(live, on).filter(agreement__every_days__isnull=False)
    return dict(lines.order_by().values_list("agreement").annotate(Max("counted_on")))


def _of(
    agreement: Agreement, terms: Terms, held: list[dict], last: date | None, on: date, past: int
) -> Owing:
    done = [Done(row["day"], row["held"]) for row in held]
    now = counting.owed(terms, done, on=on)
    assert now is not None  # noqa: S101  it holds on that day
    return Owing(
        agreement=agreement.pk,
        supervisor=agreement.supervisor,
        supervisee=agreement.supervisee,
        kind=Kind(agreement.kind),
        group=agreement.group,
        per=Per(agreement.per),
        until=agreement.until_day,
        on=on,
        now=now,
        waiting=sum(row["waiting"] for row in held if row["day"] >= now.first),
        gap=counting.gap(terms, [Done(last, 1)] if last else [], on=on),
        past=tuple(counting.past(terms, done, on=on, most=past)),
        away=counting.break_on(terms, on),
    )
