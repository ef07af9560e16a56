"""Every rule, asked of one page."""

from collections.abc import Callable, Iterator

from courses.quality import (
    clips,
    headings,
    length,
    links,
    notes,
    pictures,
    placeholders,
    questions,
    reading,
    wording,
)
from courses.quality.lists import Lists
from courses.quality.parts import MUST, Finding, Sheet

Rule = Callable[[Sheet, Lists], Iterator[Finding]]
RULES: tuple[Rule, ...] = (
    pictures.look,
    clips.look,
    headings.look,
    links.look,
    notes.look,
    questions.look,
    placeholders.look,
    wording.look,
    reading.look,
    length.look,
)


def findings(sheet: Sheet, lists: Lists) -> list[Finding]:
    """What there is to mend, in the order of the page; of one place, what must be first."""
    found = [finding for rule in RULES for finding in rule(sheet, lists)]
    order = {part.place: n for n, part in enumerate(sheet.parts)}
    order |= {each.place: order[part.place] for part, each in sheet.said()}
    return sorted(found, key=lambda each: (order.get(each.place, -1), each.severity != MUST))
