"""HR gives tasks on the platform to its own staff."""

import pytest

from members.roles import selectors as roles
from members.roles.catalogue import Role
from members.roles.models import Grant
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
LIST = "/personal/mitarbeitende/"


@pytest.fixture
def job(town, bauhof):
    return EmploymentFactory(municipality=town, department=bauhof)


def test_give_an_approver_a_department(client, hr, job, bauhof):
    page = f"{LIST}{job.pk}/aufgaben/"
    assert client.get(page).status_code == 200
    response = client.post(page, {"role": "approver", "department": bauhof.pk})
    assert response.status_code == 302
    assert roles.has_role(job.person.user, Role.APPROVER, department=bauhof)
    assert Grant.objects.get(role="approver").granted_by == hr


def test_give_a_contact_person_the_municipality_whatever_department_is_chosen(
    client, hr, town, job, bauhof
):
    client.post(f"{LIST}{job.pk}/aufgaben/", {"role": "contact_person", "department": bauhof.pk})
    grant = Grant.objects.get(role="contact_person")
    assert (grant.municipality, grant.department) == (town, None)


@pytest.mark.parametrize(
    "data", [{}, {"role": "approver"}, {"role": "office"}, {"role": "hr_manager"}]
)
def test_give_without_department_or_another_role_is_refused(client, hr, job, data):
    assert client.post(f"{LIST}{job.pk}/aufgaben/", data).status_code == 400
    assert Grant.objects.count() == 1


def test_give_for_a_department_of_another_town_is_refused(client, hr, job):
    data = {"role": "approver", "department": DepartmentFactory().pk}
    assert client.post(f"{LIST}{job.pk}/aufgaben/", data).status_code == 400


def test_give_to_somebody_without_account_or_elsewhere_is_404(client, hr, town):
    without = EmploymentFactory(municipality=town, person__user=None)
    for job in (without, EmploymentFactory()):
        response = client.post(f"{LIST}{job.pk}/aufgaben/", {"role": "contact_person"})
        assert response.status_code == 404


def test_take_back_only_what_hr_may_give(client, hr, town, job):
    user = job.person.user
    mine = GrantFactory(user=user, role=Role.CONTACT_PERSON, municipality=town)
    above = GrantFactory(user=user, role=Role.HR_MANAGER, municipality=town)
    foreign = GrantFactory(role=Role.CONTACT_PERSON)
    answers = [
        client.post(f"{LIST}{job.pk}/aufgaben/{grant.pk}/").status_code
        for grant in (mine, above, foreign)
    ]
    assert answers == [302, 404, 404]
    assert set(Grant.objects.filter(revoked_at=None, user=user)) == {above}


def test_training_officer_gives_no_tasks(client, bauhof_hr, job):
    assert client.get(f"{LIST}{job.pk}/aufgaben/").status_code == 403


@pytest.mark.parametrize("role", ["contact_person", "department_hr", "approver"])
def test_give_the_same_task_twice_is_one_task(client, hr, job, bauhof, role):
    for _ in range(2):
        data = {"role": role, "department": bauhof.pk}
        assert client.post(f"{LIST}{job.pk}/aufgaben/", data).status_code == 302
    assert Grant.objects.filter(user=job.person.user).count() == 1


def test_give_without_a_department_says_so_and_keeps_the_task_chosen(client, hr, job):
    response = client.post(f"{LIST}{job.pk}/aufgaben/", {"role": "department_hr"})
    html = response.content.decode()
    assert "Wählen Sie das Amt für diese Aufgabe." in html
    assert response.context["form"]["role"].value() == "department_hr"


def test_take_back_twice_is_404_and_keeps_the_first_moment(client, hr, town, job):
    grant = GrantFactory(user=job.person.user, role=Role.CONTACT_PERSON, municipality=town)
    page = f"{LIST}{job.pk}/aufgaben/{grant.pk}/"
    assert client.get(page).status_code == 405
    assert [client.post(page).status_code for _ in range(2)] == [302, 404]
    grant.refresh_from_db()
    assert grant.revoked_by == hr


def test_take_back_by_the_page_of_another_person_is_404(client, hr, town, job):
    other = EmploymentFactory(municipality=town)
    grant = GrantFactory(user=other.person.user, role=Role.CONTACT_PERSON, municipality=town)
    assert client.post(f"{LIST}{job.pk}/aufgaben/{grant.pk}/").status_code == 404
    grant.refresh_from_db()
    assert grant.revoked_at is None


def test_take_back_of_a_task_in_another_town_is_404(client, hr, job):
    elsewhere = GrantFactory(user=job.person.user, role=Role.CONTACT_PERSON)
    assert client.post(f"{LIST}{job.pk}/aufgaben/{elsewhere.pk}/").status_code == 404


def test_task_given_to_a_training_officer_opens_the_department(client, hr, job, bauhof):
    client.post(f"{LIST}{job.pk}/aufgaben/", {"role": "department_hr", "department": bauhof.pk})
    client.force_login(job.person.user)
    assert client.get(LIST).status_code == 200
    assert client.get(f"{LIST}aemter/").status_code == 403
