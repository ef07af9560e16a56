"""JSON as it should be: UTF-8 without a mark, one value a key, no NaN, not deep, not vast."""

import json
from collections.abc import Iterator

from courses.h5p.limits import Limits

UNPAIRED = range(0xD800, 0xE000)


class NotPlain(ValueError):
    """The text is no JSON, or more than we want to hold."""


def parse(text: bytes, limits: Limits):
    """Python refuses a byte order mark of its own accord."""
    if sum(map(text.count, (b",", b"[", b"{"))) > limits.marks:
        raise NotPlain
    try:
        value = json.loads(text.decode(), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise NotPlain from None
    for depth, _, leaf in walk(value):
        if depth > limits.depth or (isinstance(leaf, str) and not is_text(leaf)):
            raise NotPlain
    return value


def walk(value, key: str = "") -> Iterator[tuple[int, str, object]]:
    """Every value with its depth and the key it stands under, without recursion."""
    waiting = [(0, key, value)]
    while waiting:
        depth, key, value = waiting.pop()
        yield depth, key, value
        if isinstance(value, dict):
            waiting.extend((depth + 1, key, below) for key, below in value.items())
        elif isinstance(value, list):
            waiting.extend((depth + 1, key, below) for below in value)


def is_text(value: str) -> bool:
    """No zero and no unpaired half: a database can't keep them."""
    return "\0" not in value and not any(ord(char) in UNPAIRED for char in value)


def _once(pairs: list) -> dict:
    value = dict(pairs)
    if len(value) < len(pairs) or not all(map(is_text, value)):
        raise NotPlain
    return value


def _no_constant(name: str):
    raise NotPlain(name)
