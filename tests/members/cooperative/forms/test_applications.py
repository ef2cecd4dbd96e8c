"""The declaration of joining and the decision on it, as they are typed."""

import datetime as dt

import pytest

from members.cooperative.forms.applications import ApplicationForm, DecisionForm
from tests.members.cooperative.typed import DECLARATION

pytestmark = pytest.mark.usefixtures("today")


def form(**changes):
    return ApplicationForm({**DECLARATION, **changes})


def test_declaration_typed_in_full_gives_applicant_and_declaration():
    typed = form()
    assert typed.is_valid(), typed.errors
    applicant, declaration = typed.applicant(), typed.declaration()
    assert (applicant.ars, applicant.population) == ("064310009999", 25_000)
    assert applicant.population_date == dt.date(2025, 12, 31)
    assert (declaration.shares, declaration.declarant_name) == (3, "Erika Beispiel")
    assert declaration.duty_acknowledged
    assert declaration.statute_received


@pytest.mark.parametrize(
    "field",
    [
        "name",
        "kind",
        "ars",
        "land",
        "street",
        "postcode",
        "city",
        "population",
        "population_date",
        "shares",
        "declarant_name",
        "declarant_function",
        "declarant_email",
        "duty_acknowledged",
        "statute_received",
    ],
)
def test_declaration_without_a_needed_field_names_it(field):
    assert list(form(**{field: ""}).errors) == [field]


@pytest.mark.parametrize("field", ["leitweg_id", "invoice_email"])
def test_declaration_without_an_optional_field_is_in_order(field):
    assert form(**{field: ""}).is_valid()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("ars", "06431000999"),
        ("ars", "0643100099990"),
        ("ars", "06431000999A"),
        ("ars", "0643 1000 9999"),
        ("ars", "٠٦٤٣١٠٠٠٩٩٩٩"),
        ("postcode", "6464"),
        ("postcode", "646460"),
        ("postcode", "D6464"),
        ("postcode", "٦٤٦٤٦"),
        ("kind", "kingdom"),
        ("land", "XX"),
        ("population", "0"),
        ("population", "-1"),
        ("population", "5000001"),
        ("population", "viele"),
        ("population_date", "2026-07-16"),
        ("invoice_email", "rechnung"),
        ("declarant_email", "rathaus@"),
        ("shares", "0"),
        ("shares", "1001"),
        ("shares", "1,5"),
        ("name", "x" * 121),
        ("declarant_name", "x" * 121),
    ],
)
def test_declaration_with_a_wrong_value_names_the_field_and_keeps_the_value(field, typed):
    wrong = form(**{field: typed})
    assert list(wrong.errors) == [field]
    assert wrong[field].value() == typed


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("", True),
        ("04011000-1234512345-06", True),
        (" 04011000-1234512345-06 ", True),
        ("04011000-1234512345-07", False),
        ("04011000-1234512346-06", False),
        ("04011000-12345-34", False),
        ("keine", False),
    ],
)
def test_leitweg_id_is_checked_by_its_digits(number, valid):
    typed = form(leitweg_id=number)
    assert typed.is_valid() is valid
    if valid:
        assert typed.applicant().leitweg_id == number.strip()
    else:
        assert typed.errors["leitweg_id"] == [
            "Diese Leitweg-ID ist nicht gültig. Bitte prüfen Sie jedes Zeichen."
        ]


def test_duties_are_a_group_of_their_own_so_that_they_can_be_highlighted():
    """§ 15a GenG."""
    groups = form()
    duties = [field.name for field in groups.duty_fields()]
    assert duties == ["duty_acknowledged", "statute_received"]
    others = [*groups.municipality_fields(), *groups.declaration_fields()]
    assert not set(duties) & {field.name for field in others}
    assert len(others) + len(duties) == len(groups.fields)


def test_duties_are_worded_as_the_law_wants_and_never_ticked_beforehand():
    """§ 15a GenG: express."""
    empty = ApplicationForm()
    assert "Wir verpflichten uns" in str(empty["duty_acknowledged"].label)
    assert "§ 15a GenG" in str(empty["duty_acknowledged"].label)
    for field in empty.duty_fields():
        assert not field.value()
        assert "checked" not in str(field)


DECISION = {"number": "V-1", "decided_on": "2026-07-15", "text": "Beschlossen."}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"decision": "admit"}, []),
        ({"decision": "refuse", "reason": "Kein Platz"}, []),
        ({"decision": "refuse"}, ["reason"]),
        ({"decision": "refuse", "reason": "  "}, ["reason"]),
        ({"decision": "postpone"}, ["decision"]),
        ({}, ["decision"]),
        ({"decision": "admit", "decided_on": "2026-07-16"}, ["decided_on"]),
        ({"decision": "refuse", "reason": "x" * 501}, ["reason"]),
    ],
)
def test_decision_typed_names_what_is_wrong(change, wrong):
    assert sorted(DecisionForm({**DECISION, **change}).errors) == wrong
