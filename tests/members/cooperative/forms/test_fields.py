"""Days and decisions as they are typed."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from members.cooperative.forms.fields import DayField, ResolutionForm

pytestmark = pytest.mark.usefixtures("today")
DECISION = {"number": "V-1", "decided_on": "15.07.2026", "text": "Beschlossen."}


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-07-15", dt.date(2026, 7, 15)),
        ("15.07.2026", dt.date(2026, 7, 15)),
        ("1.2.2026", dt.date(2026, 2, 1)),
        ("29.02.2024", dt.date(2024, 2, 29)),
        ("2000-01-01", dt.date(2000, 1, 1)),
    ],
)
def test_day_in_german_and_iso_notation_is_read(typed, day):
    assert DayField(past_only=True).clean(typed) == day


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("gestern", "invalid"),
        ("29.02.2025", "invalid"),
        ("31.04.2026", "invalid"),
        ("1999-12-31", "year"),
        ("0026-07-15", "year"),
        ("2032-01-01", "year"),
        ("2026-07-16", "future"),
        ("", "required"),
    ],
)
def test_day_that_cannot_be_meant_is_refused(typed, code):
    with pytest.raises(ValidationError) as refusal:
        DayField(past_only=True).clean(typed)
    assert refusal.value.code == code or refusal.value.error_list[0].code == code


@pytest.mark.parametrize("typed", ["2026-07-16", "2031-12-31"])
def test_day_to_come_is_read_where_it_may_be_meant(typed):
    assert DayField().clean(typed) == dt.date.fromisoformat(typed)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1999-12-31", "Bitte prüfen Sie das Jahr dieses Datums."),
        ("2026-07-16", "Dieser Tag liegt in der Zukunft."),
    ],
)
def test_day_refused_says_why_in_german(typed, sentence):
    form = ResolutionForm({**DECISION, "decided_on": typed})
    assert form.errors["decided_on"] == [sentence]


def test_resolution_form_gives_the_values_of_the_decision():
    form = ResolutionForm({**DECISION, "decided_on": "15.07.2026"})
    assert form.is_valid(), form.errors
    assert form.resolution() == {
        "number": "V-1",
        "decided_on": dt.date(2026, 7, 15),
        "text": "Beschlossen.",
    }


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("number", ""),
        ("number", "   "),
        ("number", "V" * 31),
        ("decided_on", ""),
        ("text", " "),
        ("text", "x" * 2001),
    ],
)
def test_resolution_form_with_a_field_missing_or_too_long_names_it(field, typed):
    form = ResolutionForm({**DECISION, field: typed})
    assert list(form.errors) == [field]
