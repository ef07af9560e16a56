"""Captions and words of sound and film, in the language of the page (WCAG 1.2.1, 1.2.2)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from courses.quality.lists import Lists
from courses.quality.parts import MUST, Finding, Sheet


def look(sheet: Sheet, lists: Lists) -> Iterator[Finding]:
    for part in sheet.parts:
        if part.kind not in ("audio", "video"):
            continue
        has_words = any(each.name == "transcript" and each.text for each in part.said)
        severity = "advice" if sheet.is_translation else MUST
        if not has_words:
            words = _("Write down all that is said here, in the language of the page.")
            yield Finding(f"{part.place}.transcript", "clip-words", words, severity)
        captions = part.facts.get("captions")
        if part.kind == "video" and captions is not None and sheet.language not in captions:
            words = _("This film has no captions in the language of the page.")
            yield Finding(part.place, "clip-captions", words, severity)
