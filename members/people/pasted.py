"""Read a pasted list of staff, one person per line; pure."""

from dataclasses import dataclass

MOST_LINES = 500
COLUMNS = 4
HEADER_WORDS = {"vorname", "first name"}


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One line as it was typed, cut into its columns; `number` counts from the first line."""

    number: int
    first_name: str
    last_name: str
    email: str
    department: str
    has_too_many_columns: bool = False

    @property
    def name(self) -> str:
        """Return the name as it will be shown."""
        return f"{self.first_name} {self.last_name}".strip()


def parse(text: str) -> list[PastedRow]:
    """Return the rows; columns are divided by semicolons, or by tabs as from a spreadsheet.

    Empty lines and a line of headings are left out.
    """
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in line.split("\t" if "\t" in line else ";")]
        if not any(cells) or cells[0].lower() in HEADER_WORDS:
            continue
        while len(cells) > COLUMNS and not cells[-1]:
            cells.pop()
        first_name, last_name, email, department = [*cells, "", "", ""][:COLUMNS]
        too_many = len(cells) > COLUMNS
        rows.append(PastedRow(number, first_name, last_name, email, department, too_many))
    return rows
