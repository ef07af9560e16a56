"""Words for people who cannot see a picture (WCAG 1.1.1)."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from courses.quality.lists import Lists
from courses.quality.parts import MUST, Finding, Part, Said, Sheet
from courses.quality.words import fold, words

WITH_ALT = ("image", "figure", "short_picture")
LONGEST = 200  # a listener cannot skip within it; longer belongs in the text
FILE = re.compile(r"\S+\.(?:jpe?g|png|gif|svg|webp|avif|heic|bmp|tiff?)", re.IGNORECASE)
CAMERA = re.compile(r"(?:IMG|DSC|DSCN|PXL|image|photo|screenshot)[-_ ]?\d[\d\-_ ]*", re.IGNORECASE)


def look(sheet: Sheet, lists: Lists) -> Iterator[Finding]:
    for part in sheet.parts:
        if part.kind in WITH_ALT and not _decorates(part):
            said = [each for each in part.said if each.name == "alt"]
            if not any(each.text for each in said) and not sheet.is_translation:
                message = _("Say what the picture shows, or mark it as decoration.")
                yield Finding(f"{part.place}.alt", "alt-missing", message, MUST)
            for each in said:
                yield from _of_words(part, each, lists)


def _decorates(part: Part) -> bool:
    return isinstance(part.value, dict) and bool(part.value.get("decorative"))


def _of_words(part: Part, said: Said, lists: Lists) -> Iterator[Finding]:
    text = said.text
    if text and (FILE.fullmatch(text) or CAMERA.fullmatch(text) or text == part.facts.get("file")):
        message = _("This is the name of a file. Say what the picture shows.")
        yield Finding(said.place, "alt-file-name", message, quote=text)
    elif len(text) > LONGEST:
        message = _("These words are longer than %(most)d characters. Put the rest in the text.")
        yield Finding(said.place, "alt-long", message % {"most": LONGEST}, quote=text[:40])
    if _as_words(text).startswith(tuple(_as_words(each) for each in lists.pictures)):
        message = _("Leave out “image of”. A screen reader says that it is a picture.")
        yield Finding(said.place, "alt-image-of", message, quote=" ".join(text.split()[:3]))


def _as_words(text: str) -> str:
    return " ".join(fold(word) for word in words(text)) + " "
