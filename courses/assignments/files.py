"""The matrix as a file that German spreadsheets open without questions."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from campus.kit.sheets import CSV_TYPE, csv_content
from courses.assignments.models import Obligation
from courses.assignments.selectors import Row
from courses.assignments.words import words_for


def matrix_lines(obligations: Sequence[Obligation], rows: Iterable[Row]) -> list[list[str]]:
    """Return heading and lines of the matrix in the words of the screen."""
    heading = [_("Name"), _("Department"), *(one.name for one in obligations)]
    lines = [heading]
    for row in rows:
        department = row.employment.department
        words = [words_for(cell) for cell in row.cells]
        cells = [f"{one['label']} {one['note']}".strip() for one in words]
        lines.append([str(row.employment.person), str(department or ""), *cells])
    return lines


def csv_response(lines: Iterable[Sequence[str]], *, name: str) -> HttpResponse:
    """Return the lines as a CSV download: semicolons, UTF-8 with the mark that Excel looks for."""
    response = HttpResponse(csv_content(lines), content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
