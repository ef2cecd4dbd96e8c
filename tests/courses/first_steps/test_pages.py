"""The page of the first steps: each from what is there, gone when nothing is left."""

import datetime as dt

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.assignments.models import Reminder
from courses.first_steps import selectors, services
from courses.first_steps.models import NotNeeded
from courses.first_steps.steps import State, Step
from courses.first_steps.words import WORDS
from courses.oversight import services as oversight
from courses.portal.models import LandingPage
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.cooperative import MembershipFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.policies import PolicyFactory
from tests.factories.roles import GrantFactory
from tests.factories.sign_on import ConnectionFactory

LIST = reverse("first_steps:list")
START = reverse("assignments:dashboard")


@pytest.fixture
def town(db):
    return MunicipalityFactory(name="Stadt Neustadt")


@pytest.fixture
def hr(client, town):
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
    return client


def text(response):
    return response.content.decode()


def remind(town):
    turn = PeriodFactory(obligation=ObligationFactory(municipality=town))
    Reminder.objects.create(period=turn, sent_on=dates.today())


TAKEN = {
    Step.DEPARTMENTS: lambda town: DepartmentFactory(municipality=town),
    Step.STAFF: lambda town: [
        EmploymentFactory(municipality=town, department=None) for _ in range(2)
    ],
    Step.SIGN_ON: lambda town: ConnectionFactory(municipality=town, is_on=True),
    Step.AGREEMENT: lambda town: PolicyFactory(municipality=town),
    Step.LANDING: lambda town: LandingPage.objects.create(municipality=town, greeting="Hallo"),
    Step.OBLIGATIONS: lambda town: ObligationFactory(municipality=town),
    Step.LADDER: lambda town: oversight.set_ladder(
        municipality=town, superior_after=3, personnel_after=None
    ),
    Step.REMINDER: remind,
}


def test_new_municipality_has_done_nothing(town):
    assert selectors.done_in(town) == set()


@pytest.mark.parametrize("step", list(Step))
def test_step_is_done_when_it_is_there_and_only_here(town, step):
    TAKEN[step](MunicipalityFactory())
    assert step not in selectors.done_in(town)
    TAKEN[step](town)
    assert step in selectors.done_in(town)


def test_one_alone_is_no_staff_and_a_connection_that_is_off_no_sign_in(town):
    EmploymentFactory(municipality=town, department=None)
    ConnectionFactory(municipality=town, is_on=False)
    assert selectors.done_in(town) == set()


def test_whoever_comes_tomorrow_is_staff_already(town):
    for _ in range(2):
        EmploymentFactory(
            municipality=town, department=None, valid_from=dates.today() + dt.timedelta(days=1)
        )
    assert selectors.done_in(town) == {Step.STAFF}


def test_page_names_every_step_with_a_way_to_it(hr, town):
    page = text(hr.get(LIST))
    assert "0 von 8 erledigt" in page
    for words in WORDS.values():
        assert str(words.title) in page
        assert f"{reverse(words.to)}?kommune={town.slug}" in page


@pytest.mark.parametrize("step", list(Step))
def test_way_of_every_step_leads_to_a_page_that_is_not_blank(hr, town, step):
    MembershipFactory(municipality=town)
    response = hr.get(reverse(WORDS[step].to), {"kommune": town.slug}, follow=True)
    assert response.status_code == 200
    assert "<h1" in text(response)


def test_step_that_is_not_needed_is_left_out_and_comes_back(hr, town):
    at = reverse("first_steps:decide", args=["sign_on"], query={"kommune": town.slug})
    for _twice in range(2):
        assert hr.post(at).url.endswith("#sign_on")
    assert "0 von 7 erledigt" in text(hr.get(LIST))
    assert selectors.progress_in(town).states[Step.SIGN_ON] is State.NOT_NEEDED
    hr.post(at, {"needed": "1"})
    assert "0 von 8 erledigt" in text(hr.get(LIST))
    assert not NotNeeded.objects.exists()


def test_step_that_does_not_exist_is_not_found(hr):
    assert hr.post(reverse("first_steps:decide", args=["yesterday"])).status_code == 404
    assert not NotNeeded.objects.exists()


def test_first_page_names_the_next_step_until_everything_is_there(hr, town):
    DepartmentFactory(municipality=town)
    page = text(hr.get(START))
    assert "Erste Schritte: 1 von 8 erledigt" in page
    assert "Mitarbeitende importieren" in page
    for step in Step:
        services.do_without(municipality=town, step=step, by=UserFactory())
    assert selectors.notices_for(town) == []
    assert "Erste Schritte" not in text(hr.get(START))
    assert "Alles ist eingerichtet" in text(hr.get(LIST))


def test_training_officers_and_others_do_not_see_it(client, town):
    client.force_login(GrantFactory(role=Role.DEPARTMENT_HR, municipality=town).user)
    assert client.get(LIST).status_code == 403
    client.force_login(GrantFactory(role=Role.HR_MANAGER).user)
    assert client.get(LIST, {"kommune": town.slug}).status_code == 404
    there = reverse("first_steps:decide", args=["staff"], query={"kommune": town.slug})
    assert client.post(there).status_code == 404
    assert not NotNeeded.objects.exists()


def test_page_costs_as_much_for_many_staff_as_for_few(hr, town, django_assert_num_queries):
    with django_assert_num_queries(9):
        selectors.progress_in(town)
    for _ in range(20):
        EmploymentFactory(municipality=town)
    with django_assert_num_queries(9):
        selectors.progress_in(town)


def test_name_tells_which(town):
    services.do_without(municipality=town, step=Step.STAFF, by=UserFactory())
    assert str(NotNeeded.objects.get()) == f"{town.pk}: staff"
