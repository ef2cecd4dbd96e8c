"""A list is checked row by row, and then all of it is written or nothing."""

import datetime as dt

import pytest

from campus.kit import dates
from members.messages.models import Message
from members.people import services
from members.people.errors import EmailInUse, ListHasFaults
from members.people.models import Employment, Invitation, Person
from members.people.pasted import parse
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def departments(town):
    return [DepartmentFactory(municipality=town, name=name) for name in ("Straßenbau", "Ämter")]


def check(text, town, departments=(), department_needed=False):
    return services.check_rows(
        rows=parse(text),
        municipality=town,
        departments=list(departments),
        department_needed=department_needed,
    )


def faults(text, town, *further, **wishes):
    return [" ".join(entry.faults) for entry in check(text, town, *further, **wishes)]


def add(checked, town):
    return services.add_several(
        checked=checked, municipality=town, valid_from=dates.today(), added_by=UserFactory()
    )


@pytest.mark.parametrize(
    ("typed", "position"),
    [("Straßenbau", 0), ("STRASSENBAU", 0), ("straßenbau", 0), ("ämter", 1), ("ÄMTER", 1)],
)
def test_check_finds_a_department_however_it_is_written(town, departments, typed, position):
    (entry,) = check(f"A;B;;{typed}", town, departments)
    assert (entry.department, entry.faults) == (departments[position], ())


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (";B", "Vorname und Nachname"),
        ("A;", "Vorname und Nachname"),
        ("A;B;kein-at", "„kein-at“ ist keine E-Mail-Adresse."),
        ("A;B;a@x", "„a@x“ ist keine E-Mail-Adresse."),
        (f"A;{'B' * 81}", "höchstens 80 Zeichen"),
        ("A;B;;Mondamt", "„Mondamt“"),
        ("A;B;;;zu viel", "vier Spalten"),
    ],
)
def test_check_words_the_fault_of_a_row_in_german(town, departments, line, sentence):
    good, bad = faults(f"Gut;Geschrieben\n{line}", town, departments)
    assert good == ""
    assert sentence in bad


def test_check_names_every_fault_of_one_row(town):
    (entry,) = check(";B;kein-at;Mondamt", town)
    assert len(entry.faults) == 3


def test_check_takes_a_name_of_eighty_signs(town):
    assert faults(f"{'A' * 80};{'B' * 80}", town) == [""]


def test_check_finds_the_same_address_twice_in_both_rows(town):
    found = faults("A;B;a@x.example\nC;D;A@X.EXAMPLE\nE;F;e@x.example", town)
    assert [bool(fault) for fault in found] == [True, True, False]


def test_check_takes_two_of_one_name_for_two_people(town):
    assert faults("Erika;Meier\nErika;Meier", town) == ["", ""]


@pytest.mark.parametrize(("days", "is_fault"), [(None, True), (0, True), (-1, False)])
def test_check_refuses_who_works_here_and_takes_who_came_back(town, days, is_fault):
    end = None if days is None else dates.today() + dt.timedelta(days=days)
    job = EmploymentFactory(municipality=town, person__email="e@x.example", valid_until=end)
    line = f"Erika;{job.person.last_name};E@x.example"
    assert bool(faults(line, town)[0]) is is_fault


def test_check_refuses_who_begins_here_later(town):
    later = dates.today() + dt.timedelta(days=30)
    job = EmploymentFactory(municipality=town, person__email="e@x.example", valid_from=later)
    assert "bereits" in faults(f"Erika;{job.person.last_name};e@x.example", town)[0]


def test_check_takes_somebody_known_from_another_town(town):
    job = EmploymentFactory(person__email="e@x.example")
    assert faults(f"Erika;{job.person.last_name.upper()};e@x.example", town) == [""]
    assert "jemand anderem" in faults("Erika;Anders;e@x.example", town)[0]


def test_check_for_a_training_officer_needs_one_of_the_own_departments(town, departments):
    own = departments[:1]
    found = faults("A;B\nC;D;;Ämter\nE;F;;Straßenbau", town, own, department_needed=True)
    assert [bool(fault) for fault in found] == [True, True, False]
    assert "„“" not in found[0]
    assert "Amt" in found[0]


def test_check_writes_nothing_and_costs_the_same_for_three_and_twelve(
    town, departments, django_assert_num_queries
):
    for number in range(12):
        EmploymentFactory(person__email=f"b{number}@x.example")
    for number in (3, 12):
        lines = "\n".join(f"A;B{row};b{row}@x.example;Ämter" for row in range(number))
        with django_assert_num_queries(2):
            assert all(faults(lines, town, departments))
    assert Person.objects.count() == 12


def test_add_with_one_faulty_row_writes_nothing(town):
    with pytest.raises(ListHasFaults) as refusal:
        add(check("A;B\nC;", town), town)
    assert str(refusal.value).startswith("Einige Zeilen stimmen noch nicht.")
    assert not Person.objects.exists()


def test_add_writes_nothing_if_a_later_row_is_refused_in_the_meantime(town):
    checked = check("A;B;a@x.example\nC;D;d@x.example", town)
    EmploymentFactory(person__last_name="Anders", person__email="d@x.example")
    with pytest.raises(EmailInUse):
        add(checked, town)
    assert Employment.objects.filter(municipality=town).count() == 0
    assert not Invitation.objects.exists()
    assert not Message.objects.exists()


def test_add_tells_how_many_were_sent_a_mail_and_how_many_need_a_letter(town, departments):
    known = EmploymentFactory(person__email="k@x.example").person
    text = f"A;B;a@x.example;Ämter\nC;D\nE;{known.last_name};k@x.example"
    added = add(check(text, town, departments), town)
    assert (len(added.jobs), added.invited, added.without_email) == (3, 1, 1)
    assert Message.objects.get().email == "a@x.example"
    assert added.jobs[0].department == departments[1]
    assert added.jobs[2].person == known
