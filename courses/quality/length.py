"""How long a lesson is: short enough for a break, and for the minutes that it promises."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from courses.quality.lists import Lists
from courses.quality.parts import Finding, Sheet
from courses.quality.words import words

FEWEST, MOST = 350, 600  # in English
GRACE = 0.05  # nobody should count single words
LONGER = {"es": 1.1, "fr": 1.15, "ar": 0.8}  # how many words say the same
SLOWEST, FASTEST = 30, 200  # words a minute, with time to think
BESIDE = {"transcript", "instead"}  # of two ways one counts
NOT_READ = BESIDE | {"alt", "feedback", "said_true", "said_false", "after", "caption"}
TAKE_TIME = {"audio", "video", "activity", "question_set", "pause", "reflection"}


def read_by_a_learner(sheet: Sheet) -> int:
    """Words of a lesson. Of two ways round one counts, and of a scenario's steps about half."""
    n = 0.0
    for part, said in sheet.said():
        if said.name not in NOT_READ and not part.is_instead and part.place.startswith("body."):
            n += len(words(said.text)) * (0.5 if part.kind == "scenario" else 1)
    return round(n)


def look(sheet: Sheet, lists: Lists) -> Iterator[Finding]:
    if not sheet.is_lesson or sheet.is_translation:
        return
    n, factor = read_by_a_learner(sheet), LONGER.get(sheet.language, 1)
    fewest, most = round(FEWEST * factor), round(MOST * factor)
    said = {"n": n, "fewest": fewest, "most": most}
    if n > most * (1 + GRACE):
        words = _("%(n)d words are long for one lesson; %(fewest)d to %(most)d read well.")
        yield Finding("", "lesson-long", words % said)
    elif n < fewest * (1 - GRACE):
        words = _("%(n)d words are few for one lesson; %(fewest)d to %(most)d are usual.")
        yield Finding("", "lesson-short", words % said)
    yield from _minutes(sheet, n, factor)


def _minutes(sheet: Sheet, n: int, factor: float) -> Iterator[Finding]:
    if not sheet.minutes:
        return
    said = {"n": n, "minutes": sheet.minutes}
    if n > sheet.minutes * FASTEST * factor:
        words = _("%(n)d words in %(minutes)d minutes is faster than most people read.")
        yield Finding("", "minutes-few", words % said)
    has_more = any(part.kind in TAKE_TIME for part in sheet.parts)
    if n < sheet.minutes * SLOWEST * factor and not has_more:
        words = _("%(minutes)d minutes are many for %(n)d words. Is something missing?")
        yield Finding("", "minutes-many", words % said)
