"""The list of members as a file: columns of § 30 GenG, German dates, no formula."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from members.cooperative import selectors, services
from members.cooperative.files import register_rows, safe_cell
from tests.factories.cooperative import MembershipFactory
from tests.factories.organisations import MunicipalityFactory


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("", ""),
        (7, "7"),
        ("Stadt Musterstadt", "Stadt Musterstadt"),
        ("Bad König", "Bad König"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+49 30 1", "'+49 30 1"),
        ("-1", "'-1"),
        ("@SUMME(A1)", "'@SUMME(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("1=1", "1=1"),
    ],
)
def test_safe_cell_takes_the_formula_out_and_leaves_the_rest(value, cell):
    assert safe_cell(value) == cell


@given(st.text())
@example("=1")
def test_safe_cell_never_begins_a_formula_and_loses_nothing(text):
    cell = safe_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.removeprefix("'") == text.removeprefix("'")


def test_register_without_members_is_its_head_in_german():
    assert register_rows([]) == [
        [
            "Mitgliedsnummer",
            "Name",
            "Straße",
            "Postleitzahl",
            "Ort",
            "Mitglied seit",
            "Anteile",
            "davon weitere Anteile",
            "Mitglied bis",
            "Grund des Ausscheidens",
        ]
    ]


@pytest.mark.django_db
def test_register_shows_end_and_reason_only_once_the_member_has_left(today):
    town = MunicipalityFactory(name="Stadt Abschied", street="=Weg 1", city="Abschied")
    membership = MembershipFactory(municipality=town, number=12)
    services.give_notice(membership=membership, declared_on=today, reason="@Fusion")
    running = register_rows(selectors.member_register(dt.date(2026, 12, 31)))[1]
    left = register_rows(selectors.member_register(dt.date(2027, 1, 1)))[1]
    assert running == [
        *("12", "Stadt Abschied", "'=Weg 1", "12345", "Abschied"),
        *("01.01.2026", "3", "0", "", ""),
    ]
    assert left[-2:] == ["31.12.2026", "'@Fusion"]
