"""Samples of hours on paper, and of a table of earlier ones."""

from datetime import date
from types import SimpleNamespace

DAY = date(2026, 3, 2)
LONG = "A name so long that it must break on a small screen, and still be read"


def samples() -> dict:
    return {
        "hours_paper": [
            ("two sessions", {"sheet": _sheet([_row(60), _row(45, supervisor=LONG)])}),
            ("none", {"sheet": _sheet([])}),
        ],
        "brought_rows": [
            ("fine, known, to put right", {"reports": [_report(*each) for each in REPORTS]})
        ],
    }


REPORTS = (
    (2, "accepted", "Fine", "Kept, but it does not count: nothing was agreed on that day."),
    (3, "known", "Here already", ""),
    (4, "refused", "To put right", "Write the start as hours and minutes, such as 16:30."),
)


def _report(line, outcome, label, words):
    """What the template asks of an outcome: to be compared, and its label."""
    return {
        "line": line,
        "outcome": _Outcome(outcome, label),
        "words": words,
        "reference": f"r{line}",
        "day": "2026-03-02",
        "who": "luz",
    }


class _Outcome(str):
    def __new__(cls, value, label):
        made = super().__new__(cls, value)
        made.label = label
        return made


def _row(minutes, supervisor="Bo"):
    return SimpleNamespace(
        day=DAY,
        start="16:00",
        minutes=minutes,
        kind="Individual",
        mode="By video",
        supervisor=supervisor,
        state="Confirmed by both",
        counts="Yes",
    )


def _sheet(rows):
    months = [SimpleNamespace(first=DAY, kind="Individual", minutes=105, length="1 hour, 45 min")]
    return {
        "name": LONG,
        "organisation": "Harbour",
        "first": date(2026, 1, 1),
        "last": date(2026, 12, 31),
        "day": DAY,
        "code": "0A1B-2C3D-4E5F-6071" if rows else "",
        "key": "0123456789abcdef",
        "rows": rows,
        "months": months if rows else [],
        "total": "1 hour, 45 minutes" if rows else "0 minutes",
    }
