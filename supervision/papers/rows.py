"""What a line says to people: the same in a table, on paper and on the screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office import organisation
from people.api import User
from supervision import seeing
from supervision.models import SETTLED, Kind, Line, LineState, Mode

# The names that `hours import` reads, and what else is worth knowing of a line.
COLUMNS = {
    "reference": gettext_lazy("Reference"),
    "date": gettext_lazy("Date"),
    "start": gettext_lazy("Start"),
    "zone": gettext_lazy("Time zone"),
    "minutes": gettext_lazy("Minutes of the session"),
    "present": gettext_lazy("Minutes there"),
    "kind": gettext_lazy("Kind"),
    "mode": gettext_lazy("How it was held"),
    "supervisee": gettext_lazy("Person supervised"),
    "supervisor": gettext_lazy("Supervisor"),
    "presented": gettext_lazy("Spoke about own work"),
    "observed": gettext_lazy("Was observed"),
    "organisation": gettext_lazy("Organisation"),
    "heads": gettext_lazy("How many were supervised"),
    "counted on": gettext_lazy("Counts on"),
    "state": gettext_lazy("State"),
    "counts": gettext_lazy("Whether it counts"),
}


@dataclass(frozen=True)
class Row:
    """One line. `day` is the one it counts on; `started` the wall clock of the session."""

    line: Line
    day: date
    started: datetime
    supervisee: str
    supervisor: str
    organisation: str
    heads: int

    @property
    def start(self) -> str:
        """As the clock showed it there; a template would turn a moment to the reader's zone."""
        return f"{self.started:%H:%M}"

    @property
    def minutes(self) -> int:
        return self.line.minutes

    @property
    def kind(self) -> str:
        return str(Kind(self.line.session.kind).label)

    @property
    def mode(self) -> str:
        return str(Mode(self.line.session.mode).label)

    @property
    def state(self) -> str:
        return str(LineState(self.line.state).label)

    @property
    def does_count(self) -> bool:
        return self.line.state in SETTLED and not self.line.outside and self.minutes > 0

    @property
    def counts(self) -> str:
        """Yes, or why not."""
        line = self.line
        if line.outside:
            return _("No: nothing was agreed on that day")
        return str(_("Yes")) if self.does_count else str(_("Not yet"))


def lines_of(person: User, *, by: User, span: tuple[date, date]) -> QuerySet[Line]:
    """All of somebody's own; of another, by what `by` may see, those of their own sessions."""
    found = seeing.lines(by).filter(supervisee=person, counted_on__range=span)
    found = found.select_related("session__supervisor", "supervisee", "agreement__workplace")
    return found.order_by("counted_on", "session__started_at", "pk")


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """At most one statement beside that for the lines."""
    lines = list(lines)
    heads = _heads(lines)
    site = organisation.current().name
    return [_row(line, heads.get(line.session_id, 1), site) for line in lines]


def _row(line: Line, heads: int, site: str) -> Row:
    session = line.session
    workplace = line.agreement.workplace if line.agreement else None
    return Row(
        line=line,
        day=line.counted_on,
        started=session.started_at.astimezone(ZoneInfo(session.zone)),
        supervisee=line.supervisee.name,
        supervisor=session.supervisor.name,
        organisation=workplace.name if workplace else site,
        heads=heads,
    )


def _heads(lines: list[Line]) -> dict:
    """How many were supervised in each of these sessions; as `sealing.heads_of` has it."""
    sessions = {line.session_id: line.session for line in lines}
    there = Line.objects.in_force().filter(session__in=sessions, minutes__gt=0, facilitated=False)
    found = dict.fromkeys(sessions, 0)
    for key in there.values_list("session_id", flat=True):
        found[key] += 1
    return {key: max(n, sessions[key].heads_said or 0) for key, n in found.items()}


def cells(row: Row) -> list[object]:
    """As words that `hours import` reads again."""
    session = row.line.session
    return [
        str(session.pk),
        row.started.date().isoformat(),
        row.start,
        session.zone,
        session.minutes,
        row.minutes,
        str(session.kind),
        str(session.mode),
        row.supervisee,
        row.supervisor,
        _yes(row.line.presented),
        _yes(session.is_observed),
        row.organisation,
        row.heads,
        row.day.isoformat(),
        str(row.line.state),
        _yes(row.does_count),
    ]


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"
