"""Who decides on whose request: role by place, own requests, ended grants."""

import pytest

from campus.kit import dates
from courses.enrolment import rules, services
from courses.enrolment.errors import NotYourDecision
from courses.enrolment.states import State
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
DECIDING = {Role.APPROVER, Role.DEPARTMENT_HR, Role.HR_MANAGER}


def request(job=None, **facts):
    offer = OfferFactory(approval_needed=True)
    more = {"employment": job} if job else {}
    return EnrolmentFactory(offer=offer, state=State.REQUESTED, confirmed_at=None, **more, **facts)


def places_of(enrolment):
    """Return places by name as seen from the person who asked."""
    own = enrolment.employment.department
    above = DepartmentFactory(municipality=own.municipality)
    own.parent = above
    own.save()
    return {
        "own": own,
        "above": above,
        "below": DepartmentFactory(municipality=own.municipality, parent=own),
        "beside": DepartmentFactory(municipality=own.municipality, parent=above),
        "foreign": DepartmentFactory(),
    }


@pytest.mark.parametrize("role", [Role.APPROVER, Role.DEPARTMENT_HR])
@pytest.mark.parametrize(
    ("place", "allowed"),
    [("own", True), ("above", True), ("below", False), ("beside", False), ("foreign", False)],
)
def test_department_role_decides_for_its_department_and_those_below(role, place, allowed):
    enrolment = request()
    user = GrantFactory(role=role, department=places_of(enrolment)[place]).user

    assert rules.may_decide(user, enrolment) is allowed
    assert list(rules.decidable_by(user)) == ([enrolment] if allowed else [])
    if not allowed:
        with pytest.raises(NotYourDecision) as caught:
            services.reject(enrolment=enrolment, by=user, reason="Nein.")
        assert (caught.value.code, caught.value.status) == ("not_your_decision", 403)


@pytest.mark.parametrize("role", Role)
def test_role_in_the_persons_own_town_decides_only_if_it_is_made_for_it(role):
    enrolment = request()
    job = enrolment.employment
    user = GrantFactory(
        role=role,
        **(
            {"department": job.department}
            if role in {Role.APPROVER, Role.DEPARTMENT_HR}
            else {"municipality": job.municipality}
            if role in {Role.HR_MANAGER, Role.CONTACT_PERSON}
            else {}
        ),
    ).user

    assert rules.may_decide(user, enrolment) is (role in DECIDING)
    assert rules.may_open_approvals(user) is (role in DECIDING)


def test_human_resources_of_another_town_decide_nothing_here():
    enrolment = request()
    user = GrantFactory(role=Role.HR_MANAGER, municipality=MunicipalityFactory()).user

    assert not rules.may_decide(user, enrolment)
    assert not rules.visible_to(user).exists()


def test_user_without_role_opens_nothing():
    assert not rules.may_open_approvals(UserFactory())


@pytest.mark.parametrize("role", sorted(DECIDING))
def test_own_request_is_decided_by_somebody_else(role):
    enrolment = request()
    job = enrolment.employment
    place = (
        {"municipality": job.municipality}
        if role == Role.HR_MANAGER
        else {"department": job.department}
    )
    GrantFactory(user=job.person.user, role=role, **place)

    assert not rules.may_decide(job.person.user, enrolment)
    for deed in (
        lambda: services.approve(enrolment=enrolment, by=job.person.user),
        lambda: services.reject(enrolment=enrolment, by=job.person.user, reason="Nein."),
    ):
        with pytest.raises(NotYourDecision):
            deed()


def test_revoked_role_decides_nothing():
    enrolment = request()
    grant = GrantFactory(role=Role.APPROVER, department=enrolment.employment.department)
    grant.revoked_at = dates.now()
    grant.save()

    assert not rules.may_decide(grant.user, enrolment)


@pytest.mark.parametrize("state", [state for state in State if state != State.REQUESTED])
def test_what_is_no_open_request_waits_for_nobody(state):
    enrolment = request()
    enrolment.state = state
    enrolment.save()
    user = GrantFactory(role=Role.APPROVER, department=enrolment.employment.department).user

    assert not rules.decidable_by(user).exists()
    assert rules.visible_to(user).get() == enrolment


def test_seat_that_needed_no_approval_is_not_shown_to_approvers():
    seat = EnrolmentFactory()
    user = GrantFactory(role=Role.APPROVER, department=seat.employment.department).user

    assert not rules.visible_to(user).exists()


def test_person_with_two_jobs_is_decided_on_by_the_employer_who_pays():
    first = request()
    second = EmploymentFactory(person=first.person)
    user = GrantFactory(role=Role.APPROVER, department=second.department).user

    assert not rules.may_decide(user, first)
