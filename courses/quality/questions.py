"""Answers that can be told apart, and something to learn from whichever was chosen."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from courses.quality.lists import Lists
from courses.quality.parts import MUST, Finding, Part, Said, Sheet

ANSWERS = {"text", "left", "right", "label"}
FEEDBACK = {"feedback", "said_true", "said_false", "after"}
ASKED = {"question", "several", "true_false", "matching", "ordering", "scenario", "scale"}
WITH_LINES = {"checklist", "pause", "survey", "figure"}


def look(sheet: Sheet, lists: Lists) -> Iterator[Finding]:
    for part in sheet.parts:
        if part.kind in ASKED | WITH_LINES:
            yield from _alike(part)
            if not sheet.is_translation:
                yield from _empty(part)


def _list_of(said: Said) -> tuple[str, str]:
    """Answers of one list, and its name for words: two lists may say the same."""
    return said.place.rsplit(".", 2)[0], said.name


def _in_a_list(part: Part) -> list[Said]:
    depth = part.place.count(".") + 2
    return [s for s in part.said if s.name in ANSWERS and s.place.count(".") > depth]


def _alike(part: Part) -> Iterator[Finding]:
    seen: Counter = Counter()
    for said in _in_a_list(part):
        key = (_list_of(said), " ".join(said.text.casefold().split()))
        seen[key] += 1
        if said.text and seen[key] == 2 and not (part.kind == "matching" and said.name == "right"):
            words = _("Two of these say the same: “%(text)s”.") % {"text": said.text}
            yield Finding(said.place, "answers-alike", words, quote=said.text)


def _empty(part: Part) -> Iterator[Finding]:
    if any(not said.text for said in _in_a_list(part)):
        words = _("One of these has no words.")
        yield Finding(part.place, "answer-empty", words, MUST)
    silent = [said for said in part.said if said.name in FEEDBACK and not said.text]
    if silent and part.kind in ASKED:
        words = _("%(n)d answers here say nothing back. Say what one can learn from each.")
        if len(silent) == 1:
            words = _("One answer here says nothing back. Say what one can learn from it.")
        yield Finding(silent[0].place, "feedback-missing", words % {"n": len(silent)})
