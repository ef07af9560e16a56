"""Which canary may be seen by whom: the only allow-list of the crawl, grown by each room.

A canary is a word planted in one object; whoever is not named here must never meet it, on any page
that they can reach by links, nor at any address that the site knows.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Canary:
    """A word, where it stands, and who may read it (by the cast's names; "visitor" is nobody)."""

    word: str
    stands_in: str
    seen_by: frozenset[str]


EVERYBODY = frozenset({"visitor", "ana", "bo", "cy", "eve", "kit", "sam"})
WHO_WRITES_PAGES = frozenset({"eve"})
WHO_SEES_THE_TREE = frozenset({"eve", "kit", "sam"})

CANARIES = [
    Canary("kestrelone", "a lesson that visitors may read", EVERYBODY),
    Canary("kestreltwo", "a lesson for members", EVERYBODY - {"visitor"}),
    Canary("kestrelthree", "a lesson that Ana alone was put on", frozenset({"ana", "eve"})),
    Canary("kestrelfour", "a draft", WHO_WRITES_PAGES),
    Canary("kestrelfive", "a translation that is not live", WHO_WRITES_PAGES),
    Canary("kestrelsix", "Ana's legal name", frozenset()),
    Canary("kestrelseven", "Ana's address", frozenset({"ana"})),
    Canary("kestreleight", "what was said to the answer that Ana gave", frozenset({"ana", "eve"})),
    Canary("kestrelnine", "a notice to Ana", frozenset()),  # hers, once there is a page for it
    Canary("kestrelten", "Ana's chosen name", frozenset({"ana"})),
    Canary("kestrelparked", "what Ana sent after a lock", frozenset({"ana"})),
]
