"""Content notes where a lesson touches what may be hard to read, and none was given."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.quality.lists import Lists
from courses.quality.matching import found
from courses.quality.parts import Finding, Said, Sheet
from courses.quality.words import plain

CITED = re.compile(r"\(\d{4}\)[,،] <i>.*?</i>", re.DOTALL)  # the title of a work: not ours to say

TOPICS = {
    "violence": gettext_lazy("violence"),
    "sexual_violence": gettext_lazy("sexual violence"),
    "suicide": gettext_lazy("suicide"),
    "self_harm": gettext_lazy("hurting oneself"),
    "torture": gettext_lazy("torture"),
    "child_abuse": gettext_lazy("harm to children"),
    "detention": gettext_lazy("detention"),
    "death": gettext_lazy("death and loss"),
    "trafficking": gettext_lazy("trafficking and forced work"),
}


def look(sheet: Sheet, lists: Lists) -> Iterator[Finding]:
    """One finding for each topic, where it is first named in the open."""
    if not sheet.is_lesson or sheet.has_note or sheet.is_translation:
        return
    open_texts = [
        (each.place, _own(each)) for part, each in sheet.said() if not part.is_behind_note
    ]
    for topic, terms in lists.topics.items():
        for place, text in open_texts:
            hit = next((hit for term in terms for hit in found(term, text, sheet.language)), "")
            if hit:
                words = _("This lesson speaks of %(topic)s. Say so in a content note?")
                yield Finding(
                    place,
                    "note-missing",
                    words % {"topic": TOPICS.get(topic, topic)},
                    quote=hit,
                )
                break


def _own(said: Said) -> str:
    """Its words without titles of cited works, “Author (year), *Title*”."""
    return plain(CITED.sub("", said.words)) if said.is_rich else said.text
