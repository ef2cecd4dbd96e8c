"""German spreadsheets save in many ways; all of them are read the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.imports.decoding import NotText, decode, rows_of_text, separator_of

LIST = "Personalnummer;Vorname;Nachname\r\n1;Jürgen;Groß\r\n2;Änne;Süßmilch\r\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp1252", "cp850", "mac_roman", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_umlauts_are_read_however_they_were_saved(encoding):
    assert decode(LIST.encode(encoding)) == LIST


def test_utf_16_with_the_other_mark_is_read():
    assert decode(b"\xfe\xff" + LIST.encode("utf-16-be")) == LIST


@pytest.mark.parametrize("name", ["Müller", "Groß", "Ößner", "Lefèvre", "Muñoz", "„Kiki“ Maß"])
def test_single_name_in_windows_encoding_is_read(name):
    assert decode(f"Name;Amt\n{name};Bauhof\n".encode("cp1252")).splitlines()[1].startswith(name)


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfeA", b"\xef\xbb\xbf\xff", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff"],
)
def test_bytes_that_are_no_text_are_refused(content):
    with pytest.raises(NotText):
        decode(content)


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        (LIST, ";"),
        (LIST.replace(";", "\t"), "\t"),
        (LIST.replace(";", ","), ","),
        (LIST.replace(";", "|"), "|"),
        ("sep=,\na;b,c\n", ","),
        ('Name;Ort\n"Groß, Erika";"Köln; Deutz"\n"Klein, Max";Bonn\n', ";"),
        ("Name\tNotiz\nErika\tkam, sah; siegte\n", "\t"),
        ("Vorname;Nachname\nErika;Groß, Dr.\nMax;Klein, Prof.\n", ";"),
        ("nur eine Spalte\nWort\n", ";"),
        ("", ";"),
    ],
)
def test_separator_is_the_one_that_cuts_all_lines_alike(text, separator):
    assert separator_of(text) == separator


def test_rows_carry_the_numbers_that_the_spreadsheet_shows():
    assert rows_of_text("a;b\n\nc;d\n") == [(1, ["a", "b"]), (2, []), (3, ["c", "d"])]


def test_line_that_names_the_separator_is_no_row():
    assert rows_of_text("sep=;\na;b\n") == [(2, ["a", "b"])]


def test_quoted_cell_may_hold_a_line_break():
    assert rows_of_text('a;b\n"x\ny";z\n')[1] == (2, ["x\ny", "z"])


@given(st.text(alphabet=st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=200))
def test_no_text_of_windows_breaks_the_guess(text):
    assert isinstance(decode(text.encode("cp1252")), str)


@given(st.text(max_size=300))
def test_every_text_has_a_separator_and_rows(text):
    assert separator_of(text) in ";\t,|" or text.lower().lstrip().lstrip('"').startswith("sep=")
