"""Cells become values; each fault is a sentence."""

import datetime as dt

import pytest

from members.imports.columns import Field
from members.imports.values import entry_of
from members.imports.workbooks import WITHOUT_RESULT


def entry(field, text):
    return entry_of(2, [text], {0: field})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("01.04.2026", dt.date(2026, 4, 1)),
        ("1.4.26", dt.date(2026, 4, 1)),
        ("31.12.89", dt.date(1989, 12, 31)),
        ("29/02/2024", dt.date(2024, 2, 29)),
        ("2026-04-01", dt.date(2026, 4, 1)),
        ("2026-04-01 00:00:00", dt.date(2026, 4, 1)),
        ("45383", dt.date(2024, 4, 1)),
        ("", None),
    ],
)
def test_day_is_read_as_germans_and_spreadsheets_write_it(text, day):
    read = entry(Field.FROM, text)
    assert (read.days[Field.FROM], read.faults) == (day, ())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31.02.2026", "„31.02.2026“ ist kein Tag des Kalenders."),
        ("2026-13-01", "kein Tag des Kalenders"),
        ("29.02.2025", "kein Tag des Kalenders"),
        ("00.00.0000", "kein Tag des Kalenders"),
        ("31.02.", "„31.02.“ ist kein Datum."),
        ("morgen", "„morgen“ ist kein Datum."),
        ("4/1/2026x", "ist kein Datum"),
        ("01.01.1800", "das Jahr ist zu weit weg"),
    ],
)
def test_day_that_does_not_exist_is_explained(text, sentence):
    read = entry(Field.UNTIL, text)
    assert read.days[Field.UNTIL] is None
    assert sentence in read.faults[0]


def test_last_day_before_the_first_is_a_fault():
    read = entry_of(2, ["02.01.2026", "01.01.2026"], {0: Field.FROM, 1: Field.UNTIL})
    assert read.faults == ("Der letzte Tag liegt vor dem ersten Tag.",)


@pytest.mark.parametrize("address", ["kein-at", "a@x", "a b@x.example", "@x.example", "a@@x.de"])
def test_address_that_is_none_is_named(address):
    assert f"„{address}“ ist keine E-Mail-Adresse." in entry(Field.EMAIL, address).faults


def test_address_taken_from_a_link_is_read():
    read = entry(Field.EMAIL, "mailto:e@stadt.example")
    assert (read.text(Field.EMAIL), read.faults) == ("e@stadt.example", ())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Groß, Erika", ("Erika", "Groß")),
        ("Erika Groß", ("Erika", "Groß")),
        ("Anna Maria Groß", ("Anna Maria", "Groß")),
        ("von der Heide, Max", ("Max", "von der Heide")),
        ("", ("", "")),
    ],
)
def test_name_in_one_column_is_cut_in_two(text, names):
    read = entry(Field.FULL, text)
    assert (read.text(Field.FIRST), read.text(Field.LAST)) == names


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0"])
def test_formula_is_no_name(text):
    assert "ist eine Formel" in entry(Field.LAST, text).faults[0]


@pytest.mark.parametrize("text", [WITHOUT_RESULT, "#REF!", "#NV", "#BEZUG!"])
def test_formula_without_a_result_is_not_taken_for_empty(text):
    assert "Formel ohne Ergebnis" in entry(Field.POSITION, text).faults[0]


@pytest.mark.parametrize(
    ("field", "most"), [(Field.LAST, 80), (Field.NUMBER, 30), (Field.DEPARTMENT, 120)]
)
def test_text_that_is_too_long_is_refused_and_the_longest_taken(field, most):
    assert entry(field, "x" * most).faults == ()
    assert f"höchstens {most} Zeichen" in entry(field, "x" * (most + 1)).faults[0]


def test_days_that_are_far_too_long_are_refused_like_any_other_text():
    faults = entry(Field.FROM, "1" * 501).faults
    assert "höchstens 500 Zeichen" in faults[0]


def test_same_fault_of_two_cells_is_said_once():
    read = entry_of(2, [WITHOUT_RESULT, "#REF!", "x@"], {0: Field.FIRST, 1: Field.POSITION})
    assert len(read.faults) == 1
    assert "Formel ohne Ergebnis" in read.faults[0]


def test_row_that_is_shorter_than_the_headings_has_empty_cells():
    read = entry_of(2, ["Erika"], {0: Field.FIRST, 4: Field.POSITION})
    assert read.given == {Field.FIRST: "Erika", Field.POSITION: ""}
