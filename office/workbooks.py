"""Tables as XLSX, the file that spreadsheets make: written so that no cell runs, read with care.

What comes in is unpacked within bounds, and only its first sheet is read, as text; from there on it
is a table like any other (`sheets.read_csv`).
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import IO

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from office import sheets

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARK = b"PK\x03\x04"
MOST_UNPACKED = 30 * 1024 * 1024
MOST_PARTS = 200
MOST_CELLS = 400_000


def write(headers: Iterable[object], rows: Iterable[Iterable[object]], *, title: str) -> bytes:
    """One sheet. Whole numbers stay numbers; every other cell is text, and none a formula."""
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in (headers, *rows):
        sheet.append([_cell(sheet, value) for value in row])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _cell(sheet, value: object):
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = "" if value is None else ILLEGAL_CHARACTERS_RE.sub("", str(value))
    cell = WriteOnlyCell(sheet, value=sheets.harmless(text))
    cell.data_type = "s"  # openpyxl takes = for a formula, and #N/A for an error
    return cell


def is_one(file: IO[bytes]) -> bool:
    """Whether it begins as such a file; it is put back to its start."""
    mark = file.read(len(MARK))
    file.seek(0)
    return mark == MARK


def as_csv(file: IO[bytes], *, most_bytes: int, most_rows: int) -> IO[bytes]:
    """The first sheet as a table in plain text. Raises sheets.BadSheet, and nothing else."""
    content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        said = _("This file is too large: it may have %(size)s at most.")
        raise sheets.BadSheet(said % {"size": filesizeformat(most_bytes)})
    try:
        _check_parts(content)
        return _written(_rows(content, most_rows))
    except sheets.BadSheet:
        raise
    except Exception:  # an edge: a reader of many hands, over anybody's bytes
        raise _unreadable() from None


def _unreadable() -> sheets.BadSheet:
    return sheets.BadSheet(
        _("This spreadsheet can't be read. Save it as “CSV UTF-8”, and choose that file.")
    )


def _check_parts(content: bytes) -> None:
    """It unpacks to no more than it may, and no part of it declares anything."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS:
            raise _unreadable()
        left = MOST_UNPACKED
        for part in parts:
            with packed.open(part) as file:
                text = file.read(left + 1)
            left -= len(text)
            is_text = part.filename.endswith((".xml", ".rels"))
            if left < 0 or (is_text and (b"<!" in text or b"\0" in text)):
                raise _unreadable()


def _rows(content: bytes, most_rows: int) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    width, seen = sheets.MOST_COLUMNS + 1, 0
    for row in sheet.iter_rows(max_col=width, max_row=2 * most_rows + 2, values_only=True):
        seen += len(row)
        if seen > MOST_CELLS:
            raise _unreadable()
        yield [_text(cell) for cell in row]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _written(rows: Iterable[list[str]]) -> IO[bytes]:
    kept = io.StringIO(newline="")
    # Without what a long row of nothing would add: a sheet ends where its words end.
    csv.writer(kept, lineterminator="\r\n").writerows(_trimmed(rows))
    return io.BytesIO(kept.getvalue().encode("utf-8", "replace"))


def _trimmed(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    for row in rows:
        while row and not row[-1]:
            row.pop()
        yield row
