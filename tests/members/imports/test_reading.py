"""The content of a file decides what it is, and every file that is wrong gets its sentence."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from campus.kit.sheets import csv_content, xlsx_content
from members.imports import reading
from members.imports.columns import Field
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
from members.imports.files import SAMPLE
from members.imports.tables import best_sheet, sheet_names, table_of
from members.imports.values import LONGEST
from members.imports.workbooks import WITHOUT_RESULT


def archive(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name.replace("__", "/").replace("_", "."), content)
    return buffer.getvalue()


def workbook(**sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", FileEmpty),
        (b"  \r\n ", FileEmpty),
        (b";;;\n;;;\n", FileEmpty),
        (b"not a workbook at all", RowsMissing),
        (csv_content([["Vorname", "Nachname"]]), RowsMissing),
        (workbook(Deckblatt=[["Stand"]], Liste=[["Vorname", "Nachname"]]), RowsMissing),
        (b"%PDF-1.7 ...", NotASpreadsheet),
        (b"\x89PNG\r\n", NotASpreadsheet),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", OldWorkbook),
        (b"MZ\x00\x01\x02\x03\xff\x00\x11", NotASpreadsheet),
        (b"PK\x03\x04 damaged", NotASpreadsheet),
        (archive(word__document_xml="<w/>"), NotASpreadsheet),
        (archive(mimetype="x", content_xml="<o/>"), OpenDocument),
        (archive(xl__workbook_xml="<broken"), FileBroken),
        (b"x" * (reading.MOST_BYTES + 1), FileTooLarge),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_file_that_cannot_be_read_is_explained(content, error):
    with pytest.raises(error) as refusal:
        reading.read_file(content)
    assert str(refusal.value).endswith(".")


def test_further_departments_are_read_whole_and_what_is_too_long_is_seen_as_such():
    long = "; ".join(f"Fachdienst {number:04}" for number in range(55))
    content = csv_content([["Weitere Ämter", "Amt"], [long, "Bauhof"], ["x" * 2000, "Bauhof"]])
    cells = [row[1][0] for row in reading.read_file(content)[0].rows[1:]]
    assert [len(cell) for cell in cells] == [len(long), LONGEST[Field.FURTHER] + 1]


def test_workbook_that_unpacks_to_far_too_much_is_refused(monkeypatch):
    monkeypatch.setattr("members.imports.workbooks.MOST_UNPACKED", 1000)
    with pytest.raises(FileBroken):
        reading.read_file(xlsx_content(SAMPLE, title="x"))


def test_list_that_is_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    content = csv_content([["Vorname"], ["a"], ["b"], ["c"]])
    with pytest.raises(TooManyRows):
        reading.rows_of_sheet(content, "")


@pytest.mark.parametrize(
    "content", [csv_content(SAMPLE), xlsx_content(SAMPLE, title="Liste")], ids=["csv", "xlsx"]
)
def test_sample_is_read_alike_from_both_kinds(content):
    table = table_of(content, best_sheet(content, {}), {})
    assert table.headings == list(SAMPLE[0])
    assert [cells for _number, cells in table.rows] == [list(row) for row in SAMPLE[1:]]
    assert len(table.guessed({})) == len(SAMPLE[0])


def test_values_of_a_workbook_are_read_as_people_see_them():
    content = workbook(Liste=[["Vorname", "Nachname"], [4711.0, 1.5], [None, True]])
    assert reading.read_file(content)[0].rows[1:] == [(2, ["4711", "1.5"]), (3, ["", "True"])]


def test_formula_without_a_result_is_marked():
    content = workbook(Liste=[["Vorname", "Nachname"], ["=A1", "Groß"]])
    assert reading.read_file(content)[0].rows[1] == (2, [WITHOUT_RESULT, "Groß"])


def test_sheet_with_the_most_headings_is_chosen_and_every_one_can_be():
    content = workbook(
        Deckblatt=[["Stand", "November"]], Liste=[["Vorname", "Nachname", "Amt"], ["a", "b", "c"]]
    )
    assert best_sheet(content, {}) == "Liste"
    assert sheet_names(content) == ["Deckblatt", "Liste"]
    assert table_of(content, "gibt es nicht", {}).headings == ["Stand", "November"]


def test_hidden_sheet_is_left_out():
    book = Workbook()
    book.active.append(["Vorname", "Nachname"])
    book.active.append(["Erika", "Groß"])
    hidden = book.create_sheet("geheim")
    hidden.append(["Gehalt"])
    hidden.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    assert sheet_names(buffer.getvalue()) == ["Sheet"]


def test_marks_and_control_signs_are_taken_out_of_cells():
    content = "Vorname;Nachname\n\ufeffEri\x0bka ;'=Groß  Klein\n".encode()
    assert reading.read_file(content)[0].rows[1] == (2, ["Erika", "=Groß Klein"])


def test_samples_of_a_column_skip_empty_cells():
    table = table_of(b"Vorname;Nachname\n;b\n;c\na;d\n", "", {})
    assert (table.samples(0), table.samples(1)) == (["a"], ["b", "c", "d"])
