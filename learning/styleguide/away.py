"""What the components of times without a network are shown with."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

BEGAN = datetime(2026, 3, 1, 9, tzinfo=ZoneInfo("UTC"))


def samples() -> dict:
    one, group = _chips("A", "B"), _chips("An", "Am", "C", "D", "ELM")
    seen, other = _seen("Ana"), _seen("Noor", "Luz")
    choice = {"seen": seen, "can_go": True, "can_keep": True, "others": 0}
    theirs = choice | {"others": 1, "can_keep": False}
    confirmed = choice | {"seen": other, "can_go": False, "can_keep": False}
    return {
        "away": [("until the script has looked", {"away": {"tag": "tag", "counts": []}})],
        "away_table": [
            ("one by one", {"table": {"side": "given", "chips": one}}),
            ("a group", {"table": {"side": "given", "is_group": True, "chips": group}}),
            ("one's own", {"table": {"side": "had", "chips": one[:1]}}),
        ],
        "away_choice": [
            ("to decide", {"choice": choice}),
            ("with somebody else's", {"choice": theirs}),
            ("with a confirmed one", {"choice": confirmed}),
        ],
    }


def _chips(*labels: str) -> list[dict]:
    return [{"agreement": {"pk": uuid.uuid4()}, "label": each, "minutes": 60} for each in labels]


def _seen(*names: str) -> dict:
    session = {"pk": uuid.uuid4(), "started_at": BEGAN, "minutes": 60}
    return {"session": session | {"get_mode_display": "By video"}, "names": names}
