"""Samples of My learning and the record."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

from courses.api import Finished, Mine
from learning.mine import Group, again_line, groups, waiting_line
from learning.transcript import Entry, Record

DAY = date(2026, 3, 1)
MOMENT = datetime(2026, 3, 1, 9, tzinfo=UTC)
LONG = "A title so long that it must break on a small screen, more than once, and still be read"
CARD = {
    "title": "A course",
    "url": "#",
    "lang": "en",
    "lessons_done": 1,
    "lessons_total": 3,
    "continue_url": "#",
    "next_title": LONG,
    "next_lang": "en",
}


def samples() -> dict:
    return {
        "learning_group": [(group.slug, {"group": group}) for group in _my_learning()],
        "record": [("of two courses", {"record": _record()})],
    }


def _my_learning() -> list[Group]:
    new = CARD | {"title": LONG, "lessons_done": 0}
    done = Finished(1, "A course that is done", "en", "#", MOMENT, 25, "graded")
    gone = replace(done, title=LONG, url="", known_by="attested")
    said = {"words": "Before the first shift.", "on": DAY}
    return groups(
        Mine([CARD, new], [CARD], [done, gone]),
        of=SimpleNamespace(day=lambda at: at.date()),
        waiting=[
            waiting_line("A course for you", "en", "#", due_on=DAY, **said),
            waiting_line(LONG, "en", "#", due_on=date(2026, 2, 1), **said),
        ],
        again=[again_line("Something new", "en", "#", why="A number changed.", why_lang="en")],
    )


def _record() -> Record:
    facts = {"day": DAY, "minutes": 25, "in_minutes": "25 min", "languages": "English"}
    one = Entry("A course", "en", "", topics=["Rights: 25 min"], known="Confirmed", **facts)
    other = replace(one, title=LONG, title_in="English", topics=[])
    return Record("Ana", "An organisation with a long name", DAY, [one, other])
