"""Whether a definition of questions is sound: the schema of the format, and what no schema can say.

The schema is `wellbeing/instrument.schema.json`. The room asks the same in the browser
(`wellbeing/room/rules.js`), for it trusts nobody; one table tests both. Nothing here knows a row, a
request or a language of the site.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}")
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
ADDRESS = re.compile(
    r"https://[A-Za-z0-9.-]+\.[A-Za-z]{2,}(:[0-9]+)?(/[A-Za-z0-9%._~/?#=&:+,;@!*()-]*)?"
)
# Signs that nobody sees, or that turn the order of those around them.
HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
MOST = 1_000_000
FOR_PUBLISHED = ("terms_url", "confirmed_by_role", "confirmed_month", "wording_fixed")


class Problem(NamedTuple):
    """What is wrong, as a code, and where, such as `items[2].text.ar`."""

    code: str
    path: str


Found = Iterator[Problem]
Rule = Callable[[Any, str], Iterable[Problem]]


def problems_of(definition: object) -> list[Problem]:
    """Nothing where it may be used. Takes anything that JSON can hold, and raises nothing."""
    found = list(DEFINITION(definition, ""))
    if found or not isinstance(definition, dict):
        return found
    rules = (_rights, _once_each, _complete, _leading_somewhere, _fitting, _rising)
    return [problem for rule in rules for problem in rule(definition)]


# What the schema says


def _one_of(*allowed: str) -> Rule:
    def rule(value, path):
        if not (isinstance(value, str) and value in allowed):
            yield Problem("value", path)

    return rule


def _yes_or_no(value, path) -> Found:
    if not isinstance(value, bool):
        yield Problem("shape", path)


def _any_text(value, path) -> Found:
    if not isinstance(value, str):
        yield Problem("shape", path)


def _words(most: int, least: int = 1) -> Rule:
    def rule(value, path):
        if not isinstance(value, str):
            yield Problem("shape", path)
            return
        seen = HIDDEN.sub("", value)
        if not least <= len(value) <= most or not seen.strip():
            yield Problem("length", path)
        if "<" in value or ">" in value:
            yield Problem("markup", path)
        if seen != value:
            yield Problem("hidden", path)

    return rule


def _matching(pattern: re.Pattern, most: int) -> Rule:
    def rule(value, path):
        if not isinstance(value, str):
            yield Problem("shape", path)
        elif len(value) > most or not pattern.fullmatch(value):
            yield Problem("value", path)

    return rule


def _number(*, least=-MOST, most=MOST, is_above=None, is_whole=False) -> Rule:
    def rule(value, path):
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield Problem("shape", path)
        elif not least <= value <= most or (is_above is not None and value <= is_above):
            yield Problem("value", path)  # what is no number (NaN) lies nowhere
        elif is_whole and value != int(value):
            yield Problem("value", path)

    return rule


def _list(rule: Rule, least: int, most: int) -> Rule:
    def of_all(value, path):
        if not isinstance(value, list):
            yield Problem("shape", path)
        elif not least <= len(value) <= most:
            yield Problem("length", path)
        else:
            for at, each in enumerate(value):
                yield from rule(each, f"{path}[{at}]")

    return of_all


def _named(key_rule: Rule, rule: Rule, least: int, most: int) -> Rule:
    def of_all(value, path):
        if not isinstance(value, dict):
            yield Problem("shape", path)
        elif not least <= len(value) <= most:
            yield Problem("length", path)
        else:
            for key, each in value.items():
                yield from key_rule(key, _within(path, key))
                yield from rule(each, _within(path, key))

    return of_all


def _record(required: dict[str, Rule], optional: dict[str, Rule] | None = None) -> Rule:
    parts = required | (optional or {})

    def rule(value, path):
        if not isinstance(value, dict):
            yield Problem("shape", path)
            return
        yield from (Problem("missing", _within(path, key)) for key in required if key not in value)
        for key, each in value.items():
            here = _within(path, key)
            yield from parts[key](each, here) if key in parts else [Problem("unknown", here)]

    return rule


def _within(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


_name = _matching(NAME, 40)
_line = _words(200, 2)
_text = _named(_matching(LANGUAGE, 40), _words(600), 1, 40)
_bases = ("own-work", "public-domain", "open-licence", "holder-standing-terms")
_rights_record = _record(
    {
        "holder": _line,
        "licence": _line,
        "basis": _one_of(*_bases, "written-permission"),
        "attribution": _text,
    },
    {
        "terms_url": _matching(ADDRESS, 200),
        "confirmed_by_role": _line,
        "confirmed_month": _matching(MONTH, 7),
        "wording_fixed": _yes_or_no,
        "may_be_sold": _yes_or_no,
    },
)
_item = _record(
    {"id": _name, "scale": _any_text, "text": _text},
    {
        "reverse": _yes_or_no,
        "support_now": _record({"at_least": _number(), "panel": _any_text}),
    },
)
_band = _record({"id": _name, "label": _text}, {"below": _number(), "panel": _any_text})
_group = _record(
    {
        "id": _name,
        "label": _text,
        "items": _list(_any_text, 1, 60),
        "combine": _one_of("sum", "mean", "none"),
        "direction": _one_of("higher-is-heavier", "higher-is-lighter"),
        "min_answered": _number(least=1, most=60, is_whole=True),
    },
    {
        "missing": _one_of("refuse", "mean-of-answered"),
        "multiply": _number(is_above=0),
        "standardise": _record({"mean": _number(), "sd": _number(is_above=0), "source": _line}),
        "bands": _list(_band, 2, 12),
        "band_source": _line,
    },
)
DEFINITION = _record(
    {
        "format": _one_of("self-check-instrument/1"),
        "id": _name,
        "version": _matching(VERSION, 14),
        "kind": _one_of("reflective", "published"),
        "rights": _rights_record,
        "languages": _list(_matching(LANGUAGE, 40), 1, 40),
        "title": _text,
        "recall_days": _number(least=1, most=365, is_whole=True),
        "min_interval_days": _number(least=7, most=365, is_whole=True),
        "response_scales": _named(
            _name, _list(_record({"value": _number(), "label": _text}), 2, 11), 1, 12
        ),
        "items": _list(_item, 1, 60),
        "subscales": _list(_group, 1, 12),
    },
    {"intro": _text, "panels": _named(_name, _text, 0, 12)},
)


# What it can't say


def _rights(definition) -> Found:
    if definition["kind"] == "published":
        rights = definition["rights"]
        lacking = (part for part in FOR_PUBLISHED if part not in rights)
        yield from (Problem("rights", f"rights.{part}") for part in lacking)


def _once_each(definition) -> Found:
    yield from _once(definition["languages"], "languages[{}]")
    yield from _once(_ids(definition["items"]), "items[{}].id")
    yield from _once(_ids(definition["subscales"]), "subscales[{}].id")
    for name, scale in definition["response_scales"].items():
        values = [option["value"] for option in scale]
        yield from _once(values, f"response_scales.{name}[{{}}].value")
    for here, group in _groups(definition):
        yield from _once(group["items"], here + ".items[{}]")
        yield from _once(_ids(group.get("bands", [])), here + ".bands[{}].id")


def _ids(things: list[dict]) -> list[str]:
    return [thing["id"] for thing in things]


def _once(values: list, path: str) -> Found:
    for at, value in enumerate(values):
        if value in values[:at]:
            yield Problem("twice", path.format(at))


def _groups(definition) -> Iterator[tuple[str, dict]]:
    for at, group in enumerate(definition["subscales"]):
        yield f"subscales[{at}]", group


def _complete(definition) -> Found:
    languages = definition["languages"]
    for path, text in texts_of(definition):
        missing = (each for each in dict.fromkeys(languages) if each not in text)
        beside = (each for each in text if each not in languages)
        yield from (Problem("language", f"{path}.{each}") for each in (*missing, *beside))


def texts_of(definition: dict) -> Iterator[tuple[str, dict[str, str]]]:
    """Every text of a sound definition, with its path."""
    yield "title", definition["title"]
    if "intro" in definition:
        yield "intro", definition["intro"]
    yield "rights.attribution", definition["rights"]["attribution"]
    for name, panel in definition.get("panels", {}).items():
        yield f"panels.{name}", panel
    for name, scale in definition["response_scales"].items():
        for at, option in enumerate(scale):
            yield f"response_scales.{name}[{at}].label", option["label"]
    for at, item in enumerate(definition["items"]):
        yield f"items[{at}].text", item["text"]
    for here, group in _groups(definition):
        yield f"{here}.label", group["label"]
        for at, band in enumerate(group.get("bands", [])):
            yield f"{here}.bands[{at}].label", band["label"]


def _leading_somewhere(definition) -> Found:
    ids, panels = _ids(definition["items"]), definition.get("panels", {})
    for at, item in enumerate(definition["items"]):
        if item["scale"] not in definition["response_scales"]:
            yield Problem("nowhere", f"items[{at}].scale")
        if "support_now" in item and item["support_now"]["panel"] not in panels:
            yield Problem("nowhere", f"items[{at}].support_now.panel")
    for here, group in _groups(definition):
        for at, name in enumerate(group["items"]):
            if name not in ids:
                yield Problem("nowhere", f"{here}.items[{at}]")
        for at, band in enumerate(group.get("bands", [])):
            if "panel" in band and band["panel"] not in panels:
                yield Problem("nowhere", f"{here}.bands[{at}].panel")


def _fitting(definition) -> Found:
    for at, item in enumerate(definition["items"]):
        values = [each["value"] for each in definition["response_scales"].get(item["scale"], [])]
        if "support_now" in item and values and item["support_now"]["at_least"] > max(values):
            yield Problem("fit", f"items[{at}].support_now.at_least")
    for here, group in _groups(definition):
        if group["min_answered"] > len(group["items"]):
            yield Problem("fit", f"{here}.min_answered")
        if group["combine"] == "none":
            beside = ("multiply", "standardise", "bands")
            yield from (Problem("fit", f"{here}.{part}") for part in beside if part in group)


def _rising(definition) -> Found:
    """Each band begins where the one before ends; the last is open; somebody stands for them."""
    for here, group in _groups(definition):
        bands = group.get("bands", [])
        if bands and "band_source" not in group:
            yield Problem("rights", f"{here}.band_source")
        limits = [band.get("below") for band in bands]
        for at, below in enumerate(limits):
            before = limits[at - 1] if at else -MOST - 1
            is_last = at == len(limits) - 1
            is_sound = below is None if is_last else _is_above(below, before)
            if not is_sound:
                yield Problem("bands", f"{here}.bands[{at}]")


def _is_above(limit: float | None, before: float | None) -> bool:
    return limit is not None and before is not None and limit > before
