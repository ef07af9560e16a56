"""An answer in words, from the question as a page stores it: for whoever takes their data along."""

import html
from collections.abc import Callable

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.questions.given import Given
from courses.questions.stored import FALSE, TRUE


def prompt(block: dict) -> str:
    return plain(block["value"]["prompt"])


def told(block: dict, given: Given) -> str:
    """What somebody answered to this question; empty where nothing of it is there any more."""
    tell = TELL.get(block["type"])
    return tell(block["value"], dict(given), {value for _, value in given}) if tell else ""


def plain(rich_text: str) -> str:
    return html.unescape(strip_tags(rich_text)).strip()


def _options(value: dict, by_place: dict, chosen: set) -> str:
    return ", ".join(o["value"]["text"] for o in value["options"] if o["id"] in chosen)


def _true_false(value: dict, by_place: dict, chosen: set) -> str:
    words = {TRUE: pgettext("answer", "True"), FALSE: pgettext("answer", "False")}
    return ", ".join(words[each] for each in sorted(chosen & words.keys()))


def _matching(value: dict, by_place: dict, chosen: set) -> str:
    rights = {pair["id"]: pair["value"]["right"] for pair in value["pairs"]}
    rights |= {other["id"]: other["value"]["text"] for other in value["others"]}
    lefts = {pair["id"]: pair["value"]["left"] for pair in value["pairs"]}
    return _pairs((lefts[p], rights.get(v, "")) for p, v in by_place.items() if p in lefts)


def _ordering(value: dict, by_place: dict, chosen: set) -> str:
    texts = {item["id"]: item["value"]["text"] for item in value["items"]}
    known = [(int(number), texts[item]) for item, number in by_place.items() if item in texts]
    return _pairs((str(number), text) for number, text in sorted(known))


def _scenario(value: dict, by_place: dict, chosen: set) -> str:
    choices = (choice for step in value["steps"] for choice in step["value"]["choices"])
    return " → ".join(each["value"]["text"] for each in choices if each["id"] in chosen)


def _scale(value: dict, by_place: dict, chosen: set) -> str:
    texts = {item["id"]: item["value"]["text"] for item in value["statements"]}
    return _pairs((texts[place], v) for place, v in by_place.items() if place in texts)


def _pairs(pairs) -> str:
    one = _("%(left)s: %(right)s")
    return "; ".join(one % {"left": left, "right": right} for left, right in pairs)


TELL: dict[str, Callable[[dict, dict, set], str]] = {
    "question": _options,
    "several": _options,
    "true_false": _true_false,
    "matching": _matching,
    "ordering": _ordering,
    "scenario": _scenario,
    "scale": _scale,
}
