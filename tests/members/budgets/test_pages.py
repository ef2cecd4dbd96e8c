"""The page of the budgets, and what approvers read of them."""

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.enrolment.services import enrol
from members.budgets.models import Budget
from members.people.models import Department
from members.roles.catalogue import Role
from tests.factories.enrolment import OfferFactory, member_employment
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def job():
    job = member_employment()
    Department.objects.filter(pk=job.department_id).update(cost_centre="4711", name="Bauamt")
    job.department.refresh_from_db()
    return job


@pytest.fixture
def desk(client, job):
    """Return a browser of human resources of the town."""
    manager = EmploymentFactory(municipality=job.municipality, department=None)
    GrantFactory(user=manager.person.user, role=Role.HR_MANAGER, municipality=job.municipality)
    client.force_login(manager.person.user)
    return client


def send(desk, **more):
    year = str(dates.today().year)
    data = {"year": year, "cost_centre": "4711", "amount": "1.200,50", "mode": "block", **more}
    return desk.post(reverse("budgets:index"), data, follow=True)


def test_page_without_budgets_says_that_nothing_is_refused(desk):
    text = desk.get(reverse("budgets:index")).content.decode()
    assert "Ohne Budget wird nichts abgelehnt." in text
    assert "4711 – Bauamt" in text


def test_budget_is_planned_and_shown_with_what_is_left(desk):
    text = send(desk).content.decode()
    assert "Das Budget ist geplant." in text
    assert "1.200,50\N{NO-BREAK SPACE}€" in text
    assert "reicht" in text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", "viel"),
        ("amount", "-5"),
        ("amount", ""),
        ("cost_centre", "9999"),
        ("year", "1999"),
    ],
)
def test_bad_input_is_refused_and_kept(desk, field, value):
    answer = send(desk, **{field: value})
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert not Budget.objects.exists()


@pytest.mark.parametrize("year", ["0", "abcd", "20261", "٢٠٢٦", ""])
def test_strange_years_in_the_address_show_this_year_or_an_empty_one(desk, year):
    assert desk.get(reverse("budgets:index", query={"jahr": year})).status_code == 200


def test_budget_is_dropped(desk):
    send(desk)
    answer = desk.post(reverse("budgets:drop", args=[Budget.objects.get().pk]), follow=True)
    assert "Das Budget ist gestrichen." in answer.content.decode()
    assert not Budget.objects.exists()


def test_budget_of_another_town_does_not_exist(desk):
    facts = {"municipality": MunicipalityFactory(), "year": 2026, "amount": 5}
    foreign = Budget.objects.create(**facts)
    assert desk.post(reverse("budgets:drop", args=[foreign.pk])).status_code == 404
    slug = foreign.municipality.slug
    assert desk.get(reverse("budgets:index", query={"kommune": slug})).status_code == 404


def test_approver_reads_what_is_left_of_the_budget(desk, job):
    send(desk)
    enrol(
        person=job.person,
        offer=OfferFactory(price="60", approval_needed=True),
        by=job.person.user,
    )
    text = desk.get(reverse("approvals:list")).content.decode()
    assert "Fortbildungsbudget, Kostenstelle 4711: noch 1.200,50" in text


def test_approval_beyond_the_budget_is_refused_in_words(desk, job):
    send(desk, amount="10")
    asked = enrol(
        person=job.person,
        offer=OfferFactory(price="60", approval_needed=True),
        by=job.person.user,
    )
    answer = desk.post(
        reverse("approvals:decide", args=[asked.registration]), {"decision": "approve"}
    )
    assert answer.status_code == 409
    assert "Das Fortbildungsbudget" in answer.content.decode()


def test_learner_reads_why_a_booking_is_refused(client, job):
    Budget.objects.create(
        municipality=job.municipality, year=dates.today().year, amount=0, mode="block"
    )
    client.force_login(job.person.user)
    offer = OfferFactory(price="60")
    answer = client.post(reverse("enrolment:enrol", args=[offer.pk]), follow=True)
    assert "wenden Sie sich an die Personalabteilung" in answer.content.decode()
