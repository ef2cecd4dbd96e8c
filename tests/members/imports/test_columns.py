"""Headings of German and English lists are recognised, and what was chosen before wins."""

import pytest

from members.imports.columns import Field, fits, guess, head_position, normal, repeated


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Personalnummer", Field.NUMBER),
        ("Personal-Nr.", Field.NUMBER),
        ("PERS.NR.", Field.NUMBER),
        ("Employee ID", Field.NUMBER),
        ("Vorname", Field.FIRST),
        ("First name", Field.FIRST),
        ("Nachname", Field.LAST),
        ("Familienname", Field.LAST),
        ("Name, Vorname", Field.FULL),
        ("E-Mail-Adresse", Field.EMAIL),
        ("e-mail (dienstlich)", Field.EMAIL),
        ("Amt", Field.DEPARTMENT),
        ("Organisationseinheit", Field.DEPARTMENT),
        ("Department", Field.DEPARTMENT),
        ("Fachbereich", Field.ABOVE),
        ("Tätigkeit", Field.POSITION),
        ("Job title", Field.POSITION),
        ("Eintrittsdatum", Field.FROM),
        ("Austritt am", Field.UNTIL),
        ("letzter Arbeitstag", Field.UNTIL),
    ],
)
def test_heading_is_recognised(heading, field):
    assert guess([heading], {}) == {0: field}


@pytest.mark.parametrize("heading", ["", "Bemerkung", "Gehalt", "123", "Geburtsdatum"])
def test_other_heading_is_left_alone(heading):
    assert guess([heading], {}) == {}


def test_remembered_choice_goes_before_the_guess():
    assert guess(["Amt", "Kürzel"], {"kürzel": "department"}) == {1: Field.DEPARTMENT}


def test_column_that_was_left_out_before_is_left_out_again():
    assert guess(["Vorname", "Nachname"], {"vorname": ""}) == {1: Field.LAST}


def test_remembered_field_that_no_longer_exists_does_no_harm():
    assert guess(["Vorname"], {"vorname": "shoe_size"}) == {}


def test_first_of_two_columns_with_one_meaning_has_it():
    assert guess(["Amt", "Abteilung"], {}) == {0: Field.DEPARTMENT}


def test_headings_are_found_below_a_title():
    rows = [(1, ["Personalliste", ""]), (3, ["Stand 1.11.", ""]), (5, ["Vorname", "Nachname"])]
    assert head_position(rows, {}) == 2


@pytest.mark.parametrize("rows", [[], [(1, ["a"])], [(1, ["x", "y"]), (2, ["Name", "z"])]])
def test_without_known_headings_the_first_row_is_taken(rows):
    assert head_position(rows, {}) == 0


@pytest.mark.parametrize(
    ("fields", "enough"),
    [
        ([Field.NUMBER], True),
        ([Field.FULL], True),
        ([Field.FIRST, Field.LAST], True),
        ([Field.FIRST], False),
        ([Field.EMAIL, Field.DEPARTMENT], False),
        ([], False),
    ],
)
def test_columns_are_enough_when_people_can_be_recognised(fields, enough):
    assert fits(dict(enumerate(fields))) is enough


def test_repeated_names_the_field_that_was_chosen_twice():
    assert repeated({0: Field.LAST, 1: Field.FIRST, 2: Field.LAST}) is Field.LAST
    assert repeated({0: Field.LAST, 1: Field.FIRST}) is None


def test_normal_form_ignores_case_signs_and_spaces():
    assert normal(" Personal-Nr. ") == "personalnr"
    assert normal("STRASSE") == normal("Straße")
