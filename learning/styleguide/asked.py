"""What the components of questions are shown with, in the states that a learner meets."""

import uuid
from datetime import datetime
from itertools import count
from zoneinfo import ZoneInfo

from django.utils.html import mark_safe

MOMENT = datetime(2026, 3, 1, 9, tzinfo=ZoneInfo("UTC"))
NUMBERS = count(1000)


def samples() -> dict:
    asked, done, open_set = _row(), _row("B", True), _set("unanswered", [_choices(), _pairs()])
    return {
        "activity": [
            ("to open", {"part": _activity("What can wait")}),
            ("with another way", {"part": _activity("At the desk", instead="<p>Think of it.</p>")}),
            ("done", {"part": _activity("Passing it on", is_done=True)}),
            ("gone", {"part": _activity("", player_url="", has_other_way=True)}),
        ],
        "activity_done": [("by the learner", {"part": _activity("Done", is_by_learner=True)})],
        "question": [
            ("one answer", _part(_choices())),
            ("several answers", _part(_choices(many=True))),
            ("nothing chosen", _part(_choices(), error="Choose one first.")),
            ("not right", _part(_choices(1), state="wrong", feedback=["Because of this."])),
            ("right", _part(_choices(1), state="right", is_settled=True)),
            ("matching", _part(_pairs())),
            ("half right", _part(_pairs(done, asked), state="wrong", score="1 of 2 is right.")),
            ("scenario", _part(_story())),
            ("scale", _part(_scale(), kind="scale")),
        ],
        "question_body": [("alone", {"part": _part(_choices())["part"], "lang": "en"})],
        "question_rows": [("open", {"part": _part(_pairs())["part"], "lang": "en"})],
        "question_scale": [("open", {"part": _part(_scale())["part"], "lang": "en"})],
        "question_set": [
            ("to be answered", {"part": open_set, "can_record": True}),
            ("not enough", {"part": _set("wrong", [_choices()], last=[_choices(0)])}),
            ("no try left", {"part": _set("closed", []), "can_record": True}),
            ("passed", {"part": _set("right", []), "can_record": True}),
        ],
        "question_trouble": [("hidden until needed", {})],
        "set_outcome": [("passed", {"part": _set("right", [])})],
        "story": [("a step behind", {"story": _story()["story"], "lang": "en"})],
        "talk": [("to ask", {"url": "#"}), ("asked", {"talk": {"asked_at": MOMENT}, "url": "#"})],
        "talk_row": [("waiting", {"row": _talk()})],
        **_noted(),
    }


def _noted() -> dict:
    """A content note, and the two equal ways behind it."""
    prose = {"kind": "prose", "lang": "en", "direction": "ltr", "html": _words("Some words.")}
    put = {**_set("unanswered", [_choices()]), "kind": "asked_set", "token_name": "token"}
    one = {"n": 0, "parts": [prose], "attempt": uuid.UUID(int=7), "url": "#"}
    other = one | {"n": 1, "title": "Another way", "lang": "en"}
    other |= {"asks": True, "takes": True, "counts": True}
    note = {"words": "A story about losing a home.", "lang": "en"}
    part = {"id": uuid.UUID(int=next(NUMBERS)), "note": note["words"], "lang": "en"}
    part |= {"kind": "noted", "direction": "ltr"}
    sides = {name: {"html": _words(name.title())} for name in ("shown", "instead")}
    talk = {"id": uuid.UUID(int=next(NUMBERS)), "url": "#"}
    short = {"text": "In short.", "lang": "en", "direction": "ltr"}
    return {
        "content_note": [
            (
                "two ways",
                {
                    "note": note,
                    "through": [one, other | {"parts": [prose, _asked()]}],
                    "can_record": True,
                },
            ),
            ("a person", {"note": note, "through": [one], "can_record": True, "talk": talk}),
        ],
        "way_through": [
            ("with questions", {"way": other | {"parts": [_asked()]}, "can_record": True})
        ],
        "noted_part": [("closed", {"part": part | sides})],
        "noted_talk": [("to ask", {"talk": talk})],
        "lesson_parts": [("prose", {"parts": [prose]})],
        "asked": [("not right", {"part": _asked(state="wrong", feedback=["Because."])})],
        "asked_set": [("put anew", {"part": put | {"is_put_anew": True}})],
        "short_text": [("without a picture", short)],
    }


def _asked(**more) -> dict:
    return _part(_choices(), **more)["part"] | {"is_asked": True, "kind": "question"}


def _words(words: str) -> str:
    return mark_safe(f"<p>{words}</p>")  # noqa: S308  words of this page


def _activity(title: str, **more) -> dict:
    instead = mark_safe(more.pop("instead", ""))  # noqa: S308  words of this page
    part = {
        "id": uuid.UUID(int=next(NUMBERS)),
        "title": title or "What was here",
        "language": "en",
        "lang": "en",
        "instead": instead,
        "has_other_way": bool(instead),
        "counts": "It counts once you have reached its end.",
        "player_url": "/h5p/none/",
        "said_url": "#",
        "attempt": uuid.UUID(int=7),
        "can_record": True,
    }
    return part | more


def _part(shape: dict, *, state="unanswered", error="", feedback=(), **more) -> dict:
    number = next(NUMBERS)
    part = {
        "id": uuid.UUID(int=number),
        "dom": f"s{number}",
        "kept_as": f"styleguide {number}",
        "prompt": f"What helps? ({number})",
        "lang": "en",
        "prefix": f"s{number}.",
        "state": state,
        "feedback": feedback,
        "error": error,
        "url": "#",
        "attempt": uuid.UUID(int=7),
        "button": "Check my answer",
    }
    return {"part": part | shape | more}


def _choices(chosen: int | None = None, *, many=False) -> dict:
    words = ["Asking why", "Offering a choice"]
    options = [{"id": str(n), "text": w, "is_chosen": n == chosen} for n, w in enumerate(words)]
    return {"shape": "options", "options": options, "many": many}


def _row(chosen: str = "", is_right: bool | None = None) -> dict:
    options = [{"value": v, "text": v, "is_chosen": v == chosen} for v in "AB"]
    name = f"row{next(NUMBERS)}"
    words = {"text": "Something to put beside something else", "chosen": chosen}
    return {"name": name, "options": options, "is_right": is_right} | words


def _pairs(*rows: dict) -> dict:
    return {"shape": "rows", "kind": "matching", "rows": rows or (_row(), _row())}


def _scale() -> dict:
    words = ("Not at all", "A little", "Partly", "Mostly", "Very much")
    options = [{"value": str(n), "text": w} for n, w in enumerate(words, start=1)]
    rows = [{"name": f"row{next(NUMBERS)}", "text": "I have time to rest.", "options": options}]
    return {"shape": "scale", "rows": rows}


def _story() -> dict:
    choice = {"text": "Offer a chair", "said": "They sit down."}
    step = {"id": "next", "text": "They look at the door.", "options": _choices()["options"]}
    story = [{"text": "Somebody waits in the hall.", "choice": choice}]
    return {"shape": "story", "story": story, "step": step, "way": []}


def _set(state: str, questions: list[dict], *, last=()) -> dict:
    return {
        "id": uuid.UUID(int=next(NUMBERS)),
        "title": f"What you know ({next(NUMBERS)})",
        "lang": "en",
        "rules": {"many": 2, "needed": 2},
        "state": state,
        "score": "1 of 2 is right." if state in ("wrong", "closed") else "",
        "last": [_part(each)["part"] for each in last],
        "questions": [_part(each)["part"] for each in questions],
        "url": "#",
        "talk_url": "#",
        "attempt": uuid.UUID(int=7),
    }


def _talk() -> dict:
    lesson = {"course": "Everyday practice", "lesson": "At the desk", "lang": "en"}
    return {"pk": 1, "name": "Ana", "asked_at": MOMENT} | lesson
