"""Which agreement a line leans on; without one it is kept and does not count, and says why.

When agreements change, lines are looked at anew, but not all: what is sealed stays as it was, and
in a closed month nothing changes (reopening it looks at them again).
"""

from collections.abc import Iterable
from datetime import date

from supervision import causes
from supervision.models import Agreement, AgreementState, Line, Lock, Outside

MONTH = "%Y-%m"


def agreements_of(supervisor, supervisees: Iterable) -> dict[int, list[Agreement]]:
    """All between them, by supervisee, whatever their state; the first to begin stands first."""
    rows = Agreement.objects.filter(supervisor=supervisor, supervisee__in=list(supervisees))
    found: dict[int, list[Agreement]] = {}
    for row in rows.order_by("from_day", "pk"):
        found.setdefault(row.supervisee_id, []).append(row)
    return found


def fitting(rows: Iterable[Agreement], kind: str, day: date) -> Agreement | None:
    """The agreed one that is live on that day; that of the kind, if there are two."""
    live = [row for row in rows if row.state == AgreementState.AGREED and _covers(row, day)]
    same_kind = [row for row in live if row.kind == kind]
    if same_kind:
        return same_kind[0]
    return live[-1] if live else None


def why_not(rows: Iterable[Agreement], day: date) -> Outside:
    """Why none of them holds on that day."""
    rows = list(rows)
    agreed = [row for row in rows if row.state == AgreementState.AGREED]
    if any(row.until_day and row.until_day < day for row in agreed):
        return Outside.ENDED
    if any(row.from_day > day for row in agreed):
        return Outside.NOT_BEGUN
    declined = any(row.state == AgreementState.DECLINED for row in rows)
    return Outside.DECLINED if declined else Outside.NO_AGREEMENT


def _covers(row: Agreement, day: date) -> bool:
    return row.from_day <= day and (row.until_day is None or day <= row.until_day)


def lean_anew(supervisor, supervisee) -> int:
    """Look at the lines of these two again, within a transaction; how many changed."""
    rows = agreements_of(supervisor, [supervisee]).get(supervisee.pk, [])
    changed = [line for line in _loose(supervisor, supervisee) if _lean(line, rows)]
    Line.objects.bulk_update(changed, ["agreement", "outside"])
    causes.lines_changed(changed)
    return len(changed)


def _loose(supervisor, supervisee) -> list[Line]:
    """Neither sealed nor in a closed month."""
    locks = Lock.objects.filter(supervisor=supervisor, supervisee=supervisee, reopened_at=None)
    closed = {month.strftime(MONTH) for month in locks.values_list("month", flat=True)}
    lines = Line.objects.in_force().of_pair(supervisor, supervisee).filter(seals=None)
    lines = lines.select_for_update(of=("self",)).select_related("session")
    return [line for line in lines if line.counted_on.strftime(MONTH) not in closed]


def _lean(line: Line, rows: list[Agreement]) -> bool:
    """Whether this changed anything."""
    before = (line.agreement_id, line.outside)
    found = fitting(rows, line.session.kind, line.counted_on)
    line.agreement = found
    line.outside = "" if found else why_not(rows, line.counted_on)
    return before != (line.agreement_id, line.outside)
