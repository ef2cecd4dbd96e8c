"""Who arrives is let in, put on the list, asked for a code or refused."""

import datetime as dt

import pytest

from campus.kit import dates
from members.people.models import Employment, Person
from members.roles.catalogue import Role
from members.roles.models import Grant
from members.sign_on import errors, services
from members.sign_on.attributes import Arrival
from members.sign_on.models import Identity
from tests.factories.people import DepartmentFactory, EmploymentFactory, PersonFactory
from tests.factories.roles import GrantFactory
from tests.factories.sign_on import ConnectionFactory, IdentityFactory

pytestmark = pytest.mark.django_db
YESTERDAY = dt.timedelta(days=1)


@pytest.fixture
def connection():
    return ConnectionFactory(domain="rathaus.example")


def erika(**changed):
    usual = {"first_name": "Erika", "last_name": "Musterfrau", "email": "erika@rathaus.example"}
    return Arrival(**{"subject": "e1", **usual, **changed})


def arrive(connection, **changed):
    return services.arrive(connection=connection, arrival=erika(**changed))


def colleague(connection, **changed):
    """Put Erika on the staff list, without an account."""
    person = {"first_name": "Erika", "last_name": "Musterfrau", "email": "erika@rathaus.example"}
    return EmploymentFactory(
        person=PersonFactory(user=None, **person), municipality=connection.municipality, **changed
    )


def test_arrive_new_makes_person_job_and_account_without_password(connection):
    department = DepartmentFactory(municipality=connection.municipality, name="Bauhof")

    user = arrive(connection, department="BAUHOF", personnel_number="7").user

    job = Employment.objects.get()
    assert (job.department, job.personnel_number, job.added_by) == (department, "7", None)
    assert job.person.user == user
    assert user.username == "erika.musterfrau"
    assert not user.has_usable_password()
    assert user.emailaddress_set.get().verified


def test_arrive_new_gains_no_role(connection):
    arrive(connection)

    assert not Grant.objects.exists()


def test_arrive_on_the_list_gets_the_account_of_the_list(connection):
    job = colleague(connection)

    user = arrive(connection).user

    job.person.refresh_from_db()
    assert job.person.user == user
    assert Person.objects.count() == 1


def test_arrive_on_the_list_is_recognised_by_number(connection):
    job = colleague(connection, personnel_number="0815")

    arrive(connection, personnel_number="0815", email="")

    job.person.refresh_from_db()
    assert job.person.user is not None


def test_arrive_again_is_recognised_by_the_subject_alone(connection):
    user = arrive(connection).user

    again = services.arrive(connection=connection, arrival=Arrival(subject="e1"))

    assert again.user == user
    assert Identity.objects.count() == 1


def test_arrive_again_moves_to_the_department_that_is_named(connection):
    arrive(connection)
    other = DepartmentFactory(municipality=connection.municipality, name="Kasse")

    arrive(connection, department="Kasse")

    assert Employment.objects.get().department == other


def test_arrive_with_an_unknown_department_stays(connection):
    arrive(connection, department="gibt es nicht")

    assert Employment.objects.get().department is None


def test_arrive_with_an_account_of_the_list_asks_for_a_code(connection):
    job = EmploymentFactory(municipality=connection.municipality)

    welcome = arrive(connection, email=job.person.email)

    assert (welcome.user, welcome.to_confirm) == (None, job.person)
    assert not Identity.objects.exists()


def test_arrive_while_signed_in_joins_the_own_account(connection):
    job = EmploymentFactory(municipality=connection.municipality, personnel_number="5")

    welcome = services.arrive(
        connection=connection, arrival=erika(personnel_number="5"), signed_in=job.person.user
    )

    assert welcome.user == job.person.user


def test_arrive_while_somebody_else_is_signed_in_asks_for_a_code(connection):
    job = EmploymentFactory(municipality=connection.municipality, personnel_number="5")
    other = EmploymentFactory(municipality=connection.municipality).person.user

    welcome = services.arrive(
        connection=connection, arrival=erika(personnel_number="5"), signed_in=other
    )

    assert welcome.to_confirm == job.person


def test_arrive_with_the_address_of_another_town_asks_for_a_code_and_joins_nothing(connection):
    elsewhere = EmploymentFactory(
        person=PersonFactory(email="erika@rathaus.example", last_name="Musterfrau")
    )

    welcome = arrive(connection)

    assert welcome.to_confirm == elsewhere.person
    assert not Employment.objects.filter(municipality=connection.municipality).exists()


def test_arrive_invited_elsewhere_without_account_asks_for_a_code(connection):
    job = colleague(connection)
    EmploymentFactory(person=job.person)

    assert arrive(connection).to_confirm == job.person


def test_confirm_joins_the_person_of_another_town_once(connection):
    elsewhere = EmploymentFactory(
        person=PersonFactory(email="erika@rathaus.example", last_name="Musterfrau")
    )

    user = services.confirm(connection=connection, arrival=erika(), person=elsewhere.person)

    assert user == elsewhere.person.user
    assert elsewhere.person.employments.count() == 2
    assert arrive(connection).user == user


def test_confirm_of_somebody_who_has_left_meanwhile_is_refused(connection):
    job = EmploymentFactory(municipality=connection.municipality)
    job.valid_until = dates.today() - YESTERDAY
    job.save()

    with pytest.raises(errors.EmploymentOver):
        services.confirm(connection=connection, arrival=erika(), person=job.person)


def test_identity_of_one_town_is_nobody_at_another(connection):
    arrive(connection)
    other = ConnectionFactory(domain="nachbar.example")

    with pytest.raises(errors.ForeignAddress):
        arrive(other)


def test_identity_of_a_former_issuer_is_not_believed_to_another(connection):
    arrive(connection)
    connection.issuer = "https://login.neu.example"
    connection.save()

    assert arrive(connection).to_confirm is not None


@pytest.mark.parametrize("by", [{"email": "erika@rathaus.example"}, {"personnel_number": "9"}])
def test_arrive_after_the_last_day_is_refused_in_words(connection, by):
    job = colleague(connection, personnel_number="9", valid_until=dates.today() - YESTERDAY)

    with pytest.raises(errors.EmploymentOver) as refusal:
        services.arrive(
            connection=connection,
            arrival=Arrival(subject="e1", first_name="Erika", last_name="Musterfrau", **by),
        )

    assert str(job.municipality) in str(refusal.value)


def test_arrive_again_after_the_last_day_is_refused(connection):
    arrive(connection)
    Employment.objects.update(
        valid_from=dates.today() - 2 * YESTERDAY, valid_until=dates.today() - YESTERDAY
    )

    with pytest.raises(errors.EmploymentOver):
        arrive(connection)


def refusals():
    return [
        ({"is_on": False}, {}, errors.SwitchedOff),
        ({"creates_people": False}, {}, errors.NotOnList),
        ({}, {"last_name": ""}, errors.DetailsMissing),
        ({}, {"email": "erika@gmx.example"}, errors.ForeignAddress),
    ]


@pytest.mark.parametrize(("setting", "said", "refusal"), refusals())
def test_arrive_new_is_refused(connection, setting, said, refusal):
    for name, value in setting.items():
        setattr(connection, name, value)
    connection.save()

    with pytest.raises(refusal):
        arrive(connection, **said)

    assert not Employment.objects.exists()


def test_arrive_with_a_closed_account_is_refused(connection):
    known = IdentityFactory(connection=connection, subject="e1", user__is_active=False)

    with pytest.raises(errors.AccountClosed):
        arrive(connection)

    assert not known.user.is_active


def test_arrive_as_two_people_of_the_list_is_refused(connection):
    colleague(connection)
    EmploymentFactory(municipality=connection.municipality, personnel_number="77")

    with pytest.raises(errors.DetailsContradict):
        arrive(connection, personnel_number="77")


def test_arrive_with_an_account_without_address_is_led_to_the_password(connection):
    job = EmploymentFactory(municipality=connection.municipality, personnel_number="5")
    job.person.user.email = None
    job.person.user.save()

    with pytest.raises(errors.PasswordFirst):
        arrive(connection, personnel_number="5", email="")


def test_identity_keeps_the_roles_that_human_resources_has_given(connection):
    user = arrive(connection).user
    GrantFactory(user=user, role=Role.HR_MANAGER, municipality=connection.municipality)

    assert arrive(connection).user == user
    assert Grant.objects.count() == 1
