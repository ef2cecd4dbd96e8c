"""Read a workbook of Excel: values as people see them, numbers without “.0”, days as ISO; pure."""

import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook

MOST_UNPACKED = 150_000_000
MOST_SHEETS = 20
# What a cell holds whose formula was never computed.
WITHOUT_RESULT = "#FORMEL?"


class NotAWorkbook(ValueError):
    """The archive is not a workbook, is damaged, or unpacks to far too much."""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """The rows of one sheet, numbered as the spreadsheet numbers them."""

    name: str
    rows: list[tuple[int, list[str]]]


def is_workbook(content: bytes) -> bool:
    """Tell a workbook by what is in the archive, whatever the file is called."""
    return "xl/workbook.xml" in _names(content)


def is_open_document(content: bytes) -> bool:
    """Tell a spreadsheet of LibreOffice in its own format."""
    names = _names(content)
    return "content.xml" in names and "mimetype" in names


def _names(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return []


def sheets_of(content: bytes, *, most_rows: int, most_columns: int) -> list[RawSheet]:
    """Return the sheets, each with at most one row more than the limit, so that excess shows."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
            raise NotAWorkbook
    try:
        values = _read(content, True, most_rows, most_columns)
        if b"<f" not in _sheet_xml(content):
            return values
        formulas = _read(content, False, most_rows, most_columns)
    except Exception as error:
        raise NotAWorkbook from error
    return [_mark(one, other) for one, other in zip(values, formulas, strict=True)]


def _read(content: bytes, results: bool, most_rows: int, most_columns: int) -> list[RawSheet]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=results, keep_links=False)
    found = []
    for sheet in book.worksheets[:MOST_SHEETS]:
        if sheet.sheet_state != "visible":
            continue
        # What the file says of its own size may be wrong.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=most_rows + 50, max_col=most_columns, values_only=True)
        numbered = ((number, [_text(value) for value in row]) for number, row in enumerate(rows, 1))
        found.append(RawSheet(sheet.title, [row for row in numbered if any(row[1])]))
    book.close()
    return found


def _sheet_xml(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return b"".join(archive.read(name) for name in names)


def _mark(values: RawSheet, formulas: RawSheet) -> RawSheet:
    """Mark the cells that hold a formula and no result: they are not simply empty."""
    results = dict(values.rows)
    rows = []
    for number, cells in formulas.rows:
        shown = results.get(number, [])
        shown = shown + [""] * (len(cells) - len(shown))
        rows.append(
            (
                number,
                [
                    WITHOUT_RESULT if cell.startswith("=") and not result else result
                    for cell, result in zip(cells, shown, strict=False)
                ],
            )
        )
    return RawSheet(values.name, rows)


def _text(value: Any) -> str:
    """Return a value as a text of our own: 4711.0 is “4711”, a moment at midnight a day."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
