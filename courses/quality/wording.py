"""Words that put the person first and frighten nobody: advice from a list, never a refusal."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from courses.quality.lists import Lists
from courses.quality.matching import found
from courses.quality.parts import Finding, Sheet


def look(sheet: Sheet, lists: Lists) -> Iterator[Finding]:
    """Each term once for each text."""
    for _part, said in sheet.said():
        for entry in lists.wording:
            hit = next(found(entry.term, said.text, sheet.language), "")
            if hit:
                words = _("Is there a better word than “%(word)s”?") % {"word": hit}
                more = " · ".join(filter(None, (entry.why, entry.instead)))
                yield Finding(said.place, "wording", words, quote=hit, more=more)
