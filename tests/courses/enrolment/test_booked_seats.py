"""Seats that a municipality has booked, as the room of seats counts and guards them."""

import datetime as dt
from decimal import Decimal as D
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from campus.kit import dates
from courses.enrolment import services
from courses.enrolment.errors import BookedForYou, NoDateLeft, NotBookable, NotForYou
from courses.enrolment.models import BookedSeat, Enrolment
from courses.enrolment.selectors import (
    full_offers,
    is_full_for,
    offers_of,
    seats_left,
    seats_under,
)
from courses.enrolment.states import State
from members.accounts.models import User
from members.cooperative.models import Charge
from members.organisations.models import Provider
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def job():
    return member_employment()


def booked(offer, job, *others, by=None, unnamed=0):
    """Book seats for people of one municipality, and for nobody yet."""
    jobs = [job, *others, *[None] * unnamed]
    by = by or UserFactory()
    return services.book(
        offer=offer, municipality=job.municipality, jobs=jobs, batch=uuid4(), by=by
    )


@pytest.mark.parametrize(
    ("named", "unnamed", "handed", "alone", "taken"),
    [(1, 0, 0, 0, 1), (1, 2, 0, 0, 3), (2, 1, 1, 1, 4), (2, 0, 2, 1, 3), (1, 1, 1, 0, 2)],
)
def test_every_seat_counts_once(job, named, unnamed, handed, alone, taken):
    offer = OfferFactory(seats=9, seats_per_member=8)
    others = EmploymentFactory.create_batch(named - 1, municipality=job.municipality)
    seats = booked(offer, job, *others, unnamed=unnamed)
    for seat in seats[:handed]:
        services.hand_over(seat=seat)
    EnrolmentFactory.create_batch(
        alone, offer=offer, employment=EmploymentFactory(municipality=job.municipality)
    )
    assert seats_under(offer) == (taken, 0)
    assert seats_left(offer) == 9 - taken
    assert seats_left(offer, employer=job.municipality_id) == 8 - taken
    assert seats_left(offer, employer=MunicipalityFactory().pk) == min(8, 9 - taken)
    assert offers_of(Provider.objects.all()).get(pk=offer.pk).taken == taken


def test_full_offers_know_booked_seats_in_one_query(job, django_assert_num_queries):
    full, free, endless = OfferFactory(seats=2), OfferFactory(seats=3), OfferFactory()
    booked(full, job, unnamed=1)
    booked(free, job, unnamed=1)
    booked(endless, job, unnamed=5)
    with django_assert_num_queries(1):
        assert full_offers([full, free, endless]) == {full.pk}
    with django_assert_num_queries(0):
        assert full_offers([endless]) == set()


def test_who_books_alone_waits_behind_booked_seats(job):
    offer = OfferFactory(seats=1)
    (seat,) = booked(offer, job)
    other = member_employment()
    assert is_full_for(other.person, offer)
    waiting = services.enrol(person=other.person, offer=offer, by=None)
    assert waiting.state == State.WAITING
    assert services.promote_waiting(offer=offer) == []
    services.release(seat=seat, by=None)
    waiting.refresh_from_db()
    assert waiting.state == State.CONFIRMED


def test_seat_given_back_by_mistake_twice_frees_one(job):
    offer = OfferFactory(seats=2)
    first, _second = booked(offer, job, unnamed=1)
    services.release(seat=first, by=None)
    assert seats_under(offer) == (1, 0)


@pytest.mark.parametrize("state", [State.REQUESTED, State.WAITING])
def test_request_and_place_in_the_queue_become_the_booked_seat(job, state):
    offer = OfferFactory(price=D("10.00"), approval_needed=True)
    asked = EnrolmentFactory(employment=job, offer=offer, state=state, confirmed_at=None)
    hr = UserFactory()
    (seat,) = booked(offer, job, by=hr)
    handed = services.hand_over(seat=seat)
    asked.refresh_from_db()
    assert handed.enrolment == asked
    assert (asked.state, asked.source, asked.decided_by) == (State.CONFIRMED, "booked", hr)
    assert Charge.objects.count() == 1


def test_handing_over_twice_seats_once(job):
    (seat,) = booked(OfferFactory(price=D("10.00")), job)
    first, second = (services.hand_over(seat=seat) for _ in range(2))
    assert first.enrolment == second.enrolment
    assert Enrolment.objects.count() == Charge.objects.count() == 1


def test_seat_of_a_closed_offer_is_handed_over_all_the_same(job):
    offer = OfferFactory()
    (seat,) = booked(offer, job)
    services.close_offer(offer=offer)
    assert services.hand_over(seat=seat).enrolment is not None


def test_used_seat_that_is_repeated_stays_used(job):
    """Compulsory training recurs on a seat of its own; the booked one is not free again."""
    offer = OfferFactory()
    (seat,) = booked(offer, job)
    services.hand_over(seat=seat)
    services.enrol_again(person=job.person, offer=offer, by=None, source="assigned")
    seat.refresh_from_db()
    assert seat.enrolment.state == State.FINISHED
    assert seats_under(offer) == (1, 0)


def test_learner_cannot_give_back_what_the_employer_has_booked(job):
    (seat,) = booked(OfferFactory(), job)
    mine = services.hand_over(seat=seat).enrolment
    with pytest.raises(BookedForYou) as refusal:
        services.cancel(enrolment=mine, by=job.person.user)
    assert "Personalstelle" in str(refusal.value)
    mine.refresh_from_db()
    assert mine.state == State.CONFIRMED


@pytest.mark.parametrize("change", ["closed", "unpublished", "limited", "no date", "own course"])
def test_what_nobody_may_book_nobody_books_for_others(job, change):
    offer, refusal = OfferFactory(price=D("10.00")), NotBookable
    if change == "closed":
        offer.active = False
    elif change == "unpublished":
        offer.course.unpublish()
    elif change == "limited":
        offer.is_limited, refusal = True, NotForYou
    elif change == "no date":
        offer.per, refusal = "session", NoDateLeft
    else:
        offer.course.only_for = MunicipalityFactory()
        offer.course.save()
    offer.save()
    with pytest.raises(refusal):
        booked(offer, job)
    assert not BookedSeat.objects.exists()
    assert not Charge.objects.exists()


def test_database_keeps_one_booked_seat_for_a_person(job):
    offer = OfferFactory()
    facts = {"offer": offer, "municipality": job.municipality, "employment": job}
    BookedSeat.objects.create(batch=uuid4(), **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        BookedSeat.objects.create(batch=uuid4(), **facts)
    with pytest.raises(ValidationError, match="schon ein Platz"):
        BookedSeat(batch=uuid4(), **facts).full_clean()
    BookedSeat.objects.update(released_at=dates.now())
    BookedSeat.objects.create(batch=uuid4(), **facts)
    for _seat in range(2):
        BookedSeat.objects.create(batch=uuid4(), **{**facts, "employment": None})
    assert BookedSeat.objects.count() == 4


def test_charge_names_course_and_cost_centre_and_nobody(job):
    job.department.cost_centre = "4711"
    job.department.save()
    offer = OfferFactory(price=D("10.00"))
    (seat,) = booked(offer, job)
    charge = Charge.objects.get()
    assert (charge.source_key, charge.cost_centre) == (str(seat.key), "4711")
    assert charge.provider == offer.course.module.provider
    assert offer.course.title in charge.description
    assert job.person.last_name not in charge.description


def test_charge_of_a_seat_goes_back_under_its_own_key(job):
    (seat,) = booked(OfferFactory(price=D("10.00")), job)
    with dates.moved_clock(dates.now() + dt.timedelta(days=13)):
        services.release(seat=seat, by=None)
    owed, back = Charge.objects.order_by("pk")
    assert back.reverses == owed
    assert owed.net + back.net == 0


def test_account_that_has_booked_may_be_closed(job):
    hr = UserFactory()
    (seat,) = booked(OfferFactory(), job, by=hr)
    User.objects.filter(pk=hr.pk).delete()
    seat.refresh_from_db()
    assert seat.booked_by is None
    assert services.hand_over(seat=seat).enrolment.decided_by is None
