"""Fields are taken out of a mapping one by one; what is left over, or no word we know, is refused.

Every refusal says where: `requires.all[2].sum.min`.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import TypeVar

T = TypeVar("T")
MISSING = object()
SHARE = re.compile(r"\d{1,9}(?:\.\d{1,9})?%?|\d{1,9}/\d{1,9}")  # "1e9999999" would never end


class Refused(Exception):
    """A file does not say what it must. `path` is where, `why` a sentence without its full stop."""

    def __init__(self, path: str, why: str):
        super().__init__(f"{path}: {why}" if path else why)
        self.path, self.why = path, why


class Fields:
    """A mapping whose fields are taken once. `done()` refuses what nobody took."""

    def __init__(self, value: object, path: str):
        if not isinstance(value, dict):
            raise Refused(path, "fields are expected here")
        self.path, self._left = path, dict(value)

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        return key in self._left

    def take(self, key: str, read: Callable[[object, str], T], default: object = MISSING) -> T:
        """What `read(value, path)` makes of it; the default where it is not there."""
        if key not in self._left:
            if default is MISSING:
                raise Refused(self.at(key), "this is missing")
            return default  # type: ignore[return-value]
        return read(self._left.pop(key), self.at(key))

    def drop(self, *keys: str) -> None:
        for key in keys:
            self._left.pop(key, None)

    def one_of(self, keys: Iterable[str]) -> str:
        """Which one of these stands here; exactly one must."""
        found = [key for key in keys if key in self._left]
        if len(found) != 1:
            names = ", ".join(keys)
            raise Refused(self.path, f"exactly one of {names} is expected here")
        return found[0]

    def done(self) -> None:
        for key in self._left:
            raise Refused(self.at(str(key)), "this key is not known")


def text(value: object, path: str) -> str:
    if not isinstance(value, str) or not value:
        raise Refused(path, "words are expected here")
    return value


def slug(value: object, path: str) -> str:
    if isinstance(value, str | int) and not isinstance(value, bool) and str(value):
        return str(value)
    raise Refused(path, "a short name is expected here")


def number(value: object, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Refused(path, "a whole number is expected here")
    return value


def some(value: object, path: str) -> int:
    if number(value, path) < 1:
        raise Refused(path, "a whole number of at least 1 is expected here")
    return int(value)  # type: ignore[call-overload]


def truth(value: object, path: str) -> bool:
    if not isinstance(value, bool):
        raise Refused(path, "true or false is expected here")
    return value


def day(value: object, path: str) -> date:
    if type(value) is not date:
        raise Refused(path, "a day such as 2026-03-31 is expected here")
    return value


def maybe(read: Callable[[object, str], T]) -> Callable[[object, str], T | None]:
    """`null` is allowed, too."""
    return lambda value, path: None if value is None else read(value, path)


def word(*words: str) -> Callable[[object, str], str]:
    def read(value: object, path: str) -> str:
        if value not in words:
            raise Refused(path, f"one of {', '.join(words)} is expected here")
        return str(value)

    return read


def listed(read: Callable[[object, str], T]) -> Callable[[object, str], tuple[T, ...]]:
    def read_all(value: object, path: str) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise Refused(path, "a list is expected here")
        return tuple(read(each, f"{path}[{n}]") for n, each in enumerate(value))

    return read_all


def one_or_more(read: Callable[[object, str], T]) -> Callable[[object, str], tuple[T, ...]]:
    """A single one stands for a list of one."""

    def read_all(value: object, path: str) -> tuple[T, ...]:
        if isinstance(value, list):
            return listed(read)(value, path)
        return (read(value, path),)

    return read_all


def share(value: object, path: str) -> Fraction:
    """`1`, `"1/2"`, `"5%"`."""
    try:
        if isinstance(value, int) and not isinstance(value, bool):
            found = Fraction(value)
        elif not isinstance(value, str) or not SHARE.fullmatch(value):
            raise ValueError
        elif value.endswith("%"):
            found = Fraction(value[:-1]) / 100
        else:
            found = Fraction(value)
    except (ValueError, ZeroDivisionError):
        raise Refused(path, 'a share such as 1, "1/2" or "5%" is expected here') from None
    if found < 0:
        raise Refused(path, "a share is not negative")
    return found
