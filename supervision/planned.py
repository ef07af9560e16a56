"""When people will meet, as far as anybody has said: the usual hour, and the next day noted.

`weekday` and `starts` of an agreement are the supervisor's wall clock. How often follows from its
longest gap, else from minutes owed and usual length. A day that was noted as the next one stands
for itself, and the usual hour goes on from there. Nobody meets at the usual hour while one of the
two is on a break.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.db.models import Max, Q

from people.api import User, breaks_of
from supervision import limits
from supervision.models import Agreement, Line, LineState, Per
from supervision.owing import COUNTED

WEEK = timedelta(weeks=1)
AHEAD = 8 * WEEK
AROUND = timedelta(days=3)  # a session may have been moved by so much within its week
WEEKS_IN = {Per.WEEK: 1, Per.MONTH: 4, Per.QUARTER: 13}


@dataclass(frozen=True)
class Planned:
    """One meeting: `starts` (UTC) is None where only the day is known. `minutes` is how long."""

    key: UUID
    day: date
    starts: datetime | None
    minutes: int
    place: str


def planned(person: User, *, at: datetime) -> list[Planned]:
    """Of the next eight weeks, in order of time; a group's meeting is one. Five statements."""
    today = person.day(at)
    live = Agreement.objects.filter(Q(supervisor=person) | Q(supervisee=person)).on(today)
    live = live.filter(supervisor__is_active=True, supervisee__is_active=True)
    agreements = list(live.select_related("supervisor").order_by("pk"))
    lines = Line.objects.filter(agreement__in=agreements)
    last, noted, off = _last(lines), _noted(lines, today), _called_off(lines, today)
    away = breaks_of(
        {who for each in agreements for who in (each.supervisor_id, each.supervisee_id)}
    )
    found: dict[tuple, Planned] = {}
    for each in agreements:
        for day in _days(each, last.get(each.pk), noted.get(each.pk), today):
            is_noted = day == noted.get(each.pk)
            if (each.pk, day) not in off and (is_noted or not _is_away(each, day, away)):
                meeting = _meeting(each, day)
                found.setdefault((each.supervisor_id, meeting.starts or day), meeting)
    return sorted(found.values(), key=lambda each: (each.day, str(each.starts), str(each.key)))


def weeks_between(agreement: Agreement) -> int:
    """How many weeks lie between two of their usual meetings; at least one."""
    if agreement.every_days:
        return max(1, agreement.every_days // 7)
    times = max(1, -(-agreement.minutes // max(1, agreement.lasts)))
    return max(1, WEEKS_IN[Per(agreement.per)] // times)


def _days(each: Agreement, last: date | None, noted: date | None, today: date) -> Iterator[date]:
    end = min(today + AHEAD, each.until_day or date.max)
    if noted and noted <= end:
        yield noted
    if each.weekday is None or each.starts is None:
        return
    step, after = weeks_between(each) * WEEK, noted or last
    begin = max(today, each.from_day, after + step - AROUND if after else today)
    day = begin + timedelta(days=(each.weekday - begin.weekday()) % 7)
    while day <= end:
        yield day
        day += step


def _is_away(each: Agreement, day: date, away) -> bool:
    breaks = [*away.get(each.supervisor_id, ()), *away.get(each.supervisee_id, ())]
    return any(first <= day <= (last or day) for first, last in breaks)


def _meeting(each: Agreement, day: date) -> Planned:
    starts = _moment(each, day) if each.starts else None
    return Planned(uuid5(each.pk, day.isoformat()), day, starts, each.lasts, each.place)


def _moment(each: Agreement, day: date) -> datetime:
    """In UTC. An hour that the clocks leave out is the next that exists."""
    zone = each.supervisor.zone
    try:
        return limits.moment(day, each.starts, zone)
    except limits.NoSuchHour as gone:
        return limits.moment(gone.following.date(), gone.following.time(), zone)


def _last(lines) -> dict[UUID, date]:
    held = lines.filter(state__in=COUNTED).order_by()
    return dict(held.values_list("agreement").annotate(Max("counted_on")))


def _noted(lines, today: date) -> dict[UUID, date]:
    """The next day, as it stands in the latest session that says one."""
    said = lines.in_force().filter(session__next_on__gte=today)
    return dict(said.order_by("session__started_at").values_list("agreement", "session__next_on"))


def _called_off(lines, today: date) -> set[tuple[UUID, date]]:
    rows = lines.filter(state=LineState.NOTED, counted_on__gte=today)
    return set(rows.values_list("agreement", "counted_on"))


def as_calendar(meetings: Iterable[Planned], *, title: str, with_place: bool, at: datetime):
    """iCalendar (RFC 5545): moments in UTC, so that no calendar needs to know our zones."""
    import icalendar  # noqa: PLC0415  needed by calendars only

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Mainstay//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for each in meetings:
        event = icalendar.Event()
        event.add("uid", str(each.key))
        event.add("dtstamp", at)
        event.add("summary", title)
        event.add("class", "PRIVATE")
        event.add("dtstart", each.starts or each.day)
        if each.starts:
            event.add("dtend", each.starts + timedelta(minutes=each.minutes))
        if with_place and each.place:
            event.add("location", each.place)
        calendar.add_component(event)
    return calendar.to_ical()
