"""The matrix as a file: for German spreadsheets as CSV and XLSX, for the file as PDF."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campus.kit import dates
from campus.kit.pdf import render_pdf
from campus.kit.sheets import CSV_TYPE, XLSX_TYPE, csv_content, xlsx_content
from courses.oversight.cells import words_on
from courses.oversight.errors import TooManyForPaper

if TYPE_CHECKING:
    from courses.oversight.selectors import Column, Row
    from members.organisations.models import Municipality

PDF_TYPE = "application/pdf"
# Obligations side by side on a sheet of A4, and people in one document.
PER_SHEET = 6
MOST_PEOPLE = 1_000


def matrix_lines(
    columns: "Sequence[Column]", rows: "Iterable[Row]", day: dt.date
) -> list[list[str]]:
    """Return heading and lines of the matrix of a day in the words of the screen."""
    heading = [_("Name"), _("Department"), *(one.name for one in columns)]
    lines = [heading]
    for row in rows:
        words = [words_on(cell, day) for cell in row.cells]
        cells = [f"{one['label']} {one['note']}".strip() for one in words]
        lines.append([row.job.name, row.job.department, *cells])
    return lines


def csv_file(lines: Sequence[Sequence[str]], **_about: Any) -> tuple[bytes, str]:
    """Return the lines as CSV: semicolons, UTF-8 with the mark that Excel looks for."""
    return csv_content(lines), CSV_TYPE


def xlsx_file(lines: Sequence[Sequence[str]], **_about: Any) -> tuple[bytes, str]:
    """Return the lines as a workbook in which every cell is text."""
    return xlsx_content(lines, title=_("Matrix")), XLSX_TYPE


def pdf_file(
    lines: Sequence[Sequence[str]], *, municipality: "Municipality", choice: str, stand: str
) -> tuple[bytes, str]:
    """Return the lines on sheets of A4, some obligations at a time; raises TooManyForPaper."""
    if len(lines) - 1 > MOST_PEOPLE:
        raise TooManyForPaper(most=MOST_PEOPLE)
    data = {
        "title": _("Who has fulfilled what"),
        "municipality": str(municipality),
        "stand": stand,
        "choice": choice,
        "language": (get_language() or "de")[:2],
        "parts": list(_sheets(lines)),
    }
    return render_pdf("oversight/matrix.typ", data, at=dates.now()), PDF_TYPE


def _sheets(lines: Sequence[Sequence[str]]) -> Iterator[dict[str, Any]]:
    """Yield as many columns as fit on a sheet, each time with the names before them."""
    for first in range(2, max(3, len(lines[0])), PER_SHEET):
        last = first + PER_SHEET
        heading, people = lines[0], lines[1:]
        yield {
            "heading": [heading[0], *heading[first:last]],
            "lines": [[_named(line), *line[first:last]] for line in people],
        }


def _named(line: Sequence[str]) -> str:
    return f"{line[0]}, {line[1]}" if line[1] else line[0]


WRITERS = {"csv": csv_file, "xlsx": xlsx_file, "pdf": pdf_file}


def file_response(content: bytes, content_type: str, *, name: str) -> HttpResponse:
    """Return a download of this name."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
