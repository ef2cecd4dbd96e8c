"""What the views share: a statement as a page and as files."""

from typing import Any

from django.http import HttpResponse

from campus.kit.sheets import CSV_TYPE, csv_content
from members.billing.numbers import grouped
from members.settlement import selectors, services
from members.settlement.documents import (
    StatedUse,
    csv_lines,
    csv_use,
    number_or_dash,
    percent,
)
from members.settlement.models import Statement


def page_of(statement: Statement) -> dict[str, Any]:
    """Return what the page of a statement shows."""
    lines = list(selectors.lines_of(statement))
    stated = [services.stated_line(row.charge, row.share, row.amount, row.net) for row in lines]
    return {
        "use": [(row, *_counts(row)) for row in selectors.use_on(statement, stated)],
        "statement": statement,
        "iban": grouped(statement.parties["account"]["iban"]),
        "lines": [(line, percent(line.share)) for line in lines],
        "disputes": list(selectors.disputes_of(statement)),
        "taken_back": selectors.is_taken_back(statement),
    }


def _counts(row: StatedUse) -> tuple[str, ...]:
    return tuple(map(number_or_dash, (row.enrolments, row.starts, row.completions)))


def file_of(statement: Statement, kind: str) -> HttpResponse:
    """Return the document as it was frozen, or its lines for a spreadsheet."""
    if kind == "pdf":
        answer = HttpResponse(bytes(statement.document), content_type="application/pdf")
    else:
        lines = [
            services.stated_line(line.charge, line.share, line.amount, line.net)
            for line in selectors.lines_of(statement)
        ]
        rows = [*csv_lines(lines, statement.net), *csv_use(selectors.use_on(statement, lines))]
        answer = HttpResponse(csv_content(rows), content_type=CSV_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{statement.number}.{kind}"'
    return answer
