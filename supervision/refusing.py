"""Why something can't be kept, in words: what it is, and what to do."""

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from people.api import User
from supervision import limits, locking, seeing, sessions
from supervision.models import Session

REFUSALS = (limits.CannotBe, locking.MonthClosed, sessions.NeedsReason, sessions.Answered)


def in_words(refusal: Exception, *, by: User) -> tuple[str | None, str]:
    """(the field that it is about, or None; the words)."""
    if isinstance(refusal, limits.NoSuchHour):
        clock = time_format(refusal.following.time(), "TIME_FORMAT")
        return "clock", _(
            "The clocks went forward; this hour did not exist. The next was %(clock)s."
        ) % {"clock": clock}
    if isinstance(refusal, limits.Overlaps):
        return None, _overlap(refusal.other, by)
    return next((field, words()) for kind, field, words in WORDS if isinstance(refusal, kind))


WORDS = (
    (limits.NotYet, None, lambda: _("This lies ahead. Write it down once it is over.")),
    (limits.TooLong, "other", lambda: _("A session takes from one minute to 12 hours.")),
    (
        limits.LongerThanTheSession,
        None,
        lambda: _("Somebody can’t be there longer than the session took."),
    ),
    (
        locking.MonthClosed,
        None,
        lambda: _("This month is closed. The supervisor can open it again."),
    ),
    (sessions.NeedsReason, "reason", lambda: _("Say why, as somebody confirmed it already.")),
    (
        sessions.Answered,
        None,
        lambda: _("Somebody answered already. You can still correct it."),
    ),
)


def _overlap(other: limits.Span, by: User) -> str:
    """With which, as far as this person may know."""
    seen = seeing.sessions(by).filter(pk=other.key).select_related("supervisor").first()
    if seen is None:
        return _("This is at the same time as another session.")
    start = seen.started_at.astimezone(by.zone)
    values = {
        "names": who_of(seen, by),
        "day": date_format(start, "MONTH_DAY_FORMAT"),
        "clock": time_format(start.time(), "TIME_FORMAT"),
    }
    return _("At the same time as the session with %(names)s (%(day)s, %(clock)s).") % values


def who_of(session: Session, by: User) -> str:
    """Whom this person met in it, by the names that they may read."""
    if session.supervisor_id != by.pk:
        return session.supervisor.name
    lines = session.lines.in_force().select_related("supervisee")
    return ", ".join(line.supervisee.name for line in lines.order_by("supervisee__chosen_name"))
