"""Jobs of one person: two employers, an end, a return, numbers, corrections."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from campus.kit import dates
from members.people import selectors, services
from members.people.errors import (
    AlreadyEmployed,
    DepartmentNotThere,
    EmailInUse,
    EmploymentHasEnded,
    KnownElsewhere,
    PersonnelNumberInUse,
)
from members.people.models import Employment, LearnerAccount, Person
from members.roles.catalogue import Role
from members.roles.models import Grant
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory, PersonFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 5, 4)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _monday():
    with dates.moved_clock(dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def town():
    return MunicipalityFactory()


def add(town, **changes):
    wanted = {
        "first_name": "Erika",
        "last_name": "Groß",
        "email": "erika@stadt.example",
        "valid_from": TODAY,
        "added_by": None,
        **changes,
    }
    return services.add_person(municipality=town, **wanted)


def test_two_employers_see_each_their_own_job(town):
    here, there = add(town), add(MunicipalityFactory(), position="Kreis")
    assert here.person == there.person
    assert list(selectors.staff_of(town)) == [here]
    assert list(selectors.all_staff_of(there.municipality)) == [there]
    assert LearnerAccount.objects.count() == 1


def test_end_with_one_employer_leaves_the_other_job_and_its_roles(town):
    here, there = add(town), add(MunicipalityFactory())
    here.person.user = UserFactory()
    here.person.save()
    kept = GrantFactory(user=here.person.user, municipality=there.municipality)
    GrantFactory(user=here.person.user, municipality=town)
    here.person.refresh_from_db()
    services.end_employment(
        employment=Employment.objects.get(pk=here.pk), last_day=TODAY, ended_by=None
    )
    with dates.moved_clock(dates.now() + DAY):
        assert services.close_ended_employments() == 1
        assert selectors.current_municipality(here.person.user) == there.municipality
    assert list(Grant.objects.filter(revoked_at=None)) == [kept]


@pytest.mark.parametrize("valid_from", [TODAY, TODAY + 30 * DAY, TODAY - 30 * DAY])
def test_add_somebody_who_works_here_is_refused_whatever_the_first_day(town, valid_from):
    add(town, valid_from=TODAY - 400 * DAY)
    with pytest.raises(AlreadyEmployed) as refusal:
        add(town, valid_from=valid_from)
    assert str(refusal.value) == "Erika Groß steht bereits auf der Liste der Mitarbeitenden."


def test_add_somebody_who_begins_later_here_a_second_time_is_refused(town):
    add(town, valid_from=TODAY + 30 * DAY)
    with pytest.raises(AlreadyEmployed):
        add(town, valid_from=TODAY)


def test_add_somebody_who_came_back_is_the_same_person_with_a_second_job(town):
    first = add(town, valid_from=TODAY - 400 * DAY)
    services.end_employment(employment=first, last_day=TODAY - DAY, ended_by=None)
    second = add(town)
    assert second.person == first.person
    assert list(selectors.staff_of(town)) == [second]
    assert list(selectors.all_staff_of(town).order_by("pk")) == [first, second]


def test_add_somebody_from_the_day_after_the_last_is_taken(town):
    first = add(town, valid_from=TODAY - 400 * DAY)
    services.end_employment(employment=first, last_day=TODAY + 10 * DAY, ended_by=None)
    with pytest.raises(AlreadyEmployed):
        add(town, valid_from=TODAY + 10 * DAY)
    assert add(town, valid_from=TODAY + 11 * DAY).person == first.person


def test_add_that_is_refused_leaves_no_person_behind(town):
    EmploymentFactory(municipality=town, personnel_number="4711")
    before = Person.objects.count()
    with pytest.raises(PersonnelNumberInUse) as refusal:
        add(town, personnel_number="4711")
    assert str(refusal.value) == "Die Personalnummer 4711 gehört bereits jemand anderem."
    assert Person.objects.count() == before


def test_personnel_number_of_another_town_does_not_matter(town):
    EmploymentFactory(personnel_number="4711")
    assert add(town, personnel_number="4711").personnel_number == "4711"


def test_change_to_a_used_number_is_refused_and_to_the_own_is_not(town):
    job = EmploymentFactory(municipality=town, personnel_number="1")
    EmploymentFactory(municipality=town, personnel_number="2")
    for number in ("1", ""):
        services.change_employment(
            employment=job, department=None, position="", personnel_number=number
        )
    with pytest.raises(PersonnelNumberInUse):
        services.change_employment(
            employment=job, department=None, position="", personnel_number="2"
        )


def test_change_to_a_foreign_department_changes_nothing(town):
    job = EmploymentFactory(municipality=town, position="Amtsleitung")
    with pytest.raises(DepartmentNotThere) as refusal:
        services.change_employment(
            employment=job, department=DepartmentFactory(), position="X", personnel_number=""
        )
    job.refresh_from_db()
    assert job.position == "Amtsleitung"
    assert str(refusal.value).startswith("Dieses Amt gehört zu einer anderen Kommune.")


def test_two_without_a_personnel_number_are_no_conflict(town):
    for _ in range(2):
        EmploymentFactory(municipality=town, personnel_number="")
    assert selectors.staff_of(town).count() == 2


def test_job_that_ends_before_it_begins_is_refused_by_the_database(town):
    with pytest.raises(IntegrityError), transaction.atomic():
        EmploymentFactory(municipality=town, valid_from=TODAY, valid_until=TODAY - DAY)


@pytest.mark.parametrize(("days", "is_here"), [(-1, False), (0, True), (1, True)])
def test_last_day_still_belongs_to_the_job(town, days, is_here):
    job = EmploymentFactory(municipality=town)
    services.end_employment(employment=job, last_day=TODAY + days * DAY, ended_by=None)
    assert selectors.staff_of(town).exists() is is_here
    assert selectors.staff_count(TODAY) == int(is_here)


def test_end_on_the_first_day_is_taken_and_may_be_corrected(town):
    hr = UserFactory()
    job = EmploymentFactory(municipality=town, valid_from=TODAY)
    services.end_employment(employment=job, last_day=TODAY, ended_by=None)
    services.end_employment(employment=job, last_day=TODAY + DAY, ended_by=hr)
    job.refresh_from_db()
    assert (job.valid_until, job.ended_by) == (TODAY + DAY, hr)


def test_invite_is_possible_on_the_last_day_and_not_after(town):
    job = EmploymentFactory(municipality=town, person__user=None, valid_until=TODAY)
    assert services.invite(employment=job, invited_by=None, channel="letter")
    with dates.moved_clock(dates.now() + DAY), pytest.raises(EmploymentHasEnded) as refusal:
        services.invite(employment=job, invited_by=None, channel="letter")
    assert "ausgeschieden" in str(refusal.value)


def correct(job, **changes):
    wanted = {"first_name": "Erika", "last_name": "Neu", "email": None, **changes}
    return services.correct_person(employment=job, **wanted)


def test_correct_name_of_somebody_with_an_account_changes_both(town):
    job = EmploymentFactory(municipality=town)
    person = correct(job, email="hr@stadt.example")
    person.user.refresh_from_db()
    assert (str(person), person.user.last_name) == ("Erika Neu", "Neu")
    assert person.email == person.user.email != "hr@stadt.example"


def test_correct_to_the_address_of_somebody_else_is_refused(town):
    PersonFactory(user=None, email="max@stadt.example")
    job = EmploymentFactory(municipality=town, person__user=None)
    with pytest.raises(EmailInUse) as refusal:
        correct(job, email="MAX@stadt.example")
    assert "gehört bereits jemand anderem" in str(refusal.value)


def test_correct_somebody_with_a_second_employer_is_the_offices_to_do(town):
    job = EmploymentFactory(municipality=town)
    EmploymentFactory(person=job.person)
    with pytest.raises(KnownElsewhere) as refusal:
        correct(job)
    assert "Geschäftsstelle" in str(refusal.value)


def test_known_elsewhere_counts_jobs_that_have_ended_and_invitations_to_roles(town):
    job = EmploymentFactory(municipality=town, person__user=None, person__email="e@x.example")
    assert not services.is_known_elsewhere(job)
    services.invite_for_role(
        first_name="Erika",
        last_name=job.person.last_name,
        email="e@x.example",
        role=Role.BOARD,
        place=None,
        invited_by=UserFactory(),
    )
    assert services.is_known_elsewhere(job)
    past = EmploymentFactory(municipality=town)
    EmploymentFactory(person=past.person, valid_until=TODAY - DAY)
    assert services.is_known_elsewhere(past)
