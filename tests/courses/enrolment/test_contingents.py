"""Seats for one municipality: a limit under the seats of all, counted while the offer is locked."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from courses.enrolment import services
from courses.enrolment.models import Enrolment, Offer
from courses.enrolment.offer_forms import OfferForm
from courses.enrolment.selectors import is_full_for, seats_left
from courses.enrolment.states import State
from members.cooperative.models import Charge
from members.roles.catalogue import Role
from tests.factories.enrolment import OfferFactory, member_employment
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

C, W, R = State.CONFIRMED, State.WAITING, State.REQUESTED


@pytest.fixture
def towns(db):
    """Return two members with jobs to hand out."""
    return [member_employment().municipality for _town in range(2)]


def asked(offer, town, **more):
    """Return the enrolment of somebody new who works there."""
    job = EmploymentFactory(municipality=town)
    return services.enrol(person=job.person, offer=offer, by=job.person.user, **more)


def states(*seats):
    """Return the states as the database has them."""
    return [Enrolment.objects.get(pk=seat.pk).state for seat in seats]


@pytest.mark.parametrize(
    ("seats", "most", "asking", "found"),
    [
        (None, None, [0, 0, 1], [C, C, C]),
        (None, 1, [0, 0, 1], [C, W, C]),
        (3, 2, [0, 0, 0, 1, 1], [C, C, W, C, W]),
        (2, 2, [0, 0, 1], [C, C, W]),
        (1, 5, [0, 1], [C, W]),
        (4, 1, [0, 1, 0, 1], [C, C, W, W]),
    ],
)
def test_who_gets_a_seat(towns, seats, most, asking, found):
    offer = OfferFactory(seats=seats, seats_per_member=most)
    assert [asked(offer, towns[town]).state for town in asking] == found


@pytest.mark.parametrize(
    ("seats", "most", "left_here", "left_there"),
    [(None, None, None, None), (5, None, 4, 4), (None, 3, 2, 3), (2, 3, 1, 1), (9, 1, 0, 1)],
)
def test_seats_left_depend_on_the_employer(towns, seats, most, left_here, left_there):
    offer = OfferFactory(seats=seats, seats_per_member=most)
    asked(offer, towns[0])
    assert seats_left(offer, employer=towns[0].pk) == left_here
    assert seats_left(offer, employer=towns[1].pk) == left_there
    assert seats_left(offer) == (None if seats is None else seats - 1)


def test_seat_given_back_goes_to_a_colleague_though_others_wait_longer_elsewhere(towns):
    here, there = towns
    offer = OfferFactory(seats=2, seats_per_member=1)
    first, other = asked(offer, here), asked(offer, there)
    elsewhere, colleague = asked(offer, there), asked(offer, here)
    assert states(elsewhere, colleague) == [W, W]
    services.cancel(enrolment=first, by=None)
    assert states(other, elsewhere, colleague) == [C, W, C]


def test_seat_given_back_in_another_town_stays_free_for_it(towns):
    here, there = towns
    offer = OfferFactory(seats_per_member=1)
    held, waiting, other = asked(offer, here), asked(offer, here), asked(offer, there)
    services.cancel(enrolment=other, by=None)
    assert states(held, waiting) == [C, W]
    assert asked(offer, there).state == C


def test_requests_that_are_approved_and_assigned_seats_count_alike(towns):
    offer = OfferFactory(seats_per_member=1, approval_needed=True)
    request = asked(offer, towns[0])
    assert request.state == R
    assert asked(offer, towns[0], source="assigned").state == C
    services.approve(
        enrolment=request, by=GrantFactory(role=Role.HR_MANAGER, municipality=towns[0]).user
    )
    assert states(request) == [W]


def test_who_waits_for_the_contingent_is_not_charged(towns):
    offer = OfferFactory(seats_per_member=1, price=Decimal("49.00"))
    asked(offer, towns[0])
    asked(offer, towns[0])
    assert Charge.objects.filter(kind="seat").count() == 1


def test_button_knows_whose_contingent_is_used_up(towns):
    offer = OfferFactory(seats_per_member=1)
    asked(offer, towns[0])
    here, there = (EmploymentFactory(municipality=town).person for town in towns)
    assert is_full_for(here, offer) and not is_full_for(there, offer)


def test_contingent_of_nought_is_refused_by_the_database(towns):
    with pytest.raises(IntegrityError), transaction.atomic():
        OfferFactory(seats_per_member=0)
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    ("seats", "most", "good"),
    [("", "", True), ("", "3", True), ("20", "20", True), ("20", "21", False), ("20", "0", False)],
)
def test_contingent_is_no_larger_than_the_seats(seats, most, good):
    form = OfferForm({"per": "free", "seats": seats, "seats_per_member": most})
    assert form.is_valid() is good
    assert ("seats_per_member" in form.errors) is not good
