"""A person's sessions of one month, as a list and as the weeks of a calendar."""

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import get_format

from people.api import User
from supervision import seeing
from supervision.models import Session
from supervision.shown import Shown, shown, with_lines


@dataclass(frozen=True)
class Cell:
    day: date
    is_today: bool
    is_of_month: bool
    sessions: list[Shown]


def sessions_of(by: User, month: date, *, other: int | None = None) -> list[Shown]:
    """By the reader's clock, the earliest first; `other` is the key of one whom they met."""
    first = datetime.combine(month, time(), by.zone)
    last = datetime.combine(following(month), time(), by.zone)
    found = seeing.sessions(by).filter(started_at__gte=first, started_at__lt=last)
    if other is not None:
        found = found.filter(pk__in=_met(by, other))
    return [shown(each, by) for each in with_lines(found.order_by("started_at", "pk"))]


def _met(by: User, other: int):
    given = Session.objects.filter(supervisor=by, lines__supervisee=other)
    had = Session.objects.filter(supervisor=other, lines__supervisee=by)
    return (given | had).values("pk")


def people_met(by: User) -> list[User]:
    """Whom the list can be narrowed to: by name, supervisors and supervisees alike."""
    lines = seeing.lines(by).order_by()
    keys = set(lines.filter(session__supervisor=by).values_list("supervisee", flat=True))
    keys |= set(lines.filter(supervisee=by).values_list("session__supervisor", flat=True))
    return sorted(User.objects.filter(pk__in=keys), key=lambda each: each.name.casefold())


def weeks_of(month: date, rows: Iterable[Shown], *, today: date) -> list[list[Cell]]:
    """Whole weeks, from the day on which a week begins in the reader's language."""
    by_day: dict[date, list[Shown]] = {}
    for row in rows:
        by_day.setdefault(row.start.date(), []).append(row)
    weeks = Calendar(first_weekday()).monthdatescalendar(month.year, month.month)
    return [
        [Cell(day, day == today, day.month == month.month, by_day.get(day, [])) for day in week]
        for week in weeks
    ]


def first_weekday() -> int:
    """0 is Monday, as Python counts; Django's formats begin with Sunday."""
    return (int(get_format("FIRST_DAY_OF_WEEK")) - 1) % 7


def weekdays() -> list[dict]:
    order = [(first_weekday() + n) % 7 for n in range(7)]
    return [{"short": WEEKDAYS_ABBR[day], "whole": WEEKDAYS[day]} for day in order]


def following(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def month_from(text: str, *, today: date) -> date:
    """“2026-06”; anything else is the present month."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
