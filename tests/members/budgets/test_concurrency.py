"""Eight at a time on PostgreSQL: the last euro of a budget is taken once."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal as D

import pytest
from django.db import connection

from campus.kit import dates
from courses.enrolment.services import enrol
from members.budgets import selectors, services
from members.budgets.errors import BudgetUsedUp
from members.cooperative.models import Charge
from tests.factories.enrolment import OfferFactory, member_employment
from tests.factories.people import EmploymentFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WORKERS = 8


def test_eight_bookings_at_once_never_go_beyond_the_budget():
    first = member_employment()
    place = {"municipality": first.municipality, "department": first.department}
    jobs = [first, *(EmploymentFactory(**place) for _ in range(WORKERS - 1))]
    offers = [OfferFactory(price="60") for _ in jobs]
    budget = services.set_budget(
        municipality=first.municipality,
        year=dates.today().year,
        cost_centre="",
        amount=D(200),
        mode="block",
    )

    def book(pair):
        job, offer = pair
        try:
            return enrol(person=job.person, offer=offer, by=None)
        except BudgetUsedUp:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        seats = list(pool.map(book, zip(jobs, offers, strict=True)))
    assert len([seat for seat in seats if seat]) == 3
    assert Charge.objects.filter(kind="seat").count() == 3
    ((_budget, figures),) = selectors.standing(first.municipality, [budget])
    assert figures.left == D(20)
