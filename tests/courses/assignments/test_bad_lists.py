"""Lists of earlier proofs that are wrong: the row says why, a foreign person stays unknown."""

import io

import pytest
from openpyxl import Workbook

from courses.assignments.history_lists import HeadingsMissing, lines_of
from members.imports.errors import FileEmpty, NotASpreadsheet, OldWorkbook, RowsMissing

HEAD = "Personalnummer;Pflicht;Absolviert am;Gültig bis"


def workbook(*sheets):
    """Return a workbook whose sheets hold these rows."""
    book = Workbook()
    for index, rows in enumerate(sheets):
        sheet = book.active if index == 0 else book.create_sheet()
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def line_of(row):
    (line,) = lines_of(f"{HEAD}\n{row}".encode())
    return line


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        pytest.param(b"", FileEmpty, id="nothing"),
        pytest.param(b" \n \n", FileEmpty, id="blanks"),
        pytest.param(b";;;\n;;;", FileEmpty, id="empty-cells"),
        pytest.param(b"\x89PNG\r\n\x1a\n", NotASpreadsheet, id="picture"),
        pytest.param(b"\xff\xd8\xff\xe0", NotASpreadsheet, id="photograph"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OldWorkbook, id="old-workbook"),
        pytest.param(b"4711;Erste Hilfe;01.02.2025", RowsMissing, id="one-line"),
        pytest.param(
            b"4711;Erste Hilfe;01.02.2025\n4712;Erste Hilfe;01.02.2025",
            HeadingsMissing,
            id="no-headings",
        ),
    ],
)
def test_list_of_the_wrong_content_is_refused_whatever_its_name(content, refusal):
    with pytest.raises(refusal):
        lines_of(content)


def test_list_cut_off_in_the_middle_is_refused():
    whole = workbook([["Name", "Pflicht", "Absolviert am"]])

    with pytest.raises(NotASpreadsheet):
        lines_of(whole[: len(whole) // 2])


def test_list_on_the_second_sheet_is_refused_by_the_headings_of_the_first():
    notes = [["Bitte das zweite Blatt lesen"]]
    rows = [["Name", "Pflicht", "Absolviert am"], ["A", "P", "01.02.2025"]]

    with pytest.raises(HeadingsMissing):
        lines_of(workbook(notes, rows))


def test_list_behind_an_empty_sheet_is_read():
    rows = [["Name", "Pflicht", "Absolviert am"], ["A", "P", "01.02.2025"]]

    (line,) = lines_of(workbook([], rows))

    assert (line.who, line.fault) == ("A", "")


@pytest.mark.parametrize(
    "text",
    ["31.02.2025", "29.02.2023", "31.04.2025", "00.00.0000", "1.1.25", "2025-13-01", "45000"],
)
def test_day_that_no_calendar_has_is_named_in_the_row(text):
    line = line_of(f"1;P;{text};")

    assert line.on is None
    assert line.fault == (f"„{text}“ ist kein Tag des Kalenders. Schreiben Sie ihn so: 31.12.2026.")


def test_row_without_a_day_is_faulty():
    assert "ist kein Tag des Kalenders" in line_of("1;P;;").fault


def test_row_cut_short_is_faulty_and_keeps_what_was_written():
    line = line_of("4711;Erste Hilfe")

    assert (line.who, line.duty, line.on) == ("4711", "Erste Hilfe", None)
    assert line.fault


def test_end_that_is_no_day_is_named_and_the_day_of_the_proof_is_kept():
    line = line_of("1;P;01.02.2025;31.02.2026")

    assert (line.on.year, line.until) == (2025, None)
    assert line.fault.startswith("„31.02.2026“")


def test_long_nonsense_is_quoted_only_in_part():
    assert f"„{'x' * 40}“" in line_of(f"1;P;{'x' * 400};").fault


@pytest.mark.parametrize("formula", ["=HEUTE()", "=1+1", "@SUM(A1)", "+49", "-1"])
def test_formula_instead_of_a_day_is_never_worked_out(formula):
    assert line_of(f"1;P;{formula};").on is None


def test_formula_instead_of_a_name_stays_the_text_it_is():
    assert line_of('=HYPERLINK("x");P;01.02.2025;').who.startswith("=HYPERLINK")
