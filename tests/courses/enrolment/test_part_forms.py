"""The forms of discounts and dates read what is typed, or say what is wrong; no database."""

import datetime as dt
from decimal import Decimal

import pytest

from courses.enrolment.offer_part_forms import DateForm, DiscountForm

DAYS = {"first_day": "2026-03-02", "last_day": "2026-03-11"}
DATE = {"day": "2026-03-02", "begins": "10:00", "ends": "12:30", "place": "Rathaus"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ({"percent": "25"}, (Decimal(25), None, None)),
        ({"percent": "12,5"}, (Decimal("12.5"), None, None)),
        ({"percent": "100", "seats": "3"}, (Decimal(100), None, 3)),
        ({"amount": "9,99"}, (None, Decimal("9.99"), None)),
        ({"amount": "0,00"}, (None, Decimal(0), None)),
        ({"amount": "1.200"}, (None, Decimal(1200), None)),
    ],
)
def test_discount_is_read(typed, read):
    form = DiscountForm({**DAYS, **typed})
    assert form.is_valid(), form.errors
    cleaned = form.cleaned_data
    assert (cleaned["percent"], cleaned["amount"], cleaned["seats"]) == read
    assert (cleaned["first_day"], cleaned["last_day"]) == (
        dt.date(2026, 3, 2),
        dt.date(2026, 3, 11),
    )


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "percent"),
        ({"percent": "10", "amount": "5"}, "percent"),
        ({"percent": "0"}, "percent"),
        ({"percent": "-5"}, "percent"),
        ({"percent": "100,01"}, "percent"),
        ({"percent": "1,234"}, "percent"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "12.34"}, "amount"),
        ({"percent": "5", "seats": "0"}, "seats"),
        ({"percent": "5", "seats": "1,5"}, "seats"),
        ({"percent": "5", "first_day": ""}, "first_day"),
        ({"percent": "5", "last_day": "morgen"}, "last_day"),
        ({"percent": "5", "last_day": "2026-03-01"}, "last_day"),
    ],
)
def test_faulty_discount_names_its_field(typed, field):
    form = DiscountForm({**DAYS, **typed})
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_discount_of_one_day_is_one():
    form = DiscountForm({**DAYS, "last_day": DAYS["first_day"], "percent": "5"})
    assert form.is_valid()


def test_date_is_read():
    form = DateForm(DATE)
    assert form.is_valid()
    assert form.cleaned_data["ends"] == dt.time(12, 30)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"day": ""}, "day"),
        ({"begins": "24:00"}, "begins"),
        ({"ends": ""}, "ends"),
        ({"ends": "10:00"}, "ends"),
        ({"ends": "09:59"}, "ends"),
        ({"place": "x" * 161}, "place"),
    ],
)
def test_faulty_date_names_its_field(typed, field):
    form = DateForm({**DATE, **typed})
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_place_may_be_left_open():
    assert DateForm({**DATE, "place": ""}).is_valid()
