"""Budgets against the charges of the year, and bookings against budgets."""

import datetime as dt
from decimal import Decimal as D

import pytest

from campus.kit import dates
from courses.enrolment import services as seats
from courses.enrolment.models import Enrolment
from courses.enrolment.states import State
from members.budgets import selectors, services
from members.budgets.errors import BudgetUsedUp
from members.budgets.models import Budget
from members.cooperative.models import Charge
from members.people.models import Department
from members.roles.catalogue import Role
from tests.factories.billing import LEITWEG_ID, InvoiceFactory
from tests.factories.cooperative import ChargeFactory
from tests.factories.enrolment import OfferFactory, member_employment
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def job():
    job = member_employment(municipality__leitweg_id=LEITWEG_ID)
    Department.objects.filter(pk=job.department_id).update(cost_centre="4711")
    job.department.refresh_from_db()
    return job


@pytest.fixture
def town(job):
    return job.municipality


def plan(town, amount="100", *, centre="4711", mode="block", year=None):
    return services.set_budget(
        municipality=town,
        year=year or dates.today().year,
        cost_centre=centre,
        amount=D(amount),
        mode=mode,
    )


def book(job, price="60", **offer):
    return seats.enrol(
        person=job.person, offer=OfferFactory(price=price, **offer), by=job.person.user
    )


def figures(budget):
    ((_budget, found),) = selectors.standing(budget.municipality, [budget])
    return found


def test_budget_set_twice_is_one_budget(town):
    plan(town, "100")
    plan(town, "250,5".replace(",", "."), mode="warn")
    budget = Budget.objects.get()
    assert (budget.amount, budget.mode) == (D("250.50"), "warn")


def test_booked_seat_is_committed(town, job):
    budget = plan(town)
    book(job)
    assert (figures(budget).committed, figures(budget).left) == (D(60), D(40))


def test_seat_given_back_in_time_is_free_again(town, job):
    budget = plan(town)
    seats.cancel(enrolment=book(job), by=job.person.user)
    assert figures(budget).left == D(100)


@pytest.mark.parametrize(
    ("facts", "counts"),
    [
        ({}, True),
        ({"cost_centre": "0815"}, False),
        ({"cost_centre": ""}, False),
        ({"kind": Charge.Kind.FLAT}, True),
        ({"kind": Charge.Kind.CONTRIBUTION}, False),
        ({"service_from": dt.date(2020, 1, 1), "service_until": dt.date(2020, 1, 1)}, False),
    ],
)
def test_budget_of_a_cost_centre_counts_its_courses_of_the_year(town, facts, counts):
    budget = plan(town)
    day = {"service_from": dates.today(), "service_until": dates.today()}
    said = {"kind": Charge.Kind.SEAT, "cost_centre": "4711", **day, **facts}
    charge = ChargeFactory(municipality=town, **said)
    assert figures(budget).spent == (charge.net if counts else 0)


def test_budget_of_all_counts_every_cost_centre(town):
    budget = plan(town, centre="")
    day = {"service_from": dates.today(), "service_until": dates.today()}
    made = [
        ChargeFactory(municipality=town, kind="seat", cost_centre=centre, **day)
        for centre in ("4711", "0815", "")
    ]
    assert figures(budget).spent == sum(one.net for one in made)


def test_charges_of_other_towns_do_not_count(town):
    budget = plan(town, centre="")
    ChargeFactory(municipality=MunicipalityFactory(), kind="seat", service_from=dates.today())
    assert figures(budget).spent == 0


def test_what_stands_on_an_issued_invoice_is_invoiced(town, job):
    budget = plan(town)
    book(job)
    charges = list(Charge.objects.filter(kind="seat"))
    InvoiceFactory(municipality=town, charges=charges, issued=True)
    assert (figures(budget).committed, figures(budget).invoiced) == (D(0), D(60))
    assert figures(budget).left == D(40)


@pytest.mark.parametrize("centre", ["4711", ""], ids=["of the department", "of all"])
def test_booking_beyond_a_budget_that_refuses_writes_nothing(town, job, centre):
    plan(town, "50", centre=centre)
    with pytest.raises(BudgetUsedUp) as refused:
        book(job)
    assert "50,00\N{NO-BREAK SPACE}€ sind übrig" in str(refused.value)
    assert not Enrolment.objects.exists()
    assert not Charge.objects.filter(kind="seat").exists()


def test_booking_that_just_fits_is_taken(town, job):
    plan(town, "60")
    assert book(job).state == State.CONFIRMED


@pytest.mark.parametrize(
    ("centre", "mode", "year", "price"),
    [
        ("4711", "warn", 0, "60"),
        ("0815", "block", 0, "60"),
        ("4711", "block", 1, "60"),
        ("4711", "block", 0, "0"),
    ],
    ids=["only warns", "other cost centre", "other year", "free of charge"],
)
def test_booking_is_not_held_against_other_budgets(town, job, centre, mode, year, price):
    plan(town, "0", centre=centre, mode=mode, year=dates.today().year + year)
    assert book(job, price).state == State.CONFIRMED


def test_request_is_taken_and_its_approval_refused(town, job):
    plan(town, "50")
    asked = book(job, approval_needed=True)
    approver = GrantFactory(role=Role.APPROVER, department=job.department).user
    with pytest.raises(BudgetUsedUp):
        seats.approve(enrolment=asked, by=approver)
    asked.refresh_from_db()
    assert asked.state == State.REQUESTED


def test_obligatory_seat_is_never_refused(town, job):
    budget = plan(town, "0")
    offer = OfferFactory(price="60")
    seats.enrol(person=job.person, offer=offer, by=None, source=Enrolment.Source.ASSIGNED)
    assert figures(budget).left == D(-60)


def test_second_year_of_a_department_is_planned_on_its_own(town, job):
    this, after = plan(town), plan(town, year=dates.today().year + 1)
    book(job)
    assert (figures(this).left, figures(after).left) == (D(40), D(100))


def test_who_cannot_be_paid_for_goes_on_waiting_and_the_next_one_moves_up(town, job):
    offer = OfferFactory(price="60", seats=0)
    other = member_employment()
    for one in (job, other):
        seats.enrol(person=one.person, offer=offer, by=one.person.user)
    plan(town, "10")
    offer.seats = 1
    offer.save()
    (promoted,) = seats.promote_waiting(offer=offer)
    assert promoted.person == other.person
    assert Enrolment.objects.get(person=job.person).state == State.WAITING


def test_rows_name_the_departments_of_a_cost_centre(town, job):
    EmploymentFactory(municipality=town, department__cost_centre="4711")
    plan(town)
    plan(town, centre="")
    whole, of_centre = selectors.rows_of(town, dates.today().year)
    assert whole.departments == []
    assert job.department.name in of_centre.departments
    assert len(of_centre.departments) == 2


@pytest.mark.parametrize("count", [1, 8])
def test_rows_are_read_by_the_same_queries_however_many(town, count, django_assert_num_queries):
    for number in range(count):
        plan(town, centre=str(number))
        day = {"service_from": dates.today(), "service_until": dates.today()}
        ChargeFactory(municipality=town, kind="seat", cost_centre=str(number), **day)
    with django_assert_num_queries(3):
        assert len(selectors.rows_of(town, dates.today().year)) == count


def test_dropped_budget_refuses_nothing(town, job):
    services.drop_budget(budget=plan(town, "0"))
    assert book(job).state == State.CONFIRMED
