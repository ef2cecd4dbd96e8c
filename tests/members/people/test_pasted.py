"""A pasted list is cut into rows; what was typed is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.people.pasted import PastedRow, parse


def cells(text):
    return [(row.first_name, row.last_name, row.email, row.department) for row in parse(text)]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Jürgen;Groß;j@x.example;Bauhof", ("Jürgen", "Groß", "j@x.example", "Bauhof")),
        ("Jürgen\tGroß\tj@x.example\tBauhof", ("Jürgen", "Groß", "j@x.example", "Bauhof")),
        (" Jürgen ; Groß ;; ", ("Jürgen", "Groß", "", "")),
        ("Jürgen;Groß", ("Jürgen", "Groß", "", "")),
        ("Jürgen", ("Jürgen", "", "", "")),
        (";Groß", ("", "Groß", "", "")),
        ("Jürgen\tGroß\t\tBauhof; Winterdienst", ("Jürgen", "Groß", "", "Bauhof; Winterdienst")),
        ("Groß, Jürgen", ("Groß, Jürgen", "", "", "")),
    ],
)
def test_parse_divides_by_semicolons_or_tabs_but_not_by_commas(line, wanted):
    assert cells(line) == [wanted]


@pytest.mark.parametrize(
    "heading",
    ["Vorname;Nachname;E-Mail;Amt", "VORNAME;NACHNAME", "First name\tLast name", " vorname ;x"],
)
def test_parse_leaves_a_line_of_headings_out(heading):
    assert cells(f"{heading}\nMax;Muster") == [("Max", "Muster", "", "")]


@pytest.mark.parametrize("blank", ["", "   ", ";;;", "\t\t\t", " ; "])
def test_parse_leaves_empty_lines_out_and_keeps_counting(blank):
    rows = parse(f"A;B\n{blank}\nC;D")
    assert [row.number for row in rows] == [1, 3]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_parse_reads_every_kind_of_line_ending(ending):
    assert [row.name for row in parse(ending.join(["A;B", "C;D"]))] == ["A B", "C D"]


@pytest.mark.parametrize(
    ("line", "too_many"), [("A;B;c;d", False), ("A;B;c;d;;", False), ("A;B;c;d;e", True)]
)
def test_parse_notes_a_column_too_many_unless_it_is_empty(line, too_many):
    (row,) = parse(line)
    assert row.has_too_many_columns is too_many
    assert row.department == "d"


def test_row_is_named_by_what_there_is():
    assert PastedRow(1, "Erika", "", "", "").name == "Erika"
    assert PastedRow(1, "", "Muster", "", "").name == "Muster"


@given(st.text())
def test_parse_takes_whatever_is_pasted(text):
    numbers = [row.number for row in parse(text)]
    assert numbers == sorted(set(numbers))
    assert all(1 <= number <= len(text.splitlines()) for number in numbers)
