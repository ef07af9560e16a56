"""Amounts in words, the same on every page of this room."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LONGEST_IN_MINUTES = 90  # beyond it, hours say more


def in_minutes(minutes: int) -> str:
    """“45 minutes”, “2 hours”, “5 hours 30 minutes”."""
    if minutes <= LONGEST_IN_MINUTES:
        return _minutes(minutes)
    hours, rest = divmod(minutes, 60)
    whole = ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    if not rest:
        return whole
    return _("%(hours)s %(minutes)s") % {"hours": whole, "minutes": _minutes(rest)}


def _minutes(count: int) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}


def in_sessions(count: int) -> str:
    return ngettext("%(count)d session", "%(count)d sessions", count) % {"count": count}
