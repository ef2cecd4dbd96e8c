"""Numbers and payment references: well-formed for any counter, grouped as people read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from members.billing.numbers import creditor_reference, grouped, invoice_number

SERIES = st.sampled_from(["MB", "RE", "RK"])
YEARS = st.integers(2020, 2099)


@pytest.mark.parametrize(
    ("series", "counter", "number"),
    [
        ("RE", 1, "RE-2026-00001"),
        ("MB", 42, "MB-2026-00042"),
        ("RK", 99_999, "RK-2026-99999"),
        ("RE", 100_000, "RE-2026-100000"),
    ],
)
def test_invoice_number_has_series_year_and_five_digits(series, counter, number):
    assert invoice_number(series, 2026, counter) == number


@given(SERIES, YEARS, st.integers(1, 999_999))
def test_creditor_reference_is_valid_and_short_enough_for_any_number(series, year, counter):
    reference = creditor_reference(invoice_number(series, year, counter))
    assert iso11649.is_valid(reference)
    assert len(reference) <= 25


@given(SERIES, YEARS, st.integers(1, 99_999), st.integers(1, 99_999))
def test_creditor_references_of_two_numbers_differ(series, year, first, second):
    one, other = (creditor_reference(invoice_number(series, year, it)) for it in (first, second))
    assert (one == other) is (first == second)


def test_creditor_reference_names_the_number_without_hyphens():
    assert creditor_reference("re-2026-00001").endswith("RE202600001")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("DE", "DE"),
        ("DE02120300000000202051", "DE02 1203 0000 0000 2020 51"),
        ("RF18", "RF18"),
    ],
)
def test_grouped_shows_groups_of_four(text, shown):
    assert grouped(text) == shown


@given(st.text(alphabet="ABC123", max_size=34))
def test_grouped_changes_nothing_but_spaces(text):
    assert grouped(text).replace(" ", "") == text
