"""Several people and several clicks at the same moment; needs PostgreSQL's row locks."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection

from campus.kit import dates
from courses.enrolment import services
from courses.enrolment.errors import DiscountsOverlap
from courses.enrolment.models import Discount, Enrolment, FlatTerm, Offer
from courses.enrolment.states import State
from members.cooperative.models import Charge
from tests.factories.enrolment import OfferFactory, member_employment
from tests.factories.people import EmploymentFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(deeds):
    """Run the deeds in threads of their own and return what they return."""

    def run(deed):
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(deeds)) as pool:
        return [future.result() for future in [pool.submit(run, deed) for deed in deeds]]


def test_double_submit_at_the_same_moment_gives_one_seat():
    offer, job = OfferFactory(price="49.00"), member_employment()

    def enrol():
        return services.enrol(person=job.person, offer=offer, by=job.person.user).registration

    assert len(set(at_once([enrol] * 6))) == 1
    assert Enrolment.objects.count() == 1
    assert Charge.objects.count() == 1


def test_last_seat_goes_to_one_of_many():
    offer = OfferFactory(seats=2)
    jobs = [member_employment() for _ in range(6)]
    deeds = [
        lambda job=job: services.enrol(person=job.person, offer=offer, by=job.person.user)
        for job in jobs
    ]

    states = sorted(enrolment.state for enrolment in at_once(deeds))

    assert states == [State.CONFIRMED] * 2 + [State.WAITING] * 4


def enrolling(offer, job):
    """Return the deed of taking a seat."""
    return lambda: services.enrol(person=job.person, offer=offer, by=job.person.user)


def colleagues(count):
    """Return the jobs of people in one member municipality."""
    job = member_employment()
    return [job, *(EmploymentFactory(municipality=job.municipality) for _ in range(count - 1))]


def test_first_seats_at_the_same_moment_pay_one_flat_price():
    offer = OfferFactory(price="600.00", per="flat")
    at_once([enrolling(offer, job) for job in colleagues(6)])

    assert Enrolment.objects.filter(state=State.CONFIRMED).count() == 6
    assert [one.net for one in Charge.objects.all()] == [Decimal("600.00")]
    assert FlatTerm.objects.get().seats == 6


def test_first_seats_under_two_offers_of_a_course_pay_one_flat_price():
    """Each offer has a lock of its own: only the constraint on the year is left to decide."""
    first = OfferFactory(price="600.00", per="flat")
    second = Offer.objects.create(course=first.course, price="600.00", per="flat")
    jobs = colleagues(6)
    at_once([enrolling((first, second)[place % 2], job) for place, job in enumerate(jobs)])

    assert Charge.objects.count() == FlatTerm.objects.count() == 1
    assert FlatTerm.objects.get().seats == 6


def test_last_seat_of_a_discount_is_drawn_once():
    first = OfferFactory(price="40.00")
    second = Offer.objects.create(course=first.course, price="40.00")
    today = dates.today()
    services.add_discount(
        course=first.course, first_day=today, last_day=today, percent=Decimal(50), seats=2
    )
    jobs = [member_employment() for _ in range(6)]
    at_once([enrolling((first, second)[place % 2], job) for place, job in enumerate(jobs)])

    nets = sorted(one.net for one in Charge.objects.all())
    assert nets == [Decimal(20)] * 2 + [Decimal(40)] * 4
    assert Discount.objects.get().used == 2


def test_discounts_added_at_the_same_moment_never_overlap():
    course, today = OfferFactory(price="40.00").course, dates.today()

    def add():
        try:
            return services.add_discount(
                course=course, first_day=today, last_day=today, percent=Decimal(50)
            )
        except DiscountsOverlap:
            return None

    added = at_once([add] * 4)
    assert len([one for one in added if one]) == Discount.objects.count() == 1
