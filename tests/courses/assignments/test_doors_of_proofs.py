"""Who gets in where proofs, exemptions and lists are kept: own town, foreign town, nobody."""

import datetime as dt

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.assignments.models import Exemption, HistoryImport, Period, ProofFile
from courses.assignments.services import record_proof
from members.people.models import AccessLogEntry
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.pathways import PNG
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
LISTS = ("exemptions", "history_upload", "history_sample")
OF_A_PERSON = ("person", "record", "revoke", "allow")
VALID = {
    "record": {"on": "2026-01-02"},
    "revoke": {"reason": "Falsche Person"},
    "allow": {"until": "2030-01-02", "reason": "Kurs ausgebucht"},
}


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def period(town):
    """Return a turn with a proof and its document, of somebody in a department."""
    duty = ObligationFactory(municipality=town, course=None, title="Erste Hilfe")
    department = DepartmentFactory(municipality=town)
    job = EmploymentFactory(municipality=town, department=department)
    turn = PeriodFactory(obligation=duty, employment=job)
    return record_proof(period=turn, on=dates.today(), until=None, content=PNG, by=UserFactory())


@pytest.fixture
def pause(period):
    return Exemption.objects.create(employment=period.employment, begins_on=dates.today())


@pytest.fixture
def earlier(town):
    """Return a list of earlier proofs that waits to be confirmed."""
    content = b"Personalnummer;Pflicht;Absolviert am\n4711;Erste Hilfe;01.02.2025"
    return HistoryImport.objects.create(municipality=town, content=content)


def address(name, period, **more):
    keys = {"pk": period.obligation_id, "key": period.employment_id, **more}
    return reverse(f"assignments:{name}", kwargs=keys)


def sign_in(client, role, **place):
    client.force_login(GrantFactory(role=role, **place).user)
    return client


def state(period):
    names = ("fulfilled_on", "valid_until", "revoked_on", "temporary_until", "closed_at")
    return list(Period.objects.filter(obligation=period.obligation).values_list(*names))


@pytest.mark.parametrize("name", LISTS)
def test_list_page_asked_for_without_signing_in_leads_to_the_sign_in(client, name):
    answer = client.get(reverse(f"assignments:{name}"))

    assert answer.status_code == 302
    assert "next=" in answer.url


@pytest.mark.parametrize("name", OF_A_PERSON)
def test_page_of_a_person_asked_for_without_signing_in_shows_nothing(client, period, name):
    answer = client.get(address(name, period))

    assert answer.status_code == 302
    assert str(period.employment.person).encode() not in answer.content


@pytest.mark.parametrize("name", LISTS)
def test_list_page_asked_for_by_staff_without_a_role_is_forbidden(client, period, name):
    client.force_login(period.employment.person.user)

    assert client.get(reverse(f"assignments:{name}")).status_code == 403


@pytest.mark.parametrize("name", OF_A_PERSON)
def test_own_turns_asked_for_by_the_person_are_not_found_among_hr_pages(client, period, name):
    client.force_login(period.employment.person.user)

    assert client.get(address(name, period)).status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_list_page_asked_for_by_the_training_officer_is_forbidden(client, period, name):
    sign_in(client, Role.DEPARTMENT_HR, department=period.employment.department)

    assert client.get(reverse(f"assignments:{name}")).status_code == 403


@pytest.mark.parametrize("name", LISTS)
def test_list_page_of_a_foreign_town_is_not_found(client, town, name):
    sign_in(client, Role.HR_MANAGER)

    answer = client.get(reverse(f"assignments:{name}"), {"kommune": town.slug})

    assert answer.status_code == 404


@pytest.mark.parametrize("name", sorted(VALID))
def test_deed_on_a_foreign_person_is_not_found_and_changes_nothing(client, period, name):
    before = state(period)
    sign_in(client, Role.HR_MANAGER)

    assert client.post(address(name, period), VALID[name]).status_code == 404

    assert state(period) == before


@pytest.mark.parametrize("name", sorted(VALID))
def test_deed_on_a_person_through_a_foreign_obligation_is_not_found(client, town, period, name):
    own = ObligationFactory()
    before = state(period)
    sign_in(client, Role.HR_MANAGER, municipality=own.municipality)

    answer = client.post(address(name, period, pk=own.pk), VALID[name])

    assert answer.status_code == 404
    assert state(period) == before


@pytest.mark.parametrize("name", OF_A_PERSON)
def test_person_page_of_an_ended_obligation_is_not_found(client, town, period, name):
    type(period.obligation).objects.update(ended_at=dates.now())
    sign_in(client, Role.HR_MANAGER, municipality=town)

    assert client.get(address(name, period)).status_code == 404


def test_person_page_of_somebody_who_has_left_is_not_found(client, town, period):
    job = period.employment
    job.valid_until = dates.today() - dt.timedelta(days=1)
    job.save()
    sign_in(client, Role.HR_MANAGER, municipality=town)

    assert client.get(address("person", period)).status_code == 404


def test_person_page_of_another_department_is_hidden_from_the_officer(client, town, period):
    other = DepartmentFactory(municipality=town)
    job = EmploymentFactory(municipality=town, department=other)
    PeriodFactory(obligation=period.obligation, employment=job)
    sign_in(client, Role.DEPARTMENT_HR, department=other)

    assert client.get(address("person", period)).status_code == 404
    assert not AccessLogEntry.objects.filter(person=period.employment.person).exists()


def test_document_asked_for_by_the_training_officer_is_neither_named_nor_given(client, period):
    sign_in(client, Role.DEPARTMENT_HR, department=period.employment.department)

    shown = client.get(address("person", period)).content.decode()

    assert ProofFile.objects.get().name not in shown
    assert client.get(address("document", period, turn=period.pk)).status_code == 404


def test_document_of_somebody_else_is_not_found_under_a_colleague(client, town, period):
    colleague = EmploymentFactory(municipality=town)
    PeriodFactory(obligation=period.obligation, employment=colleague)
    sign_in(client, Role.HR_MANAGER, municipality=town)

    wrong = address("document", period, key=colleague.pk, turn=period.pk)

    assert client.get(wrong).status_code == 404
    assert client.post(address("document", period, turn=period.pk)).status_code == 405


@pytest.mark.parametrize("role", [Role.HR_MANAGER, Role.DEPARTMENT_HR])
def test_exemption_of_a_foreign_town_cannot_be_ended(client, pause, role):
    sign_in(client, role)

    answer = client.post(
        reverse("assignments:exemption_end", args=[pause.pk]), {"on": "2001-01-01"}
    )

    assert answer.status_code == 404
    assert Exemption.objects.get().ends_on is None


def test_exemption_of_the_own_department_is_not_ended_by_its_officer(client, pause):
    sign_in(client, Role.DEPARTMENT_HR, department=pause.employment.department)

    answer = client.post(
        reverse("assignments:exemption_end", args=[pause.pk]), {"on": "2001-01-01"}
    )

    assert answer.status_code == 404
    assert Exemption.objects.filter(pk=pause.pk).exists()


def test_exemption_of_a_foreign_person_by_address_names_nobody(client, pause):
    sign_in(client, Role.HR_MANAGER)
    foreign = pause.employment.person

    answer = client.post(
        reverse("assignments:exemptions"), {"who": foreign.email, "begins_on": "2026-01-02"}
    )

    assert answer.status_code == 400
    assert str(foreign) not in answer.content.decode()
    assert Exemption.objects.count() == 1


@pytest.mark.parametrize("role", [Role.HR_MANAGER, Role.DEPARTMENT_HR])
@pytest.mark.parametrize("method", ["get", "post"])
def test_list_of_a_foreign_town_is_not_found_and_stays_unwritten(client, earlier, role, method):
    sign_in(client, role)

    answer = getattr(client, method)(reverse("assignments:history", args=[earlier.pk]))

    assert answer.status_code == 404
    earlier.refresh_from_db()
    assert earlier.confirmed_at is None
