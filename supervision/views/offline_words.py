"""What became of an entry, said to whoever wrote it."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from supervision import away, entries, limits, locking, sessions

MOST_COUNTED = 12
REFUSALS = (away.CannotOpen, limits.CannotBe, sessions.NotTheirs, locking.MonthClosed)


def counts() -> list[tuple[int, str]]:
    """How many wait, in words; the script chooses. The last is for more than can be counted."""
    said = [(n, _waiting(n)) for n in range(1, MOST_COUNTED + 1)]
    many = _("More than %(number)s sessions wait to be sent.") % {"number": MOST_COUNTED}
    return [*said, (MOST_COUNTED + 1, many)]


def _waiting(number: int) -> str:
    said = ngettext("One session waits to be sent.", "%(number)s sessions wait to be sent.", number)
    return said % {"number": number}


def sent(received: entries.Received) -> str:
    session = received.session
    day = date_format(session.started_at.astimezone(session.logged_by.zone), "DATE_FORMAT")
    if received.result == "clash":
        return _("The session of %(day)s is at the same time as another.") % {"day": day}
    return _("The session of %(day)s was sent.") % {"day": day}


def why(trouble: Exception) -> str:
    """A sentence or two, and never whose fault it is."""
    said = next(said for kind, said in _whys() if isinstance(trouble, kind))
    if isinstance(trouble, limits.NoSuchHour):
        return said % {"time": date_format(trouble.following, "TIME_FORMAT")}
    return said


def _whys() -> list[tuple[type[Exception], str]]:
    return [
        (away.TooOld, _("It waited too long and can't be opened any more. Please write it anew.")),
        (away.CannotOpen, _("It can't be opened here. Please write it anew.")),
        (entries.ClockAhead, _("The clock of the device was ahead. Please look at day and time.")),
        (limits.NoSuchHour, _("The clocks went forward then. The next time is %(time)s.")),
        (limits.NotYet, _("It is not over yet. Please look at day and time.")),
        (limits.TooLong, _("A session takes from one minute to twelve hours.")),
        (limits.CannotBe, _("This can't have been so. Please look at it again.")),
        (locking.MonthClosed, _("That month is closed. The supervisor can open it again.")),
        (sessions.NotTheirs, _("Nothing is agreed between these people. Please choose again.")),
    ]
