"""From the bytes of an uploaded file to sheets of text; the content decides, never the name."""

from campus.kit.sheets import CONTROL_SIGNS, plain_cell
from members.imports.decoding import NotText, decode, rows_of_text
from members.imports.errors import (
    FileBroken,
    FileEmpty,
    FileTooLarge,
    NotASpreadsheet,
    OldWorkbook,
    OpenDocument,
    RowsMissing,
    TooManyRows,
)
from members.imports.workbooks import (
    NotAWorkbook,
    RawSheet,
    is_open_document,
    is_workbook,
    sheets_of,
)

MOST_BYTES = 10_000_000
MOST_ROWS = 10_000
MOST_COLUMNS = 60
# One more than the longest that is taken, so that nothing is cut and then believed.
LONGEST_CELL = 1001
ARCHIVE = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Documents and pictures that somebody may choose by mistake.
OTHER_KINDS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")
Row = tuple[int, list[str]]


def read_file(content: bytes) -> list[RawSheet]:
    """Return the sheets that hold anything, or raise what is wrong with the file."""
    if len(content) > MOST_BYTES:
        raise FileTooLarge(most=MOST_BYTES // 1_000_000)
    sheets = [_cleaned(sheet) for sheet in _raw(content)]
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise FileEmpty
    if all(len(sheet.rows) == 1 for sheet in filled):
        raise RowsMissing
    return filled


def rows_of_sheet(content: bytes, name: str) -> list[Row]:
    """Return the rows of one sheet; a sheet that is not there is the first one."""
    sheets = read_file(content)
    wanted = next((sheet for sheet in sheets if sheet.name == name), sheets[0])
    if len(wanted.rows) > MOST_ROWS + 1:
        raise TooManyRows(most=f"{MOST_ROWS:,}".replace(",", "."))
    return wanted.rows


def _raw(content: bytes) -> list[RawSheet]:
    if not content.strip():
        raise FileEmpty
    if content.startswith(ARCHIVE):
        return _from_archive(content)
    if content.startswith(OLD_OFFICE):
        raise OldWorkbook
    if content.startswith(OTHER_KINDS):
        raise NotASpreadsheet
    try:
        return [RawSheet("", rows_of_text(decode(content)))]
    except NotText:
        raise NotASpreadsheet from None


def _from_archive(content: bytes) -> list[RawSheet]:
    if is_open_document(content):
        raise OpenDocument
    if not is_workbook(content):
        raise NotASpreadsheet
    try:
        return sheets_of(content, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS)
    except NotAWorkbook:
        raise FileBroken from None


def _cleaned(sheet: RawSheet) -> RawSheet:
    """Leave out empty rows, signs that no name has, and what lies beyond all columns."""
    rows = [
        (number, [_cell(cell) for cell in cells[:MOST_COLUMNS]]) for number, cells in sheet.rows
    ]
    filled = [row for row in rows if any(row[1])]
    widest = max((_width(cells) for _number, cells in filled), default=0)
    return RawSheet(sheet.name, [(number, cells[:widest]) for number, cells in filled])


def _width(cells: list[str]) -> int:
    """Return up to which column anything stands in a row."""
    return max((index for index, cell in enumerate(cells, 1) if cell), default=0)


def _cell(text: str) -> str:
    flat = " ".join(CONTROL_SIGNS.sub("", text).replace("\ufeff", "").split())
    return plain_cell(flat)[:LONGEST_CELL]
