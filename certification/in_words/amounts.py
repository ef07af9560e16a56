"""Amounts as people say them, whatever they are counted in."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certification.rules.days import Duration
from supervision.api import in_minutes


def amount(number: int, unit: str) -> str:
    """“2 hours”, “3 sessions”, “13 weeks or months”; `unit` as in the answer of the rules."""
    if unit == "minutes":
        return in_minutes(number)
    words = {
        "contacts": ngettext("%(count)d meeting", "%(count)d meetings", number),
        "sessions": ngettext("%(count)d session", "%(count)d sessions", number),
        "units": ngettext("%(count)d unit", "%(count)d units", number),
        "days": ngettext("%(count)d day", "%(count)d days", number),
        "periods": ngettext("%(count)d period", "%(count)d periods", number),
        "courses": ngettext("%(count)d course", "%(count)d courses", number),
        "lines": ngettext("%(count)d thing", "%(count)d things", number),
    }
    return words.get(unit, "%(count)d") % {"count": number}


def length(duration: Duration) -> str:
    """“2 years”, “6 months”, “90 days”."""
    if duration.months and duration.months % 12 == 0:
        years = duration.months // 12
        return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}
    if duration.months:
        months = duration.months
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    return ngettext("%(count)d day", "%(count)d days", duration.days) % {"count": duration.days}


def of(have: int, need: int, unit: str) -> str:
    return _("%(have)s of %(need)s") % {"have": amount(have, unit), "need": amount(need, unit)}
