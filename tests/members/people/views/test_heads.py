"""Who leads a department: said, set and ended on its own page."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campus.kit import dates
from members.people.models import Employment
from members.roles import selectors as roles
from members.roles.catalogue import Role
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory
from tests.members.people.views.conftest import text_of

DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db


def page_of(department):
    return reverse("people:department", args=[department.pk])


def lead(client, department, who):
    address = reverse("people:department_head", args=[department.pk])
    return client.post(address, {"who": who}, follow=True)


def end_of(grant):
    return reverse("people:department_head_end", args=[grant.department_id, grant.pk])


@pytest.fixture
def job(town):
    return EmploymentFactory(municipality=town, personnel_number="0815")


@pytest.fixture
def grant(bauhof, job):
    return GrantFactory(role=Role.SUPERIOR, department=bauhof, user=job.person.user)


def test_page_says_who_leads_and_since_when(client, hr, bauhof, grant, job):
    text = text_of(client.get(page_of(bauhof)))
    assert str(job.person) in text
    assert f"{timezone.localdate(grant.granted_at):%d.%m.%Y}" in text
    assert reverse("people:detail", args=[job.pk]) in text


def test_department_without_a_head_says_who_sees_its_people(client, hr, bauhof):
    text = text_of(client.get(page_of(bauhof)))
    assert "Noch niemand." in text
    assert "wer das Amt darüber leitet" in text


@pytest.mark.parametrize("how", ["number", "number without noughts", "address", "name"])
def test_head_is_named_by_what_hr_knows(client, hr, bauhof, job, how):
    typed = {
        "number": "0815",
        "number without noughts": "815",
        "address": (job.person.email or "").upper(),
        "name": f"  {job.person} ",
    }[how]
    text = text_of(lead(client, bauhof, typed))
    assert f"{job.person} leitet jetzt {bauhof}." in text
    given = roles.grants_in_force().get(role=Role.SUPERIOR)
    assert (given.user, given.department, given.granted_by) == (job.person.user, bauhof, hr)


def test_several_may_lead_one_department(client, hr, bauhof, grant, town):
    other = EmploymentFactory(municipality=town, personnel_number="4711")
    lead(client, bauhof, "4711")
    text = text_of(client.get(page_of(bauhof)))
    assert str(other.person) in text
    assert roles.grants_in_force().filter(department=bauhof).count() == 2


def test_who_leads_already_is_not_named_twice(client, hr, bauhof, grant):
    lead(client, bauhof, "0815")
    assert roles.grants_in_force().filter(department=bauhof).count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Schreiben Sie, wer das Amt leiten soll."),
        ("   ", "Schreiben Sie, wer das Amt leiten soll."),
        ("Niemand Nirgends", "Niemand hat hier diese Nummer"),
        ("<b>4711</b>", "Niemand hat hier diese Nummer"),
    ],
    ids=["nothing", "spaces", "unknown", "markup"],
)
def test_refusal_stands_beside_the_field_and_keeps_what_was_typed(
    client, hr, bauhof, typed, sentence
):
    response = lead(client, bauhof, typed)
    assert response.status_code == 400
    assert sentence in text_of(response)
    assert response.context["who"] == typed.strip()
    assert response.context["form"].initial["name"] == "Bauhof"
    assert not roles.grants_in_force().filter(role=Role.SUPERIOR).exists()


def test_name_of_two_people_asks_for_the_number(client, hr, bauhof, town, job):
    twin = EmploymentFactory(municipality=town)
    twin.person.first_name, twin.person.last_name = job.person.first_name, job.person.last_name
    twin.person.save()
    assert "die Personalnummer" in text_of(lead(client, bauhof, str(job.person)))


@pytest.mark.parametrize("fact", ["no account", "closed account"])
def test_who_cannot_sign_in_leads_nothing(client, hr, bauhof, job, fact):
    if fact == "no account":
        job.person.user = None
        job.person.save()
    else:
        job.person.user.is_active = False
        job.person.user.save()
    text = text_of(lead(client, bauhof, "0815"))
    assert "kann sich noch nicht anmelden" in text
    assert not roles.grants_in_force().filter(role=Role.SUPERIOR).exists()


@pytest.mark.parametrize("where", ["another town", "left"])
def test_only_staff_of_today_lead(client, hr, bauhof, job, where):
    if where == "left":
        Employment.objects.filter(pk=job.pk).update(valid_until=dates.today() - DAY)
        who = "0815"
    else:
        who = EmploymentFactory().person.email
    assert lead(client, bauhof, who).status_code == 400


def test_hr_ends_it_and_the_history_stays(client, hr, bauhof, grant, job):
    text = text_of(client.post(end_of(grant), follow=True))
    assert f"leitet {bauhof} nicht mehr" in text
    grant.refresh_from_db()
    assert (grant.revoked_by, grant.revoked_at.date()) == (hr, dates.now().date())


def test_task_of_another_department_is_not_ended_here(client, hr, bauhof, town, job):
    other = GrantFactory(
        role=Role.SUPERIOR, department=DepartmentFactory(municipality=town), user=job.person.user
    )
    approver = GrantFactory(role=Role.APPROVER, department=bauhof, user=job.person.user)
    for grant in (other, approver):
        address = reverse("people:department_head_end", args=[bauhof.pk, grant.pk])
        assert client.post(address).status_code == 404
        grant.refresh_from_db()
        assert grant.revoked_at is None


def test_training_officer_names_no_heads(client, bauhof_hr, bauhof, job, grant):
    assert lead(client, bauhof, "0815").status_code == 403
    assert client.post(end_of(grant)).status_code == 403


def test_page_costs_as_much_for_many_heads_as_for_one(client, hr, bauhof, grant, town):
    def cost():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(page_of(bauhof)).status_code == 200
        return len(caught)

    one = cost()
    for job in EmploymentFactory.create_batch(4, municipality=town):
        GrantFactory(role=Role.SUPERIOR, department=bauhof, user=job.person.user)
    assert cost() == one
