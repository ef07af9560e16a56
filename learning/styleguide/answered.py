"""Samples of sessions as cards, and of months."""

import uuid
from datetime import date, time
from types import SimpleNamespace

DAY = date(2026, 3, 1)
BO = SimpleNamespace(pk=1, name="Bo")
ANA = SimpleNamespace(pk=2, name="Ana, whose name is long enough to break on a small screen")
LONG = "We began late, because the room was taken until ten, and then the line was bad."


def samples() -> dict:
    late = {"length": "30 minutes", "whole": "60 minutes", "is_late": True}
    said = {"said": _said(), "said_length": "45 minutes", "is_asked": False}
    against = said | {"is_answering": True, "is_simple": True}
    kept = said | {"said": _said(kept=True, kept_words=LONG), "is_said_by_reader": True}
    corrected = {"is_corrected": True}
    return {
        "answer_card": [
            ("to answer", {"card": _card(1), "level": 3}),
            ("corrected", {"card": _card(2, **corrected), "level": 3}),
        ],
        "answer_cards": [("two", {"cards": [_card(3), _card(4, **late)]})],
        "answer_said": [
            ("by the other", {"card": _card(5, **against)}),
            ("and answered", {"card": _card(6, **kept)}),
        ],
        "answer_ways": [
            ("yes", {"card": _card(7)}),
            ("put right", {"card": _card(8, **against)}),
        ],
        "month": [("to close", {"month": _month()})],
        "month_row": [("closed", {"row": _row(is_closed=True), "name": "Bo", "is_given": True})],
    }


def _card(n: int, **more) -> SimpleNamespace:
    session = SimpleNamespace(
        get_kind_display="Individual", get_mode_display="In person", reason=LONG
    )
    usual = {
        "key": str(uuid.UUID(int=n)),
        "line": SimpleNamespace(counted_on=DAY, minutes=60, session=session),
        "by": ANA,
        "other": BO,
        "is_own": True,
        "is_asked": True,
        "length": "60 minutes",
        "began": time(16),
    }
    return SimpleNamespace(**usual | more)


def _said(**more) -> SimpleNamespace:
    usual = {"by": BO.pk, "label": "It took another time", "reason": "length", "words": LONG}
    return SimpleNamespace(**usual | more)


def _row(**more) -> SimpleNamespace:
    usual = {
        "key": "sample",
        "first": DAY,
        "supervisor": BO,
        "supervisee": ANA,
        "amount": "5 sessions · 5 hours 30 minutes",
        "states": ["2 wait for an answer."],
        "lock": SimpleNamespace(pk=1, reopened_at=None),
        "lock_day": DAY,
    }
    return SimpleNamespace(**usual | more)


def _month() -> SimpleNamespace:
    rows = [_row(key="a", lock=None, may_close=True), _row(key="b", is_closed=True)]
    return SimpleNamespace(first=DAY, given=rows, had=[_row(key="c")], to_close=rows)
