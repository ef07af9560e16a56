"""Where a rule was read: an example from others is never theirs as it stands here."""

from dataclasses import dataclass

from certification import rules
from certification.in_words.reading import CERTAINTY

OURS = "known"  # nobody else's text stands behind it


@dataclass(frozen=True)
class Origin:
    """`read` is a month, as 2026-11; `certainty` a sentence."""

    name: str
    url: str
    read: str
    certainty: str


def origin_of(text: str) -> Origin | None:
    """Of a text that reads, where it was read from others; None where it is one's own."""
    source = rules.scheme_in(text).current.source
    if not source or source["certainty"] == OURS:
        return None
    certainty = CERTAINTY[source["certainty"]]()
    return Origin(source["name"], source["url"], source["read"], certainty)
