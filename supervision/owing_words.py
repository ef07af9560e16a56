"""What is owed, in words: as what the organisation owes, not as what somebody has missed."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from supervision.counting import Owed
from supervision.models import Kind, Per
from supervision.owing import Owing
from supervision.words import in_minutes


def main(owing: Owing, *, to: bool = False) -> str:
    """The one sentence that stands first; `to` whom it is owed, where they read it."""
    if owing.away:
        return _away(owing.away[1], to)
    if owing.now.short:
        return _owed(owing, to)
    if owing.is_late:
        return _("We owe you a session.") if to else _("We owe a session.")
    if owing.now.owed:
        return _("All that was agreed for this time was held.")
    return _("A session is agreed, without a number of minutes.")


def _away(last: date | None, to: bool) -> str:
    """Days are all that is known of it; whoever supervises or coordinates may read them."""
    if last is None:
        return _("You are on a break.") if to else _("On a break, with no end yet.")
    values = {"day": day(last)}
    if to:
        return _("You are on a break until %(day)s.") % values
    return _("On a break until %(day)s.") % values


def _owed(owing: Owing, to: bool) -> str:
    values = {"minutes": in_minutes(owing.now.short), "day": day(owing.now.last)}
    if to:
        return _("We owe you %(minutes)s by %(day)s.") % values
    return _("We owe %(minutes)s by %(day)s.") % values


def more(owing: Owing) -> list[str]:
    """What stands behind it, each a whole sentence."""
    said = [_held(owing), _waiting(owing), _left(owing), _pace(owing), *_gap(owing)]
    return [sentence for sentence in said if sentence]


def brief(owing: Owing) -> list[str]:
    """As much of it as a line in a long list bears."""
    said = [_held(owing), _waiting(owing), _ago(owing) if owing.is_late else ""]
    return [sentence for sentence in said if sentence]


def _held(owing: Owing) -> str:
    values = {"had": owing.now.had, "owed": owing.now.owed}
    if not owing.now.owed:
        return ""
    return _held_in(owing.per, owing.now.owed) % values


def _held_in(per: Per, owed: int) -> str:
    if per == Per.WEEK:
        return ngettext(
            "This week: %(had)d of %(owed)d minute.",
            "This week: %(had)d of %(owed)d minutes.",
            owed,
        )
    if per == Per.MONTH:
        return ngettext(
            "This month: %(had)d of %(owed)d minute.",
            "This month: %(had)d of %(owed)d minutes.",
            owed,
        )
    return ngettext(
        "This quarter: %(had)d of %(owed)d minute.",
        "This quarter: %(had)d of %(owed)d minutes.",
        owed,
    )


def _left(owing: Owing) -> str:
    if not owing.now.short:
        return ""
    left = owing.now.days_left
    if not left:
        return _("Today is the last day.")
    words = ngettext("%(days)d day is left.", "%(days)d days are left.", left)
    return words % {"days": left}


def _waiting(owing: Owing) -> str:
    if not owing.waiting:
        return ""
    words = ngettext(
        "%(minutes)d of them waits for a word.",
        "%(minutes)d of them wait for a word.",
        owing.waiting,
    )
    return words % {"minutes": owing.waiting}


def _pace(owing: Owing) -> str:
    if owing.away or not owing.pace_short or not owing.now.days_left:
        return ""
    values = {"minutes": in_minutes(owing.pace_short), "day": day(owing.now.last)}
    return _("At this pace, %(minutes)s will be missing on %(day)s.") % values


def _gap(owing: Owing) -> list[str]:
    if owing.gap is None:
        return []
    return [_ago(owing), _every(owing.gap.allowed), _next(owing)]


def _ago(owing: Owing) -> str:
    last = owing.gap.last
    if last is None:
        return _("There has been no session yet.")
    days = (owing.on - last).days
    if not days:
        return _("The last session was today.")
    words = ngettext(
        "The last session was %(days)d day ago.",
        "The last session was %(days)d days ago.",
        days,
    )
    return words % {"days": days}


def _every(days: int) -> str:
    words = ngettext(
        "One at least every %(days)d day was agreed.",
        "One at least every %(days)d days was agreed.",
        days,
    )
    return words % {"days": days}


def _next(owing: Owing) -> str:
    if owing.next_by is None:
        return ""
    values = {"day": day(owing.next_by)}
    if owing.is_late:
        return _("The next one was due by %(day)s.") % values
    return _("The next one is due by %(day)s.") % values


# --- names of things


def day(which: date) -> str:
    return date_format(which, "DATE_FORMAT")


def span(owed: Owed, per: Per) -> str:
    """“June 2026”, or the first and the last day of a week or a quarter."""
    if per == Per.MONTH:
        return date_format(owed.first, "YEAR_MONTH_FORMAT")
    values = {"first": day(owed.first), "last": day(owed.last)}
    return _("%(first)s to %(last)s") % values


def kind(owing: Owing) -> str:
    return str(Kind(owing.kind).label)


def record(owed: Owed) -> str:
    """“60 of 90 minutes”, of a span that is over."""
    words = ngettext("%(had)d of %(owed)d minute", "%(had)d of %(owed)d minutes", owed.owed)
    return words % {"had": owed.had, "owed": owed.owed}
