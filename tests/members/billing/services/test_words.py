"""Quantities and dates as they stand in German documents."""

import datetime as dt
from decimal import Decimal

import pytest

from members.billing.services.words import german_date, quantity


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("10.00", "10"),
        ("100", "100"),
        ("1.50", "1,5"),
        ("1.25", "1,25"),
        ("-3.00", "−3"),
        ("0.00", "0"),
        ("19.00", "19"),
        ("7.5", "7,5"),
        ("1E+2", "100"),
    ],
)
def test_quantity_has_a_decimal_comma_and_no_needless_zeros(value, words):
    assert quantity(Decimal(value)) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 5, 4), "04.05.2026"),
        (dt.date(2026, 12, 31), "31.12.2026"),
        (dt.date(2028, 2, 29), "29.02.2028"),
    ],
)
def test_german_date_has_two_digits_for_day_and_month(day, words):
    assert german_date(day) == words
