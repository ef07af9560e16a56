"""Samples of certificates: what is needed, granted, sent in, shown and counted."""

from datetime import date, datetime
from types import SimpleNamespace
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms

from certification.api import roster

DAY = date(2026, 3, 20)
MOMENT = datetime(2026, 3, 20, 12, tzinfo=ZoneInfo("UTC"))
ID = UUID(int=1)
LONG = "A-name-so-long that it must break on a small screen, more than once"


class _Until(forms.Form):
    last = forms.DateField(label="Last day")


def samples() -> dict:
    return {**_needed(), **_counted(), **_held(), **_overseen(), **_away()}


def _needed() -> dict:
    hours = _row("Supervision", words=["15 hours of 20 hours."], have=900, need=1200, ask=True)
    other = _row(LONG, words=["Until 20 March 2026."], others=["A course", LONG])
    return {
        "needed_line": [("to ask", {"row": hours}), ("one of several", {"row": other})],
        "needed_bar": [("three quarters", {"have": 3, "need": 4})],
        "done_line": [("done", {"row": _row(LONG, words=["It holds until 20 March 2028."])})],
    }


def _row(title: str, *, ask: bool = False, **more) -> SimpleNamespace:
    way = {
        "label": "Ask your supervisor" if ask else "Go to the course",
        "url": "#",
        "is_post": ask,
    }
    turn = "This waits for your supervisor" if ask else "This is yours to do"
    return SimpleNamespace(title=title, lang="en", turn_in_words=turn, way=way, **more)


def _counted() -> dict:
    used = {"what": "Supervision, 1 hour", "day": DAY, "words": "1 hour"}
    unused = {"what": LONG, "day": DAY, "words": "Too long ago."}
    line = {"title": "Supervision", "words": ["15 hours of 20 hours."]}
    line |= {"used": [used], "unused": [unused], "lines": []}
    return {"counted_line": [("with records", {"line": line, "level": 3})]}


def _away() -> dict:
    over = SimpleNamespace(pk=801, from_day=DAY, until_day=DAY)
    runs = SimpleNamespace(pk=802, from_day=DAY, until_day=None)
    return {
        "break_row": [
            ("over", {"row": over, "end": _Until(prefix="b801")}),
            ("runs on", {"row": runs, "end": _Until(prefix="b802")}),
        ],
        "away_days": [("two", {"breaks": [over, runs]})],
    }


def _held() -> dict:
    award = SimpleNamespace(pk=ID, granted_on=DAY, valid_until=DAY, get_state_display="Taken back")
    share = SimpleNamespace(pk=ID, name=LONG, made_at=MOMENT, with_badge=True, code="sample")
    paper = SimpleNamespace(
        pk=ID, state="submitted", get_state_display="Waits", checked_at=None, sent_at=MOMENT,
        words="",
    )  # fmt: skip
    refused = SimpleNamespace(**{**paper.__dict__, "state": "refused", "words": LONG})
    return {
        "award_row": [
            ("held", {"shown": SimpleNamespace(award=award, title="A certificate", is_live=True)}),
            ("over", {"shown": SimpleNamespace(award=award, title=LONG, is_live=False)}),
        ],
        "share_row": [("with a badge", {"share": share})],
        "paper_row": [
            ("waits", {"row": paper, "title": "A diploma"}),
            ("passed back", {"row": refused, "title": LONG}),
        ],
    }


def _overseen() -> dict:
    person = SimpleNamespace(name=LONG)
    scheme = SimpleNamespace(slug="sample")
    standing = SimpleNamespace(pk=1, person=person, person_id=1, scheme=scheme)
    row = {"standing": standing, "title": "A certificate", "state": "Qualified"}
    tally = roster.Tally(scheme, LONG, 9, qualified=4, due=1, late=1, lapsed=1, on_the_way=3)
    met = {"id": "a", "state": "met", "have": 60, "need": 60, "unit": "minutes"}
    inside = roster.Shown("Supervision", met, [])
    whole = roster.Shown(LONG, {"id": "b", "state": "short"}, [inside])
    return {
        "roster_row": [("to renew", {"row": {**row, "valid_until": DAY, "lacks": ["A course"]}})],
        "tally": [("nine people", {"tally": tally})],
        "tally_bar": [("nine people", {"tally": tally})],
        "tally_table": [("one certificate", {"tallies": [tally]})],
        "reduced_line": [("with parts", {"shown": whole})],
        **_reported(),
    }


def _reported() -> dict:
    parts = [("English", "30", 30), (LONG, "12", 12)]
    report = {"from_day": DAY, "until_day": DAY, "made_at": MOMENT, "teams": [LONG], "grant": LONG}
    said = {"means": "Everybody counts once.", "source": "The list of people", "seen_by": "You"}
    figures = [
        {"title": "People", "value": "30", **said},
        {"title": LONG, "parts": parts, **said},
        {"title": "By topic", **said},
    ]
    return {
        "reported": [("a number, parts, nothing", {"figures": figures})],
        "report_head": [("of a team and a grant", {"report": {**report, "words": LONG}})],
    }
