"""What a translation may not lose: placeholders such as %(name)s and {name}."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from courses.quality.lists import Lists
from courses.quality.parts import MUST, Finding, Sheet
from office.po import PLACEHOLDER


def look(sheet: Sheet, lists: Lists) -> Iterator[Finding]:
    for place, source, translated in sheet.pairs:
        wanted, there = (Counter(PLACEHOLDER.findall(text)) for text in (source, translated))
        if wanted != there:
            words = _("The translation must hold the same placeholders: %(them)s.")
            them = ", ".join(sorted(wanted)) or _("none")
            yield Finding(place, "placeholders", words % {"them": them}, MUST)
