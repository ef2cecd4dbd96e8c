"""A sheet with its headings: where they stand, what they may mean, and the rows below; pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from members.imports.columns import Field, guess, head_position
from members.imports.reading import Row, read_file, rows_of_sheet

SAMPLE_ROWS = 3


@dataclass(frozen=True, slots=True)
class Table:
    """Headings, and the rows below them with the numbers of the spreadsheet."""

    headings: list[str]
    rows: list[Row]

    def guessed(self, remembered: Mapping[str, str]) -> dict[int, Field]:
        """Return what the columns may mean."""
        return guess(self.headings, remembered)

    def samples(self, index: int) -> list[str]:
        """Return what stands in the first rows of a column."""
        cells = [cells[index] for _number, cells in self.rows[:20] if index < len(cells)]
        return [cell for cell in cells if cell][:SAMPLE_ROWS]


def table_of(content: bytes, sheet: str, remembered: Mapping[str, str]) -> Table:
    """Return the table of a sheet."""
    rows = rows_of_sheet(content, sheet)
    position = head_position(rows, remembered)
    headings = rows[position][1]
    widest = max(len(cells) for _number, cells in rows)
    return Table(headings + [""] * (widest - len(headings)), rows[position + 1 :])


def sheet_names(content: bytes) -> list[str]:
    """Return the sheets that hold anything."""
    return [sheet.name for sheet in read_file(content)]


def best_sheet(content: bytes, remembered: Mapping[str, str]) -> str:
    """Return the sheet whose headings say most."""
    sheets = read_file(content)

    def score(position: int) -> tuple[int, int]:
        rows = sheets[position].rows
        return len(guess(rows[head_position(rows, remembered)][1], remembered)), -position

    return sheets[max(range(len(sheets)), key=score)].name
