"""The matrix as a file that German spreadsheets open without questions."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from courses.assignments.models import Obligation
from courses.assignments.selectors import Row
from courses.assignments.words import words_for

# A spreadsheet would take these as the beginning of a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula (CWE-1236)."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def matrix_lines(obligations: Sequence[Obligation], rows: Iterable[Row]) -> list[list[str]]:
    """Return heading and lines of the matrix in the words of the screen."""
    heading = [_("Name"), _("Department"), *(one.course.title for one in obligations)]
    lines = [heading]
    for row in rows:
        department = row.employment.department
        words = [words_for(cell) for cell in row.cells]
        cells = [f"{one['label']} {one['note']}".strip() for one in words]
        lines.append([str(row.employment.person), str(department or ""), *cells])
    return lines


def csv_response(lines: Iterable[Sequence[str]], *, name: str) -> HttpResponse:
    """Return the lines as a CSV download: semicolons, UTF-8 with the mark that Excel looks for."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    writer.writerows([safe_cell(cell) for cell in line] for line in lines)
    response = HttpResponse(
        buffer.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
