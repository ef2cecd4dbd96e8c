"""Files for spreadsheets never hold a formula, and can be read again."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from campus.kit.sheets import csv_content, plain_cell, safe_cell, xlsx_content

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")']


@pytest.mark.parametrize("text", DANGEROUS)
def test_cell_that_a_spreadsheet_would_compute_is_marked_as_text(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(("value", "text"), [(None, ""), (3, "3"), ("Groß", "Groß"), ("'x", "'x")])
def test_other_cell_stays_as_it_is(value, text):
    assert safe_cell(value) == text


@given(st.text())
def test_plain_cell_takes_the_mark_off_again(text):
    if not text.startswith("'"):
        assert plain_cell(safe_cell(text)) == text


def test_csv_is_what_german_spreadsheets_expect():
    content = csv_content([["Name", "Notiz"], ["Groß", "=1+1"]])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == "Name;Notiz\r\nGroß;'=1+1\r\n"


def test_csv_keeps_separators_and_line_breaks_inside_a_cell():
    text = csv_content([["a;b", 'c"d', "e\nf"]]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text), delimiter=";")) == [["a;b", 'c"d', "e\nf"]]


@pytest.mark.parametrize("text", [*DANGEROUS[:4], "\x00\x08Groß", "Straße"])
def test_workbook_holds_text_and_nothing_else(text):
    book = load_workbook(io.BytesIO(xlsx_content([[text, None]], title="x" * 40)))
    cell = book.active["A1"]
    assert cell.data_type == "s"
    assert cell.value == text.replace("\x00", "").replace("\x08", "")
    assert len(book.active.title) == 31
