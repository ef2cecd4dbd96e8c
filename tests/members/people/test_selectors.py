"""Who works where, on which day, and under which opaque name."""

import datetime as dt
import uuid

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser

from campus.kit import dates
from members.people import selectors
from members.people.access_states import AccessState
from members.people.models import LearnerAccount
from members.people.selectors import StaffFilter
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory, PersonFactory

pytestmark = pytest.mark.django_db
YESTERDAY = dt.timedelta(days=1)


def test_person_of_is_read_once(django_assert_num_queries):
    person = PersonFactory()
    user = get_user_model().objects.get(pk=person.user_id)
    with django_assert_num_queries(1):
        assert selectors.person_of(user) == person
        assert selectors.person_of(user) == person
    assert selectors.person_of(AnonymousUser()) is None
    assert selectors.person_of(UserFactory()) is None


@pytest.mark.parametrize(
    ("begins", "ends", "is_current"),
    [(0, None, True), (-10, 0, True), (1, None, False), (-10, -1, False)],
)
def test_current_employment_counts_first_and_last_day(begins, ends, is_current):
    today = dates.today()
    job = EmploymentFactory(
        valid_from=today + dt.timedelta(days=begins),
        valid_until=None if ends is None else today + dt.timedelta(days=ends),
    )
    assert (selectors.current_employment(job.person) == job) is is_current
    assert (selectors.current_municipality(job.person.user) == job.municipality) is is_current
    assert (job in selectors.staff_of(job.municipality)) is is_current


def test_a_second_employer_does_not_displace_the_first():
    first = EmploymentFactory(valid_from=dt.date(2020, 1, 1))
    second = EmploymentFactory(person=first.person, valid_from=dt.date(2021, 1, 1))
    assert selectors.current_employment(first.person) == first
    found = selectors.current_employment(first.person, municipality=second.municipality)
    assert found == second
    assert list(selectors.employments_of(first.person)) == [first, second]


def test_current_municipality_of_somebody_without_person_is_none():
    assert selectors.current_municipality(AnonymousUser()) is None
    assert selectors.current_municipality(UserFactory()) is None


def test_staff_of_a_department_includes_the_departments_below(django_assert_num_queries):
    top = DepartmentFactory()
    low = DepartmentFactory(municipality=top.municipality, parent=top)
    beside = DepartmentFactory(municipality=top.municipality)
    jobs = [
        EmploymentFactory(municipality=top.municipality, department=place)
        for place in (top, low, beside)
    ]
    with django_assert_num_queries(2):
        found = list(selectors.staff_of(top.municipality, department=top))
        assert {str(job.person) for job in found} == {str(job.person) for job in jobs[:2]}
    assert set(selectors.department_tree_ids(top)) == {top.pk, low.pk}
    assert list(selectors.departments_of(top.municipality)) == [top, low, beside]


def test_account_name_is_made_on_first_use_and_stays():
    person = PersonFactory()
    LearnerAccount.objects.all().delete()
    name = selectors.account_name(person)
    assert isinstance(name, uuid.UUID)
    assert selectors.account_name(person) == name
    assert selectors.people_by_account([name, uuid.uuid4()]) == {name: person}


def staff_found(town, **wishes):
    wanted = StaffFilter(**wishes)
    return list(selectors.filtered(selectors.all_staff_of(town), wanted))


def test_filter_by_text_finds_every_word_anywhere():
    job = EmploymentFactory(person__first_name="Erika", person__last_name="Mustermann")
    EmploymentFactory(municipality=job.municipality)
    assert staff_found(job.municipality, text="must eri") == [job]
    assert staff_found(job.municipality, text=job.person.email) == [job]
    assert staff_found(job.municipality, text="nobody") == []


def test_filter_by_state_names_every_state(django_assert_num_queries):
    town = MunicipalityFactory()
    active = EmploymentFactory(municipality=town)
    none = EmploymentFactory(municipality=town, person__user=None)
    left = EmploymentFactory(municipality=town, valid_until=dates.today() - YESTERDAY)
    found = {state: staff_found(town, state=state) for state in AccessState}
    assert found == {
        AccessState.ACTIVE: [active],
        AccessState.INVITED: [],
        AccessState.NONE: [none],
        AccessState.LEFT: [left],
    }
    assert set(staff_found(town)) == {active, none}
    assert [selectors.state_of(job) for job in found[AccessState.LEFT]] == [AccessState.LEFT]
