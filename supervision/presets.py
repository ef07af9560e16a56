"""With whom a session most likely was just now, so that the quick form begins as it will be saved.

In this order: whom today was agreed on with; a group or person whose usual day is today, the
nearest by the clock first; whoever has waited longest. Who was seen today already comes last.
Groups stand as they were agreed: one per `group`. The choosing is pure; `offers` asks the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from office.steps import Step, Urgency
from people import api as people
from people.api import Role, User
from supervision.models import Agreement, Held, Kind, Line, Mode, Session

NOON = time(12)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Offer:
    """A person, or a standing group, that somebody supervises.

    `last` is the moment of the last session; `agreed_on` the day that was agreed on for the next.
    """

    key: str  # a group's name, or an agreement's UUID
    people: tuple[User, ...]
    agreements: tuple[UUID, ...]
    kind: str = Kind.INDIVIDUAL
    group: str = ""
    weekday: int | None = None
    starts: time | None = None
    lasts: int = 60
    last: datetime | None = None
    agreed_on: date | None = None

    @property
    def query(self) -> str:
        return "group" if self.group else "with"


@dataclass(frozen=True)
class Usual:
    """What the last session was like; without one, as agreed."""

    minutes: int
    mode: str = Mode.IN_PERSON
    language: str = ""
    topics: tuple[str, ...] = field(default=())
    next_on: date | None = None


def due_now(offers: Iterable[Offer], now: datetime) -> Offer | None:
    """`now` is a moment on the supervisor's own clock."""
    return min(offers, key=lambda offer: _rank(offer, now), default=None)


def _rank(offer: Offer, now: datetime) -> tuple:
    seen_today = offer.last is not None and offer.last.astimezone(now.tzinfo).date() == now.date()
    is_today = offer.weekday == now.weekday()
    return (
        seen_today,
        offer.agreed_on != now.date(),
        not is_today,
        _minutes_from(offer, now) if is_today else 0,
        offer.last or LONG_AGO,
        offer.key,
    )


def _minutes_from(offer: Offer, now: datetime) -> int:
    """How far from the usual end the clock is."""
    starts = offer.starts or NOON
    ends = starts.hour * 60 + starts.minute + offer.lasts
    return abs(now.hour * 60 + now.minute - ends)


def usual_start(offer: Offer, minutes: int, now: datetime) -> time | None:
    """The usual start, where that session is over by more than half an hour and was today."""
    if offer.starts is None or offer.weekday != now.weekday():
        return None
    ended = datetime.combine(now.date(), offer.starts, now.tzinfo) + timedelta(minutes=minutes)
    return offer.starts if now - ended > timedelta(minutes=30) else None


# --- from the rows


def offers(by: User, *, at: datetime) -> list[Offer]:
    """Those of live agreements, by name. Three statements, whatever their number."""
    rows = Agreement.objects.filter(supervisor=by).on(by.day(at)).select_related("supervisee")
    gathered: dict[str, list[Agreement]] = {}
    for row in rows.order_by("supervisee__chosen_name", "pk"):
        gathered.setdefault(row.group or str(row.pk), []).append(row)
    last, agreed = _last(by), _agreed_on(by, by.day(at))
    return [_offer(key, rows, last, agreed) for key, rows in sorted(gathered.items(), key=_by_name)]


def find(by: User, offered: list[Offer], *, group: str = "", agreement: str = "") -> Offer | None:
    """The one asked for by a group's name or an agreement's UUID; that may be over by now."""
    for offer in offered:
        if (offer.group and offer.group == group) or agreement in map(str, offer.agreements):
            return offer
    try:
        rows = Agreement.objects.agreed().filter(supervisor=by, pk=UUID(agreement))
    except ValueError:
        return None
    found = list(rows.select_related("supervisee"))
    return _offer(str(found[0].pk), found, {}, {}) if found else None


def _by_name(item: tuple[str, list[Agreement]]) -> tuple:
    _key, rows = item
    return (not rows[0].group, (rows[0].group or rows[0].supervisee.name).casefold())


def _offer(key: str, rows: list[Agreement], last: dict, agreed: dict) -> Offer:
    first = rows[0]
    moments = [last[row.pk] for row in rows if row.pk in last]
    days = [agreed[row.pk] for row in rows if row.pk in agreed]
    return Offer(
        key=key,
        people=tuple({row.supervisee_id: row.supervisee for row in rows}.values()),
        agreements=tuple(row.pk for row in rows),
        kind=first.kind,
        group=first.group,
        weekday=first.weekday,
        starts=first.starts,
        lasts=first.lasts,
        last=max(moments, default=None),
        agreed_on=max(days, default=None),
    )


def _held(by: User):
    lines = Line.objects.in_force().filter(session__supervisor=by, session__held=Held.HELD)
    return lines.exclude(agreement=None).order_by()


def _last(by: User) -> dict[UUID, datetime]:
    found = _held(by).values("agreement").annotate(last=Max("session__started_at"))
    return {row["agreement"]: row["last"] for row in found}


def _agreed_on(by: User, day: date) -> dict[UUID, date]:
    lines = Line.objects.in_force().filter(session__supervisor=by, session__next_on=day)
    return dict.fromkeys(lines.exclude(agreement=None).values_list("agreement", flat=True), day)


def usual(by: User, offer: Offer) -> Usual:
    """As the last session of these agreements was. One statement."""
    sessions = Session.objects.in_force().filter(
        supervisor=by, held=Held.HELD, lines__agreement__in=offer.agreements
    )
    last = sessions.order_by("-started_at").first()
    if last is None:
        return Usual(offer.lasts)
    return Usual(last.minutes, last.mode, last.language, next_on=last.next_on)


def step_for(person: User, *, on: date) -> list[Step]:
    """For Today: the way to the quick form, for whoever supervises somebody that day."""
    step = Step(
        title=_("Write a session down"),
        detail=_("Who was there, and how long."),
        url=reverse("supervision:log"),
        label=_("Write a session down"),
        urgency=Urgency.ROLE,
        role=people.label_of(Role.SUPERVISOR),
    )
    return [step]
