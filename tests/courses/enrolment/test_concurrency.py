"""Several people and several clicks at the same moment; needs PostgreSQL's row locks."""

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection

from campus.kit import dates
from campus.kit.states import WrongState
from courses.enrolment import services
from courses.enrolment.errors import DiscountsOverlap, SeatReleased
from courses.enrolment.models import Discount, Enrolment, FlatTerm, Offer
from courses.enrolment.states import State
from members.cooperative.models import Charge
from tests.factories.enrolment import OfferFactory, member_employment
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

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


def test_seat_cancelled_late_by_several_clicks_costs_its_fee_once():
    offer, job = OfferFactory(price="49.00", cancellation_fee=50), member_employment()
    with dates.moved_clock(dates.now() - dt.timedelta(days=20)):
        seat = services.enrol(person=job.person, offer=offer, by=job.person.user)

    def cancel():
        try:
            return services.cancel(enrolment=seat, by=job.person.user).state
        except WrongState as refusal:
            return refusal.code

    assert at_once([cancel] * 4).count(State.CANCELLED) == 1
    nets = sorted(one.net for one in Charge.objects.all())
    assert nets == [Decimal("-49.00"), Decimal("24.50"), Decimal("49.00")]


def test_booked_seat_given_back_late_by_several_clicks_costs_its_fee_once():
    offer, job = OfferFactory(price="49.00", cancellation_fee=10), member_employment()
    hr = GrantFactory(role="hr_manager", municipality=job.municipality).user
    with dates.moved_clock(dates.now() - dt.timedelta(days=20)):
        (seat,) = services.book(
            offer=offer, municipality=job.municipality, jobs=[None], batch=uuid.uuid4(), by=hr
        )

    def release():
        try:
            return services.release(seat=seat, by=hr).pk
        except SeatReleased:
            return None

    assert at_once([release] * 4).count(seat.pk) == 1
    assert sum(one.net for one in Charge.objects.all()) == Decimal("4.90")
