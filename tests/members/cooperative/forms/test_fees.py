"""Fee schedules as they are typed: by upper ends, so that no gap can arise."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.cooperative.fees import is_seamless
from members.cooperative.forms.fees import BracketFormSet, ScheduleForm, YearForm, bracket_rows
from members.cooperative.services import BracketData
from tests.members.cooperative.typed import classes


def formset(*rows):
    return BracketFormSet(classes(*rows), prefix="klassen")


def sentences(rows):
    return [*rows.non_form_errors(), *(text for row in rows for text in row.non_field_errors())]


def test_classes_typed_begin_where_the_one_before_ends():
    rows = formset(("20000", "1", "1.200,00"), ("50000", "3", "2.400"), ("", "5", "4.800,50"))
    assert rows.is_valid(), rows.errors
    assert rows.brackets() == [
        BracketData(0, 20_000, 1, Decimal("1200.00")),
        BracketData(20_001, 50_000, 3, Decimal("2400.00")),
        BracketData(50_001, None, 5, Decimal("4800.50")),
    ]


def test_empty_rows_between_and_behind_the_classes_are_left_out():
    rows = formset(("10", "1", "5"), ("", "", ""), ("", "2", "7"), ("", "", ""))
    assert rows.is_valid(), rows.errors
    assert [row.population_from for row in rows.brackets()] == [0, 11]


def test_a_class_without_contribution_costs_nothing():
    """0,00 € is an amount, not an empty field."""
    rows = formset(("", "1", "0,00"))
    assert rows.is_valid(), rows.errors
    assert rows.brackets() == [BracketData(0, None, 1, Decimal("0.00"))]


LAST = "Lassen Sie „Einwohnerzahl bis“ bei der letzten Klasse leer."
RISING = "Die Obergrenzen der Klassen müssen von Zeile zu Zeile steigen."
BOTH = "Bitte geben Sie für eine Klasse sowohl Anteile als auch Beitrag an."


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("", "", "")], LAST),
        ([("20000", "1", "1200")], LAST),
        ([("5", "1", "1"), ("5", "1", "1"), ("", "1", "1")], RISING),
        ([("9", "1", "1"), ("5", "1", "1"), ("", "1", "1")], RISING),
        ([("", "1", "1"), ("5", "1", "1"), ("", "1", "1")], RISING),
        ([("", "1", "")], BOTH),
        ([("", "", "1200")], BOTH),
        ([("20000", "", ""), ("", "1", "1200")], BOTH),
    ],
)
def test_classes_that_do_not_fit_are_refused_with_a_sentence(rows, sentence):
    wrong = formset(*rows)
    assert not wrong.is_valid()
    assert sentence in sentences(wrong)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (("-1", "1", "1"), "population_until"),
        (("10000001", "1", "1"), "population_until"),
        (("1.5", "1", "1"), "population_until"),
        (("", "0", "1"), "mandatory_shares"),
        (("", "501", "1"), "mandatory_shares"),
        (("", "1", "12.00"), "contribution"),
        (("", "1", "-5"), "contribution"),
        (("", "1", "99.999.999"), "contribution"),
    ],
)
def test_class_with_a_wrong_value_names_the_field_and_keeps_the_value(row, field):
    wrong = formset(row)
    assert not wrong.is_valid()
    assert list(wrong[0].errors) == [field]
    assert wrong[0][field].value() == dict(
        zip(("population_until", "mandatory_shares", "contribution"), row, strict=True)
    ).get(field)


def test_more_than_eight_classes_are_refused():
    many = [(str(end), "1", "1") for end in range(10, 90, 10)]
    assert formset(*many[:7], ("", "1", "1")).is_valid()
    assert not formset(*many, ("", "1", "1")).is_valid()


@given(ends=st.lists(st.integers(0, 10_000_000), unique=True, max_size=7).map(sorted))
def test_classes_typed_in_rising_order_never_leave_a_gap(ends):
    rows = formset(*((str(end), "1", "1,00") for end in ends), ("", "1", "1,00"))
    assert rows.is_valid(), rows.errors
    brackets = rows.brackets()
    assert is_seamless(brackets)
    for before, after in pairwise(brackets):
        assert after.population_from == before.population_until + 1


def test_form_without_a_schedule_to_copy_offers_eight_empty_rows():
    assert bracket_rows(None) == [{}] * 8


@pytest.mark.django_db
def test_form_of_a_schedule_shows_its_classes_and_empty_rows_up_to_eight(schedule):
    rows = bracket_rows(schedule)
    assert len(rows) == 8
    assert [row.get("population_until", "leer") for row in rows[:4]] == [
        20_000,
        50_000,
        None,
        "leer",
    ]
    shown = BracketFormSet(initial=rows, prefix="klassen").forms[0]["contribution"]
    assert 'value="1.200,00"' in str(shown)


@pytest.mark.parametrize(
    ("year", "value", "wrong"),
    [
        ("2027", "1.000,00", []),
        ("2000", "0,01", []),
        ("1999", "1", ["year"]),
        ("2101", "1", ["year"]),
        ("bald", "1", ["year"]),
        ("2027", "0", ["share_value"]),
        ("2027", "0,00 €", ["share_value"]),
        ("2027", "1,000.00", ["share_value"]),
        ("2027", "", ["share_value"]),
    ],
)
def test_schedule_form_names_what_is_wrong(year, value, wrong):
    assert list(ScheduleForm({"year": year, "share_value": value}).errors) == wrong


@pytest.mark.parametrize(("year", "valid"), [("2026", True), ("", False), ("26", False)])
def test_year_form_takes_a_year_of_four_digits(year, valid):
    assert YearForm({"year": year}).is_valid() is valid
