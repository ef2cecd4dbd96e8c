"""Amounts in German notation: read strictly, written as expected."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campus.kit.euros import euro, parse_euro


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.234,56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1.234", "1234.00"),
        ("0,5", "0.50"),
        (" 12 € ", "12.00"),
        ("7 EUR", "7.00"),
        ("1.234.567,89", "1234567.89"),
    ],
)
def test_parse_german_amount_reads_it(text, amount):
    assert parse_euro(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,234.56",
        "12.34",
        "1.23,4",
        "1.2345",
        "12,345",
        "-5",
        "1e3",
        "NaN",
        "zwölf",
        "٤,٥",
        "1 000",
    ],
)
def test_parse_what_could_mean_something_else_reads_nothing(text):
    assert parse_euro(text) is None


@given(st.decimals("0", "9999999.99", places=2))
def test_written_amount_is_read_back(amount):
    assert parse_euro(euro(amount)) == amount
