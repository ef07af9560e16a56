"""Log lines that name events and ids; never what somebody typed, an address, or a query string.

What an exception says may quote a row or a form (“Key (email)=(…) already exists”), so only its
class and the way it came are written. Nothing can forge a line: unprintable characters are escaped.
"""

import logging
import re
import traceback
from collections.abc import Iterator
from pathlib import Path

ROOT = f"{Path(__file__).resolve().parent.parent}/"
QUERY = re.compile(r"\?[^\s'\"]*")
MAIL = re.compile(r"[^\s'\"<(=]+@[^\s'\">),]+")
KEYS = re.compile(r"(?<=/)(invitation|confirm-email|reset/key|calendar|verify)/[^/\s'\"]+")
NUMERIC = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9a-f]{0,4}:){3,}[0-9a-f]{0,4}\b")


class QuietFormatter(logging.Formatter):
    """`2026-01-31T12:00:00+0000 ERROR django.request Internal Server Error: /en/`, then the way."""

    def __init__(self) -> None:
        super().__init__(datefmt="%Y-%m-%dT%H:%M:%S%z")

    def format(self, record: logging.LogRecord) -> str:
        when = self.formatTime(record, self.datefmt)
        said = clean(message_of(record))
        lines = [f"{when} {record.levelname} {clean(record.name)} {said}"]
        if record.exc_info and record.exc_info[1]:
            lines += way_of(record.exc_info[1])
        return "\n".join(lines)


def message_of(record: logging.LogRecord) -> str:
    """The message, with the class of any exception that was passed instead of its words."""
    args = record.args
    if isinstance(args, tuple):
        args = tuple(_without_words(value) for value in args)
    elif isinstance(args, dict):
        args = {name: _without_words(value) for name, value in args.items()}
    text = str(_without_words(record.msg))
    try:
        return text % args if args else text
    except (TypeError, ValueError, KeyError):
        return text


def _without_words(value: object) -> object:
    return type(value).__name__ if isinstance(value, BaseException) else value


def clean(text: str) -> str:
    text = KEYS.sub(r"\1/…", text)
    for pattern in (QUERY, MAIL, NUMERIC):
        text = pattern.sub("…", text)
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def way_of(problem: BaseException) -> Iterator[str]:
    """Its class and frames, then those of what caused it."""
    known: set[int] = set()
    cause: BaseException | None = problem
    while cause is not None and id(cause) not in known:
        known.add(id(cause))
        yield f"  {type(cause).__module__}.{type(cause).__qualname__}"
        for frame in traceback.extract_tb(cause.__traceback__):
            place = frame.filename.removeprefix(ROOT)
            yield f"    {clean(place)}:{frame.lineno} {clean(frame.name)}"
        hidden = cause.__suppress_context__
        cause = cause.__cause__ or (None if hidden else cause.__context__)
