"""Durations, periods and days of a rule, in words."""

from datetime import date

from django.template.defaultfilters import date as day_in_words
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certification.in_words.amounts import length
from certification.rules.days import Duration

PERIODS = {
    "month": lambda: _("month"),
    "iso_week": lambda: _("week"),
    "quarter": lambda: _("quarter of a year"),
    "whole": lambda: _("whole time"),
}


def duration(value: dict) -> str:
    """`{days: n}`, `{months: n}` or `{years: n}`."""
    months = value.get("months", 0) + 12 * value.get("years", 0)
    return length(Duration(days=value.get("days", 0), months=months))


def period_in_words(value: object) -> str:
    if isinstance(value, dict):
        days = value["days"]
        words = ngettext("run of %(count)d day", "run of %(count)d days", days)
        return words % {"count": days}
    return PERIODS[str(value)]()


def since_in_words(since: object) -> str:
    known = {
        "joined": lambda: _("It counts from the day of joining."),
        "cycle": lambda: _("It counts from the beginning of this round."),
        "first": lambda: _("It counts from the first one."),
    }
    if isinstance(since, str) and since in known:
        return known[since]()
    return _("It counts from %(day)s.") % {"day": day(since)}


def day(value: object) -> str:
    found = value if isinstance(value, date) else date.fromisoformat(str(value))
    return day_in_words(found, "DATE_FORMAT")
