"""Adding staff, moving them and letting them go."""

import datetime as dt

import pytest

from campus.kit import dates
from members.people import services
from members.people.errors import (
    AlreadyEmployed,
    DepartmentNotThere,
    EmailInUse,
    EndsBeforeItBegins,
    PersonnelNumberInUse,
)
from members.people.models import Invitation, LearnerAccount, Person
from members.roles.catalogue import Role
from members.roles.models import Grant
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory, PersonFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 5, 4)


@pytest.fixture(autouse=True)
def _monday():
    with dates.moved_clock(dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)):
        yield


def add(**changes):
    wanted = {
        "first_name": "Erika",
        "last_name": "Mustermann",
        "valid_from": TODAY,
        "added_by": None,
        "municipality": changes.pop("municipality", None) or MunicipalityFactory(),
        **changes,
    }
    return services.add_person(**wanted)


def test_add_person_makes_person_job_and_opaque_account():
    hr, department = UserFactory(), DepartmentFactory()
    job = add(
        municipality=department.municipality,
        department=department,
        email="e@stadt.example",
        position="Standesamt",
        personnel_number="4711",
        added_by=hr,
    )
    assert (str(job.person), job.person.email) == ("Erika Mustermann", "e@stadt.example")
    assert (job.department, job.added_by) == (department, hr)
    assert LearnerAccount.objects.filter(person=job.person).exists()


def test_add_two_people_without_address_makes_two():
    town = MunicipalityFactory()
    assert add(municipality=town).person != add(municipality=town).person


def test_add_person_with_a_known_address_is_the_same_person_elsewhere():
    first = add(email="e@kreis.example")
    second = add(email="E@Kreis.example", last_name="mustermann")
    assert second.person == first.person
    assert Person.objects.count() == 1


def test_add_person_with_the_address_of_somebody_else_is_refused():
    add(email="e@kreis.example")
    with pytest.raises(EmailInUse) as refusal:
        add(email="e@kreis.example", last_name="Musterfrau")
    assert "e@kreis.example" in str(refusal.value)


def test_add_person_who_already_works_there_is_refused():
    job = add(email="e@stadt.example")
    with pytest.raises(AlreadyEmployed):
        add(email="e@stadt.example", municipality=job.municipality)


def test_add_person_with_a_department_of_another_town_is_refused():
    with pytest.raises(DepartmentNotThere):
        add(department=DepartmentFactory())


def test_add_person_with_a_used_personnel_number_is_refused():
    job = add(personnel_number="1")
    add(personnel_number="1")
    with pytest.raises(PersonnelNumberInUse):
        add(municipality=job.municipality, personnel_number="1")


def test_change_employment_moves_to_another_department():
    job = EmploymentFactory(personnel_number="7")
    place = DepartmentFactory(municipality=job.municipality)
    services.change_employment(
        employment=job, department=place, position="Leitung", personnel_number="7"
    )
    job.refresh_from_db()
    assert (job.department, job.position) == (place, "Leitung")


def test_end_employment_before_its_first_day_is_refused_with_that_day():
    job = EmploymentFactory(valid_from=TODAY)
    with pytest.raises(EndsBeforeItBegins) as refusal:
        services.end_employment(employment=job, last_day=dt.date(2026, 5, 3), ended_by=None)
    assert "04.05.2026" in str(refusal.value)


def test_end_employment_takes_back_open_invitations_and_past_roles():
    job = EmploymentFactory(person__user=None)
    services.invite(employment=job, invited_by=None, channel="letter")
    services.end_employment(employment=job, last_day=TODAY, ended_by=None)
    assert Invitation.objects.get().revoked_at == dates.now()


@pytest.mark.parametrize(("last_day", "is_kept"), [(TODAY, True), (dt.date(2026, 5, 3), False)])
def test_end_employment_ends_roles_there_after_the_last_day(last_day, is_kept):
    job = EmploymentFactory()
    here = GrantFactory(user=job.person.user, municipality=job.municipality)
    elsewhere = GrantFactory(user=job.person.user, role=Role.AUTHOR)
    services.end_employment(employment=job, last_day=last_day, ended_by=None)
    kept = set(Grant.objects.filter(revoked_at=None))
    assert kept == ({here, elsewhere} if is_kept else {elsewhere})


def test_close_ended_employments_takes_roles_the_day_after_and_only_once():
    job = EmploymentFactory()
    GrantFactory(user=job.person.user, municipality=job.municipality)
    services.end_employment(employment=job, last_day=TODAY, ended_by=None)
    assert services.close_ended_employments() == 0
    with dates.moved_clock(dt.datetime(2026, 5, 5, 9, tzinfo=dt.UTC)):
        assert services.close_ended_employments() == 1
        assert services.close_ended_employments() == 0


def test_close_ended_employments_spares_who_came_back():
    job = EmploymentFactory(valid_until=dt.date(2026, 4, 30))
    EmploymentFactory(person=job.person, municipality=job.municipality, valid_from=TODAY)
    GrantFactory(user=job.person.user, municipality=job.municipality)
    assert services.close_ended_employments() == 0


def test_log_access_names_the_viewer_and_leaves_out_oneself():
    hr = PersonFactory()
    colleague = PersonFactory()
    services.log_access(
        viewer=hr.user, viewer_role="Personal", people=[hr, colleague], what="Stammdaten"
    )
    (entry,) = colleague.access_log.all()
    assert (entry.viewer_name, entry.what, entry.at) == (str(hr.user), "Stammdaten", dates.now())
    assert not hr.access_log.exists()
