"""Headings in order, and links to them that arrive; the same rules that publishing asks."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from courses import headings
from courses.quality.lists import Lists
from courses.quality.parts import MUST, Finding, Sheet
from courses.quality.words import plain, words

HEADING = re.compile(r"<h[23]\b[^>]*>(.*?)</h[23]>", re.DOTALL)
LONGEST_WITHOUT = 250  # words; what is longer is hard to find one's way in


def look(sheet: Sheet, lists: Lists) -> Iterator[Finding]:
    if not sheet.is_lesson or sheet.is_translation:
        return
    said = {
        headings.NO_MAIN: _("A smaller heading stands below a main one. Put that first."),
        headings.TWICE: _("This name for links stands twice in the lesson."),
        headings.TAKEN: _("The page uses this name for links itself. Choose another."),
        headings.NOWHERE: _("A link here leads to a heading that is not in the lesson."),
    }
    body = [part for part in sheet.parts if part.place.startswith("body.")]
    for place, trouble in headings.troubles([(part.kind, part.value) for part in body]):
        code = "link-nowhere" if trouble == headings.NOWHERE else "heading-order"
        yield Finding(body[place].place, code, said[trouble], MUST)
    for part in body:
        for each in part.said:
            yield from _of_text(each, part.kind)


def _of_text(said, kind: str) -> Iterator[Finding]:
    found = HEADING.findall(said.words) if said.is_rich else []
    if any(not plain(inner) for inner in found):
        yield Finding(said.place, "heading-empty", _("A heading here has no words."))
    if kind == "text" and not found and len(words(said.text)) > LONGEST_WITHOUT:
        yield Finding(said.place, "heading-none", _("This is a long text. Give it headings."))
