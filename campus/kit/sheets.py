"""Files for spreadsheets: no cell of ours is ever taken for a formula (CWE-1236)."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell

# A spreadsheet would take these as the beginning of a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
CONTROL_SIGNS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def safe_cell(value: object) -> str:
    """Return the value as text that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def plain_cell(text: str) -> str:
    """Return what stood in a cell before `safe_cell`, so that our own files can be read again."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_SIGNS) else text


def csv_content(lines: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV that German spreadsheets open without questions.

    Semicolons, and UTF-8 with the mark by which spreadsheets recognise the umlauts.
    """
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows(
        [safe_cell(cell) for cell in line] for line in lines
    )
    return buffer.getvalue().encode("utf-8-sig")


def xlsx_content(lines: Iterable[Sequence[object]], *, title: str) -> bytes:
    """Return a workbook of one sheet in which every cell is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    for line in lines:
        sheet.append([_text_cell(sheet, cell) for cell in line])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _text_cell(sheet: object, value: object) -> Cell:
    """Return a cell of the kind text: also an equals sign at its beginning stays a sign."""
    text = CONTROL_SIGNS.sub("", "" if value is None else str(value))
    cell = WriteOnlyCell(sheet, value=text)  # type: ignore[arg-type]
    cell.data_type = "s"
    return cell
