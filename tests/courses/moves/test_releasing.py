"""Somebody is released from an obligation: it ends, no rule gives it again, it can come back."""

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.assignments import audiences, selectors
from courses.assignments import services as obligations
from courses.assignments.models import Period
from courses.moves import services
from members.messages.models import Message
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def hr(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


@pytest.fixture
def turn(town):
    row = ObligationFactory(municipality=town, course=None, title="Erste Hilfe")
    return PeriodFactory(obligation=row)


def address(turn):
    return reverse("course_moves:release", args=[turn.obligation_id, turn.employment_id])


def archived(turn):
    turn.refresh_from_db()
    return turn.archived_on


@pytest.mark.parametrize("limited", [False, True])
def test_release_ends_it_and_no_rule_gives_it_again(town, hr, turn, limited):
    row, job = turn.obligation, turn.employment
    if limited:
        row.departments.add(job.department)
        row.people.add(job)
    services.release(obligation=row, employment=job, by=hr)
    assert archived(turn) == dates.today()
    assert obligations.extend_all() == 0
    assert services.follow_all() == 0
    assert not audiences.concerned_staff(row).filter(pk=job.pk).exists()
    assert selectors.released_in([row.pk]) == [(row.pk, job.pk)]
    [message] = Message.objects.all()
    assert "Nicht mehr verlangt:" in message.body


def test_others_keep_what_somebody_is_released_from(town, hr, turn):
    other = PeriodFactory(obligation=turn.obligation)
    services.release(obligation=turn.obligation, employment=turn.employment, by=hr)
    assert archived(other) is None
    new = EmploymentFactory(municipality=town)
    assert [one.employment for one in obligations.extend(obligation=turn.obligation)] == [new]


def test_release_stays_when_the_person_moves(town, hr, turn):
    services.release(obligation=turn.obligation, employment=turn.employment, by=hr)
    job = turn.employment
    job.department = DepartmentFactory(municipality=town)
    job.save()
    assert services.follow(employment_ids=[job.pk]) == {}


def test_taken_back_it_returns_with_its_proof(hr, turn):
    Period.objects.update(fulfilled_on=dates.today())
    for _time in range(2):
        services.release(obligation=turn.obligation, employment=turn.employment, by=hr)
    for _time in range(2):
        services.oblige_again(obligation=turn.obligation, employment=turn.employment, by=hr)
    assert archived(turn) is None
    assert (Period.objects.count(), turn.fulfilled_on) == (1, dates.today())


def test_pages_ask_and_do_what_they_say(client, hr, turn):
    client.force_login(hr)
    person = reverse("assignments:person", args=[turn.obligation_id, turn.employment_id])
    assert "Davon entbinden" in client.get(person).content.decode()
    assert "von „Erste Hilfe“ entbinden?" in client.get(address(turn)).content.decode()
    assert archived(turn) is None

    text = client.post(address(turn), follow=True).content.decode()
    assert "gilt für diese Person nicht mehr" in text and "Wieder gelten lassen" in text
    client.post(address(turn))
    assert archived(turn) == dates.today()

    asked = client.get(address(turn)).content.decode()
    assert 'name="again"' in asked
    client.post(address(turn), {"again": "1"})
    assert archived(turn) is None


def test_only_who_sets_obligations_releases(client, town, turn):
    foreign = GrantFactory(role=Role.HR_MANAGER, municipality=MunicipalityFactory()).user
    officer = GrantFactory(role=Role.DEPARTMENT_HR, department=turn.employment.department).user
    for user in (foreign, officer):
        client.force_login(user)
        assert client.post(address(turn)).status_code == 404
    assert archived(turn) is None


def test_somebody_without_a_turn_is_not_found(client, hr, town, turn):
    client.force_login(hr)
    stranger = EmploymentFactory(municipality=town)
    place = reverse("course_moves:release", args=[turn.obligation_id, stranger.pk])
    assert client.get(place).status_code == 404
