"""What the components of what one does for oneself are shown with."""

import uuid
from itertools import count

NUMBERS = count(5000)
WORDS = ("Not at all", "A little", "Partly", "Mostly", "Very much")


def samples() -> dict:
    tea = _part(title="A cup of tea", exercise="own", lines=_lines("Boil water.", "Sit down."))
    return {
        "checklist": [
            ("with a heading", {"part": _part(title="Before you begin", lines=_lines("Water"))}),
            ("without", {"part": _part(lines=_lines("A quiet place", "Some time"))}),
        ],
        "pause": [
            ("with a circle", {"part": _part(exercise="breathe")}),
            ("by the senses", {"part": _part(exercise="senses", text="A moment for you.")}),
            ("in own steps", {"part": tea}),
        ],
        "pause_steps": [("the short ones", {"exercise": "quick"})],
        "reflection": [
            ("alone", {"part": _part(text="What went well this week?")}),
            ("with notes", {"part": _part(text="What helps you rest?"), "notes_url": "#"}),
        ],
        "survey": [
            ("to answer", {"part": _survey()}),
            ("nothing chosen", {"part": _survey(error="Choose something first.")}),
            ("answered", {"part": _survey(state="done")}),
            ("not on the course", {"part": _survey(state="closed")}),
        ],
    }


def _part(**more) -> dict:
    return {"id": uuid.UUID(int=next(NUMBERS)), "lang": "en"} | more


def _lines(*texts: str) -> list[dict]:
    return [{"text": text} for text in texts]


def _survey(state: str = "open", **more) -> dict:
    options = [{"value": str(n), "text": words} for n, words in enumerate(WORDS, start=1)]
    row = {"name": "useful", "text": "This part helps me in my work.", "options": options}
    scale = {"prefix": f"s{next(NUMBERS)}.", "rows": [row]}
    shape = {"scale": scale, "state": state, "url": "#", "asks_words": True}
    return _part(**shape) | more
