"""Dates in both languages: German with points, English the British way and never ambiguous."""

import datetime as dt

import pytest
from django import forms
from django.utils import formats, translation

DAY = dt.date(2026, 12, 1)
MOMENT = dt.datetime(2026, 12, 1, 14, 30)


@pytest.mark.parametrize(
    ("language", "name", "written"),
    [
        ("en", "DATE_FORMAT", "1 December 2026"),
        ("en", "SHORT_DATE_FORMAT", "1 Dec 2026"),
        ("en", "DATETIME_FORMAT", "1 December 2026, 14:30"),
        ("en", "SHORT_DATETIME_FORMAT", "1 Dec 2026, 14:30"),
        ("en", "TIME_FORMAT", "14:30"),
        ("en", "YEAR_MONTH_FORMAT", "December 2026"),
        ("en", "MONTH_DAY_FORMAT", "1 December"),
        ("de", "DATE_FORMAT", "1. Dezember 2026"),
        ("de", "SHORT_DATE_FORMAT", "01.12.2026"),
        ("de", "SHORT_DATETIME_FORMAT", "01.12.2026 14:30"),
        ("de", "TIME_FORMAT", "14:30"),
    ],
)
def test_moment_is_written_as_the_language_of_the_page_wants_it(language, name, written):
    with translation.override(language):
        assert formats.date_format(MOMENT, name) == written


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "2026-12-01"),
        ("en", "01/12/2026"),
        ("de", "2026-12-01"),
        ("de", "01.12.2026"),
    ],
)
def test_typed_day_is_read_with_the_day_before_the_month(language, typed):
    with translation.override(language):
        assert forms.DateField(localize=True).clean(typed) == DAY


def test_english_week_begins_on_monday():
    with translation.override("en"):
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
