"""Who hears in time that something is still to be held.

Whoever supervises: some days before a span ends that is short, and when the longest gap that was
agreed has passed; one notice for each such day, however many people it is about. Whoever is
supervised: at most once a month, that they can look; only where time was left owed to them.

Once a day a row falls due that leaves one for each supervisor. Each may run twice, or late.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone

from office import due, notices
from people.api import User
from supervision.models import Agreement
from supervision.owing import Owing, owed_by

DUE, DAILY = "supervision.owed", "daily"
EVERY = timedelta(days=1)
LEAD = 7  # days before the end of a span; of a week its last third
RECENT = 7  # what passed longer ago was told, or is seen on the page
SHORT, GAP, LOOK = "supervision.short", "supervision.gap", "supervision.look"


def see_to_it() -> None:
    """At each sign-in: the row is there from the first day on, and comes back if it is lost."""
    if not due.Due.objects.filter(kind=DUE, key=DAILY).exists():
        due.add(DUE, key=DAILY, at=timezone.now() + EVERY)


def settle(key: str, *, at: datetime) -> None:
    if key == DAILY:
        _look_at_all(at)
        return
    supervisor = User.objects.filter(pk=int(key), is_active=True).first()
    if supervisor:
        remind(supervisor, at=at)


def _look_at_all(at: datetime) -> None:
    near = at.date()  # in one zone or another
    live = Agreement.objects.on(near) | Agreement.objects.on(near + EVERY)
    for key in live.order_by("supervisor").values_list("supervisor", flat=True).distinct():
        due.add(DUE, key=key, at=at)
    due.add(DUE, key=DAILY, at=at + EVERY)


def remind(supervisor: User, *, at: datetime) -> None:
    """Tell what this day brings. Nobody is told the same twice."""
    day = supervisor.day(at)
    found = owed_by(supervisor, on=day, past=1)
    for last in {each.now.last for each in found if ends_soon(each)}:
        _tell(SHORT, supervisor, last, at)
    for passed in {each.next_by for each in found if _is_newly_late(each)}:
        _tell(GAP, supervisor, passed, at)
    for person in {each.supervisee for each in found if _left_owed(each)}:
        _tell(LOOK, person, day.replace(day=1), at)


def _tell(kind: str, to: User, about: date, at: datetime) -> None:
    notices.add(kind, to=to, key=f"{kind}:{to.pk}:{about}", about=about, at=at)


def ends_soon(each: Owing) -> bool:
    """Whether time is owed in a span that is about to end, and its person is not on a break."""
    length = (each.now.last - each.now.first).days + 1
    is_short = each.now.short > 0 and not each.away
    return is_short and each.now.days_left <= min(LEAD, length // 3)


def _is_newly_late(each: Owing) -> bool:
    if each.away or each.next_by is None:
        return False
    return 0 < (each.on - each.next_by).days <= RECENT


def _left_owed(each: Owing) -> bool:
    """In the first days after a span that was left short; nobody is written to in a break."""
    short = [span for span in each.past if span.short and not each.away]
    return any((each.on - span.last).days <= RECENT for span in short)


# --- whether it is still so when the mail goes


def is_still_short(supervisor: User, last: date) -> bool:
    found = owed_by(supervisor, on=last)
    return any(each.now.short and not each.away and each.now.last == last for each in found)


def is_still_late(supervisor: User, passed: date, *, on: date) -> bool:
    return any(each.next_by == passed and not each.away for each in owed_by(supervisor, on=on))
