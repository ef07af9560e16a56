"""Every address that the site knows, taken from its resolver: what somebody may try by hand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from django.urls import URLResolver, get_resolver
from django.utils.regex_helper import normalize
from django.utils.translation import override

ANYTHING = {  # where no known object stands for it
    "uuid": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
    "slug": "listening",
    "path": "images/door.png",
    "filename": "door.png",
    "lang_code": "en",
    "locale_code": "en",
}
SUFFICIENT = 24


@dataclass(frozen=True)
class Pattern:
    """One address with gaps, and the names of the gaps."""

    name: str
    template: str
    gaps: tuple[str, ...]

    def filled(self, known: dict[str, list] | None = None) -> Iterator[str]:
        """With each known object in each gap; several ways, but not endlessly many."""
        values = [list((known or {}).get(gap, ())) or [ANYTHING.get(gap, "1")] for gap in self.gaps]
        for _, chosen in zip(range(SUFFICIENT), product(*values), strict=False):
            yield "/" + self.template % dict(zip(self.gaps, chosen, strict=True))


def patterns() -> list[Pattern]:
    with override("en"):
        return list(_below(get_resolver(), ""))


def _below(resolver, prefix: str) -> Iterator[Pattern]:
    for part in resolver.url_patterns:
        regex = prefix + _regex_of(part.pattern)
        if isinstance(part, URLResolver):
            yield from _below(part, regex)
        else:
            template, gaps = normalize(regex)[0]
            yield Pattern(part.name or "", template, tuple(gaps))


def _regex_of(pattern) -> str:
    prefix = getattr(pattern, "language_prefix", None)  # /en/ is no regular expression
    regex = re.escape(prefix) if prefix is not None else pattern.regex.pattern
    return regex.removeprefix("^").removesuffix("\\Z").removesuffix("$")
