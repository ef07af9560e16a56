"""The lists that rules read: terms and what to say instead, topics that want a note, link words.

They ship as `content/wording/<language>.yaml`; a site changes terms in the editor (wording_desk).
"""

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import yaml

HOME = Path(__file__).resolve().parents[2] / "content" / "wording"


@dataclass(frozen=True)
class Entry:
    """A term, why to think about it, and what one could write instead."""

    term: str
    why: str = ""
    instead: str = ""
    is_used: bool = True


@dataclass(frozen=True)
class Lists:
    wording: tuple[Entry, ...] = ()
    topics: dict[str, tuple[str, ...]] = field(default_factory=dict)
    links: tuple[str, ...] = ()  # texts of links that say nothing
    pictures: tuple[str, ...] = ()  # how descriptions begin that say “image of”

    def changed(self, entries: list[Entry]) -> "Lists":
        """With what a site says of terms: its own ones, others in place, or none any more."""
        terms = {each.term: each for each in self.wording} | {each.term: each for each in entries}
        return replace(self, wording=tuple(each for each in terms.values() if each.is_used))


def languages() -> list[str]:
    return sorted(file.stem for file in HOME.glob("*.yaml"))


@cache
def shipped(language: str) -> Lists:
    """What ships for a language; nothing for one that has no list."""
    file = HOME / f"{language.partition('-')[0]}.yaml"
    if not file.is_file():
        return Lists()
    said = yaml.safe_load(file.read_text(encoding="utf-8"))
    reasons = said["reasons"]
    return Lists(
        wording=tuple(Entry(term, reasons[why], instead) for term, why, instead in said["wording"]),
        topics={topic: tuple(terms) for topic, terms in said["topics"].items()},
        links=tuple(said["links"]),
        pictures=tuple(said["pictures"]),
    )
