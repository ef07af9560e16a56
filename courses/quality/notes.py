"""Content notes where a lesson touches what may be hard to read, and none was given."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.quality.lists import Lists
from courses.quality.matching import found
from courses.quality.parts import Finding, Sheet

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
    open_texts = [each for part, each in sheet.said() if not part.is_behind_note]
    for topic, terms in lists.topics.items():
        for said in open_texts:
            hit = next(
                (hit for term in terms for hit in found(term, said.text, sheet.language)), ""
            )
            if hit:
                words = _("This lesson speaks of %(topic)s. Say so in a content note?")
                yield Finding(
                    said.place,
                    "note-missing",
                    words % {"topic": TOPICS.get(topic, topic)},
                    quote=hit,
                )
                break
