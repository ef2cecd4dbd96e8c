"""Whom HR means by a number, an address or a name."""

import pytest

from members.people import selectors
from members.people.naming import lines_of, name_for, named
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory, PersonFactory


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("  \n \n", []),
        ("0042", ["0042"]),
        (" 0042 \r\n\r\nErika Groß\n", ["0042", "Erika Groß"]),
        ("a@x.example\na@x.example", ["a@x.example", "a@x.example"]),
    ],
)
def test_each_line_that_says_something_names_somebody(text, lines):
    assert lines_of(text) == lines


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def erika(town):
    person = PersonFactory(user=None, first_name="Erika", last_name="Groß", email="e@x.example")
    return EmploymentFactory(municipality=town, person=person, personnel_number="0042")


@pytest.fixture
def max_without_number(town):
    person = PersonFactory(user=None, first_name="Max", last_name="Muster", email="m@x.example")
    return EmploymentFactory(municipality=town, person=person)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["0042", "42", "00042", "E@X.example", "erika  groß", "Erika Groß", " ERIKA GROSS "],
)
def test_number_address_and_name_find_the_same_person(town, erika, name):
    assert named(selectors.staff_of(town), [name]) == [erika]


@pytest.mark.django_db
def test_nobody_and_several_are_told_apart(town, erika):
    twin = PersonFactory(user=None, first_name="Erika", last_name="Groß", email=None)
    EmploymentFactory(municipality=town, person=twin)
    foreign = EmploymentFactory(personnel_number="77")
    several, nobody, elsewhere, found = named(
        selectors.staff_of(town), ["Erika Groß", "Ludwig", foreign.personnel_number, "42"]
    )
    assert several == "Mehrere Personen heißen „Erika Groß“. Nehmen Sie die Personalnummer."
    assert "„Ludwig“" in nobody and "„77“" in elsewhere
    assert found == erika


@pytest.mark.django_db
def test_somebody_is_named_by_what_finds_the_person_again(town, erika, max_without_number):
    staff = selectors.staff_of(town)
    nameless = EmploymentFactory(
        municipality=town, person=PersonFactory(user=None, email=None, first_name="Ada")
    )
    jobs = [erika, max_without_number, nameless]
    names = [name_for(job) for job in jobs]
    assert names[:2] == ["0042", "m@x.example"]
    assert named(staff, names) == jobs


@pytest.mark.django_db
def test_any_number_of_names_takes_one_query(town, erika, django_assert_num_queries):
    with django_assert_num_queries(1):
        named(selectors.staff_of(town), ["42", "43", "44", "Erika Groß"])
