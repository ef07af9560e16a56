"""Samples of what is owed: some of it late, some held, with a name that must break."""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

from supervision.api import Gap, Owed, Owing, owed_in_words

DAY = date(2026, 3, 20)
LONG = "A-name-so-long that it must break on a small screen, more than once"


def samples() -> dict:
    short, late, held, away = owed_in_words(_owings())
    return {
        "owed": [("to somebody", {"rows": owed_in_words(_owings(), to=True)})],
        "owed_row": [
            ("short", {"row": short, "url": "#"}),
            ("late", {"row": late, "supervisor": LONG}),
            ("held", {"row": held}),
            ("on a break", {"row": away}),
        ],
        "owed_bar": [("under way", {"share": 66, "today": 63}), ("over", {"share": 40})],
        "owed_agreement": [("with a record", {"row": short, "n": 901, "supervisor": "Bo"})],
        "owed_table": [("four people", {"rows": [short, late, held, away]})],
    }


def _owings() -> list[Owing]:
    last_month = Owed(date(2026, 2, 1), date(2026, 2, 28), 90, 60, 0, 30)
    return [
        _owing("Ana", 60, _gap(5), waiting=30, past=(last_month,)),
        _owing(LONG, 90, _gap(19)),
        _owing("Luz", 90, None, group="Thursdays"),
        _owing("Noor", 0, None, away=(DAY, None)),
    ]


def _gap(days: int) -> Gap:
    last = DAY - timedelta(days=days)
    return Gap(last, days, 14, last + timedelta(days=14))


def _owing(name: str, had: int, gap: Gap | None, **more) -> Owing:
    now = Owed(date(2026, 3, 1), date(2026, 3, 31), 90, had, 11, 0 if had == 90 else 25)
    facts = {"kind": "individual", "group": "", "until": None, "waiting": 0} | more
    return Owing(
        agreement=UUID(int=1),
        supervisor=SimpleNamespace(name="Bo", pk=1),
        supervisee=SimpleNamespace(name=name, pk=2),
        per="month",
        on=DAY,
        now=now,
        gap=gap,
        **facts,
    )
