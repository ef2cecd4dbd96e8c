"""Files to take along: the faulty rows with their reasons, and a sample to begin with."""

from django.utils.translation import gettext as _

from members.imports.models import ImportRow, ImportRun
from members.imports.planning import Action

SAMPLE = (
    (
        "Personalnummer",
        "Vorname",
        "Nachname",
        "E-Mail",
        "Amt",
        "Fachbereich",
        "Weitere Ämter",
        "Funktion",
        "Eintritt",
        "Austritt",
    ),
    (
        "00471",
        "Erika",
        "Musterfrau",
        "erika.musterfrau@stadt.example",
        "Bürgerbüro",
        "Bürgerdienste",
        "Standesamt; Archiv",
        "Sachbearbeitung",
        "01.04.2026",
        "",
    ),
    (
        "00472",
        "Max",
        "Mustermann",
        "",
        "Bauhof",
        "Technik",
        "",
        "Kolonnenführung",
        "15.10.2019",
        "",
    ),
    (
        "00473",
        "Änne",
        "Groß-Süß",
        "aenne.gross-suess@stadt.example",
        "Bauhof",
        "Technik",
        "",
        "",
        "",
        "31.12.2027",
    ),
)


def faulty_lines(run: ImportRun, headings: list[str]) -> list[list[str]]:
    """Return the rows that were not written as they stood in the file, each with the reasons."""
    lines = [[*headings, _("Row"), _("Please correct")]]
    for row in faulty_rows(run):
        cells = [*row.cells, *[""] * (len(headings) - len(row.cells))]
        reasons = [*row.faults, *([row.note] if row.note else [])]
        lines.append([*cells, str(row.number or ""), " ".join(reasons)])
    return lines


def faulty_rows(run: ImportRun) -> list[ImportRow]:
    """Return the rows with a fault, and those that were refused while writing."""
    rows = ImportRow.objects.filter(run=run).exclude(number=None)
    faulty = rows.filter(action=Action.FAULT) | rows.filter(outcome=ImportRow.Outcome.REFUSED)
    return list(faulty)
