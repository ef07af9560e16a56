"""Tables that go out to a spreadsheet and come in from one, as CSV (RFC 4180).

A spreadsheet runs a cell that begins with = + - or @ as a formula, and what is in our cells was
typed by anybody. Each such cell goes out with an apostrophe before it, which a spreadsheet shows as
text, and comes back in without. Where the list separator is a semicolon (Spanish, French), a
spreadsheet cuts our lines elsewhere than we do; so the same is done wherever it might cut a cell.
"""

import codecs
import csv
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from itertools import chain
from typing import IO

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SEPARATORS = (",", ";", "\t")
MOST_COLUMNS = 100
CUTS = re.compile(r'([,;\t\r\n"])')
BLANK_START = re.compile(r"'*\s*?[\t\r\n]")
# Without it Excel takes UTF-8 for the old code page of its country, and every é and ع is spoilt.
BOM = codecs.BOM_UTF8


class BadSheet(Exception):
    """Words for people: why this file was not read, and what to do."""


@dataclass(frozen=True)
class Row:
    """One line below the first, by the caller's names; `line` counts as a spreadsheet does."""

    line: int
    values: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    rows: list[Row]
    ignored: list[str]  # titles of columns that nobody asked for


def write_csv(headers: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """A line at a time, so that a long table needs no memory. No cell of it is a formula."""
    line = csv.writer(_PassedOn(), lineterminator="\r\n").writerow
    yield BOM
    for row in chain([headers], rows):
        yield line([harmless(_plain(cell)) for cell in row]).encode("utf-8", "replace")


def read_csv(
    file: IO[bytes],
    *,
    columns: Mapping[str, Collection[str]],
    most_rows: int,
    most_bytes: int,
    optional: Collection[str] = (),
) -> Sheet:
    """The rows of a file that somebody chose. Raises BadSheet, and nothing else, whatever it holds.

    `columns` gives each name the titles that people may write for it; the first is the one we
    show. Case, spaces and signs do not count. A title that is in none of them is ignored and named.
    """
    text = _text(file, most_bytes)
    try:
        titles, separator = _heading(text, columns)
        places = _places(titles, columns, optional)
        rows = list(_rows(text, separator, places, len(titles), most_rows))
    except csv.Error:
        raise BadSheet(
            _("This file can't be read: a quotation mark stands where none should be.")
        ) from None
    return Sheet(rows, [t for i, t in enumerate(titles) if t and i not in places.values()])


def harmless(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet would run."""
    marked = "".join(f"'{part}" if _runs(part) else part for part in CUTS.split(text))
    return f"'{marked}" if BLANK_START.match(marked) else marked


def as_typed(cell: str) -> str:
    """What `harmless` was given."""
    text = cell[1:] if cell.startswith("'") and BLANK_START.match(cell) else cell
    return "".join(
        part[1:] if part.startswith("'") and _runs(part) else part for part in CUTS.split(text)
    )


def _runs(part: str) -> bool:
    """Whether it begins as a formula, full-width signs too; apostrophes of its own don't count."""
    first = part.lstrip("'").lstrip()[:1]
    return unicodedata.normalize("NFKC", first) in {"=", "+", "-", "@"}


def _plain(cell: object) -> str:
    return "" if cell is None else str(cell).replace("\0", "")


class _PassedOn:
    """What csv takes for a file: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def _text(file: IO[bytes], most_bytes: int) -> str:
    content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        said = _("This file is too large: it may have %(size)s at most.")
        raise BadSheet(said % {"size": filesizeformat(most_bytes)})
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise BadSheet(
            _("This is not a table in plain text. In your spreadsheet, save it as “CSV UTF-8”.")
        )
    return text


def _cells(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    return ([as_typed(cell) for cell in row] for row in reader)


def _heading(text: str, columns: Mapping[str, Collection[str]]) -> tuple[list[str], str]:
    """The titles, cut by the separator that makes most sense of them."""
    known = {_key(title) for name in columns for title in (name, *columns[name])}

    def sense(separator: str) -> int:
        try:
            return sum(_key(cell) in known for cell in next(_cells(text, separator), []))
        except csv.Error:  # quotation marks that another separator explains
            return 0

    best = max(SEPARATORS, key=sense)
    if not sense(best):
        shown = ", ".join(_title(name, columns) for name in columns)
        said = _("The first line must name the columns, such as: %(titles)s.")
        raise BadSheet(said % {"titles": shown})
    titles = [cell.strip() for cell in next(_cells(text, best))]
    if len(titles) > MOST_COLUMNS:
        raise BadSheet(_("This table has too many columns: keep only those that are needed."))
    return titles, best


def _places(
    titles: list[str], columns: Mapping[str, Collection[str]], optional: Collection[str]
) -> dict[str, int]:
    """Where each column stands; one that is optional may stand nowhere."""
    keys = [_key(title) for title in titles]
    places = {}
    for name, others in columns.items():
        wanted = {_key(title) for title in (name, *others)}
        found = [place for place, key in enumerate(keys) if key in wanted]
        if len(found) > 1:
            said = _("Two columns have the same meaning: %(title)s. Keep one of them.")
            raise BadSheet(said % {"title": _title(name, columns)})
        if found:
            places[name] = found[0]
        elif name not in optional:
            said = _("A column is missing. Its title, in the first line, is: %(title)s.")
            raise BadSheet(said % {"title": _title(name, columns)})
    return places


def _rows(
    text: str, separator: str, places: dict[str, int], width: int, most_rows: int
) -> Iterator[Row]:
    """Those with something in them; a blank line is no row, but counts as a line."""
    found = 0
    for line, cells in enumerate(_cells(text, separator), 1):
        if line == 1 or not any(cell.strip() for cell in cells):
            continue
        if any(cells[width:]):
            said = _("Line %(line)d has more cells than the first line has titles.")
            raise BadSheet(said % {"line": line})
        found += 1
        if found > most_rows:
            said = ngettext(
                "This table is too long: it may have %(count)d row at most.",
                "This table is too long: it may have %(count)d rows at most.",
                most_rows,
            )
            raise BadSheet(said % {"count": most_rows})
        yield Row(line, {name: (cells + [""] * width)[at] for name, at in places.items()})


def _title(name: str, columns: Mapping[str, Collection[str]]) -> str:
    return next(iter(columns[name]), name)


def _key(title: str) -> str:
    """What counts of a title: letters and numbers, in one spelling."""
    spelt = unicodedata.normalize("NFKC", title).casefold()
    return "".join(sign for sign in spelt if sign.isalnum())
