"""What links say and where they lead (WCAG 2.4.4). No address is ever called."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from courses.quality.lists import Lists
from courses.quality.parts import Finding, Said, Sheet
from courses.quality.words import fold, plain

LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.IGNORECASE | re.DOTALL)
ATTRIBUTE = re.compile(r"""\b(href|linktype|id)="([^"]*)\"""")
BARE = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
AS_NUMBERS = re.compile(r"[\d.]+|[\da-f:.]*:[\da-f:.]*", re.IGNORECASE)


def look(sheet: Sheet, lists: Lists) -> Iterator[Finding]:
    empty = {_bare(each) for each in lists.links}
    for part, said in sheet.said():
        for attributes, inner in LINK.findall(said.words) if said.is_rich else ():
            text, said_of_it = plain(inner), dict(ATTRIBUTE.findall(attributes))
            yield from _of_link(said, said_of_it.get("href", ""), text, empty)
            if target(attributes) in sheet.lost:
                words = _("What this link leads to is no longer there, or not published.")
                yield Finding(said.place, "link-lost", words, quote=text)
        if part.kind == "quotation" and said.name == "source" and isinstance(part.value, dict):
            yield from _of_address(said, part.value.get("link") or "")


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def target(attributes: str) -> tuple[str, str]:
    """The kind and the number of what a link within the site leads to; empty for another one."""
    said = dict(ATTRIBUTE.findall(attributes))
    return said.get("linktype", ""), said.get("id", "")


def _of_link(said: Said, href: str, text: str, empty: set[str]) -> Iterator[Finding]:
    if not text.strip():
        yield Finding(said.place, "link-empty", _("A link here has no words."))
    elif BARE.fullmatch(text.strip()):
        words = _("Write where the link leads in words, not as an address.")
        yield Finding(said.place, "link-address", words, quote=text)
    elif _bare(text) in empty:
        words = _("“%(text)s” says nothing by itself. Say where the link leads.") % {"text": text}
        yield Finding(said.place, "link-says-nothing", words, quote=text)
    yield from _of_address(said, href, text)


def _of_address(said: Said, href: str, text: str = "") -> Iterator[Finding]:
    if href.lower().startswith(("http://", "https://")) and not _is_sound(href):
        words = _("This address can’t be right: %(address)s") % {"address": href}
        yield Finding(said.place, "link-address-wrong", words, quote=text or href)


def _is_sound(href: str) -> bool:
    try:
        host = urlsplit(href).hostname or ""
    except ValueError:
        return False
    labels = host.rstrip(".").split(".")
    is_named = len(labels) > 1 and all(LABEL.fullmatch(each) for each in labels)
    return not re.search(r"\s", href) and (is_named or bool(AS_NUMBERS.fullmatch(host)))
