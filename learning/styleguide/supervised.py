"""What the components of supervision are shown with."""

import uuid
from datetime import UTC, date, datetime
from types import SimpleNamespace

from django import forms

ID = uuid.UUID(int=8)


class Week(forms.Form):
    """A category whose week crosses a month end."""

    prefix = "sample-week"
    before = forms.CharField(label="Direct support, 30 to 31 March", initial="7:30")
    after = forms.CharField(label="Direct support, 1 to 5 April", initial="12:00")


class Quick(forms.Form):
    """The choices of the quick form."""

    prefix = "sample-quick"
    there = forms.MultipleChoiceField(
        label="Who was there",
        choices=[("1", "Noor"), ("2", "Luz"), ("3", "Somebody with a long name")],
        initial=["1", "3"],
        widget=forms.CheckboxSelectMultiple,
    )
    length = forms.ChoiceField(
        choices=[("30", "30"), ("60", "60"), ("other", "other")],
        initial="other",
        widget=forms.RadioSelect,
    )
    other = forms.IntegerField(label="Minutes", initial=75)
    when = forms.ChoiceField(
        label="When",
        choices=[("now", "Ended about now"), ("at", "Started at")],
        initial="at",
        widget=forms.RadioSelect,
    )
    day = forms.DateField(label="Day", widget=forms.DateInput({"type": "date"}))
    clock = forms.TimeField(label="Time", widget=forms.TimeInput({"type": "time"}))


def _sessions() -> dict:
    quick, again = Quick(), Quick(prefix="sample-again")
    line = SimpleNamespace(
        name="Noor",
        minutes=60,
        presented=True,
        facilitated=False,
        state="Waits for Noor.",
        outside="",
        is_own=False,
    )
    outside = SimpleNamespace(**vars(line) | {"outside": "No agreement covers that day."})
    off = SimpleNamespace(
        **vars(line) | {"minutes": 0, "presented": False, "state": "Called off", "dispute": ID}
    )
    row = SimpleNamespace(
        session=SimpleNamespace(pk=ID),
        start=datetime(2026, 3, 5, 15, tzinfo=UTC),
        with_whom="Thursdays",
        is_held=True,
        minutes=60,
        state="Waits for 2 answers",
    )
    offers = [
        SimpleNamespace(query="group", key="Thursdays", group="Thursdays"),
        SimpleNamespace(query="with", key=str(ID), people=[SimpleNamespace(name="Luz")]),
    ]
    return {
        "chips": [("boxes", {"field": quick["there"]}), ("dots", {"field": again["when"]})],
        "quick_others": [("others", {"others": offers, "has_own": True})],
        "quick_length": [("another", {"length": quick["length"], "other": quick["other"]})],
        "quick_when": [("earlier", {name: quick[name] for name in ("when", "day", "clock")})],
        "session_line": [
            ("waits", {"line": line}),
            ("outside", {"line": outside}),
            ("off", {"line": off}),
        ],
        "session_row": [("waits", {"row": row})],
        "session_calendar": [("a week", _week(row))],
    }


def _week(row) -> dict:
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    cells = [
        SimpleNamespace(
            day=date(2026, 3, day),
            is_of_month=True,
            is_today=day == 4,
            sessions=[row] if day == 5 else [],
        )
        for day in range(2, 9)
    ]
    return {"weeks": [cells], "weekdays": [{"short": day[:2], "whole": day} for day in days]}


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
            ("one box", {"row": {"name": "Other work", "boxes": [Week(prefix="one")["before"]]}}),
            ("a month ends", {"row": {"name": "Direct support", "boxes": list(week)}}),
        ],
        "how_long": [("minutes", {"minutes": 45}), ("hours", {"minutes": 450})],
        "practice_row": [("waits", {"row": row})],
        **_sessions(),
    }
