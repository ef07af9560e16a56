"""What the components of supervision are shown with."""

import uuid
from datetime import date
from types import SimpleNamespace

from django import forms

ID = uuid.UUID(int=8)


class Week(forms.Form):
    """A category whose week crosses a month end."""

    prefix = "sample-week"
    before = forms.CharField(label="Direct support, 30 to 31 March", initial="7:30")
    after = forms.CharField(label="Direct support, 1 to 5 April", initial="12:00")


def samples() -> dict:
    week = Week()
    row = SimpleNamespace(
        pk=ID,
        from_day=date(2026, 3, 2),
        until_day=date(2026, 3, 8),
        name="Direct support",
        workplace=SimpleNamespace(name="Quayside"),
        minutes=450,
    )
    return {
        "hours": [
            ("one box", {"row": {"name": "Other work", "boxes": [week["before"]]}}),
            ("a month ends", {"row": {"name": "Direct support", "boxes": list(week)}}),
        ],
        "how_long": [("minutes", {"minutes": 45}), ("hours", {"minutes": 450})],
        "practice_row": [("waits", {"row": row})],
    }
