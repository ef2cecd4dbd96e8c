"""Who comes back keeps the record; what was entered by mistake is taken back."""

import datetime as dt

import pytest

from campus.kit import dates
from members.people import services
from members.people.errors import PersonnelNumberInUse, StillNeeded
from members.people.models import Employment, Invitation, Person
from members.roles.catalogue import Role
from members.roles.models import Grant
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory, PersonFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def left(town):
    """Return the job of Erika Groß, who left a month ago."""
    return EmploymentFactory(
        person=PersonFactory(first_name="Erika", last_name="Groß"),
        municipality=town,
        personnel_number="12",
        valid_until=dates.today() - dt.timedelta(days=30),
    )


def add(town, first_name="Erika", last_name="Groß", number="12"):
    return services.add_person(
        first_name=first_name,
        last_name=last_name,
        municipality=town,
        valid_from=dates.today(),
        added_by=None,
        personnel_number=number,
    )


@pytest.mark.parametrize("last_name", ["Groß", "groß"])
def test_former_number_and_name_are_the_same_person(town, left, last_name):
    job = add(town, last_name=last_name)
    assert (job.person, job.personnel_number) == (left.person, "12")
    assert Employment.objects.filter(person=left.person).count() == 2


@pytest.mark.parametrize("name", [("Eva", "Groß"), ("Erika", "Klein")])
def test_former_number_of_another_name_is_refused(town, left, name):
    with pytest.raises(PersonnelNumberInUse):
        add(town, *name)
    assert Person.objects.count() == 1


def test_number_of_another_town_tells_nothing(left):
    assert add(MunicipalityFactory()).person != left.person


def test_running_job_keeps_its_number_for_itself(town, left):
    add(town)
    with pytest.raises(PersonnelNumberInUse):
        add(town, "Eva", "Klein")


def test_job_withdrawn_takes_the_person_nobody_else_knows_along(town):
    services.withdraw_employment(employment=add(town))
    assert (Person.objects.count(), Employment.objects.count()) == (0, 0)


def test_job_withdrawn_leaves_a_person_with_an_account_or_another_employer(town, left):
    services.withdraw_employment(employment=add(town))
    assert list(Employment.objects.all()) == [left]
    assert Person.objects.get() == left.person


def test_job_on_which_something_hangs_is_not_withdrawn(town, monkeypatch):
    job = add(town)

    def protected(self, *args, **kwargs):
        raise services.undoing.ProtectedError("", set())

    monkeypatch.setattr(Employment, "delete", protected)
    with pytest.raises(StillNeeded) as refusal:
        services.withdraw_employment(employment=job)
    assert "Erika Groß" in str(refusal.value)


def test_ended_job_is_opened_again_with_invitation_and_role(town):
    person = PersonFactory(user=None, email="e@x.example")
    job = EmploymentFactory(person=person, municipality=town)
    services.invite(employment=job, invited_by=None, channel=Invitation.Channel.EMAIL)
    person.user = UserFactory()
    person.save()
    GrantFactory(user=person.user, role=Role.CONTACT_PERSON, municipality=town)
    before = services.ending_of(job)
    yesterday = dates.today() - dt.timedelta(days=1)
    services.end_employment(employment=job, last_day=yesterday, ended_by=None)
    assert not Grant.objects.filter(revoked_at=None).exists()
    services.reopen_employment(employment=job, before=before, reopened_by=None)
    assert job.valid_until is None
    assert Grant.objects.get(revoked_at=None).role == Role.CONTACT_PERSON
    assert Invitation.objects.get().revoked_at is None
