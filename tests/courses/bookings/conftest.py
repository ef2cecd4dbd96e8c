"""A member with staff in a depot and elsewhere, and how seats are booked there."""

import datetime as dt
from decimal import Decimal as D

import pytest

from campus.kit import dates
from courses.bookings import services
from courses.bookings.planning import Choice, Plan
from courses.enrolment.models import BookedSeat
from members.roles.catalogue import Role
from tests.factories.cooperative import MembershipFactory
from tests.factories.enrolment import OfferFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory


@pytest.fixture
def town():
    return MembershipFactory(municipality=MunicipalityFactory()).municipality


@pytest.fixture
def hr(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


@pytest.fixture
def depot(town):
    return DepartmentFactory(municipality=town, name="Bauhof", cost_centre="4711")


@pytest.fixture
def jobs(town, depot):
    """Two people in the depot and one elsewhere."""
    inside = EmploymentFactory.create_batch(2, municipality=town, department=depot)
    elsewhere = DepartmentFactory(municipality=town, cost_centre="4001")
    return [*inside, EmploymentFactory(municipality=town, department=elsewhere)]


@pytest.fixture
def offer():
    """A course that costs something and needs no approval."""
    return OfferFactory(price=D("49.00"))


@pytest.fixture
def choose(town, offer):
    """Choose people, and seats without names."""
    return lambda jobs=(), unnamed=0, of=None: Choice(town, of or offer, list(jobs), unnamed)


@pytest.fixture
def book(hr, choose):
    """Confirm a choice as it would be seen now, and return the booking."""

    def confirmed(*chosen, by=hr, **more):
        choice = choose(*chosen, **more)
        return services.book_together(choice=choice, stamp=Plan(choice, by).stamp, by=by)

    return confirmed


@pytest.fixture
def later():
    """Return what moves the clock past the time of undoing, or further."""
    return lambda **more: dates.moved_clock(dates.now() + dt.timedelta(**(more or {"minutes": 11})))


@pytest.fixture
def handed(book, later):
    """Book for people and hand the seats over; return the seats in the order of booking."""

    def over(*chosen, **more):
        booking = book(*chosen, **more)
        with later():
            services.hand_over(reference=booking.reference)
        return list(BookedSeat.objects.filter(batch=booking.reference).order_by("pk"))

    return over
