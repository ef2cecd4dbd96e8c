"""Several clicks at the same moment; needs PostgreSQL's row locks."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal as D

import pytest
from django.db import connection
from django.db.models import Sum

from campus.kit.errors import DomainError
from courses.bookings import services
from courses.bookings.models import Booking
from courses.bookings.planning import Plan
from courses.enrolment import services as enrolments
from courses.enrolment.models import BookedSeat, Enrolment, FlatTerm
from courses.enrolment.selectors import seats_under
from courses.enrolment.states import State
from members.cooperative.models import Charge
from members.messages.models import Message
from tests.factories.enrolment import OfferFactory
from tests.factories.people import EmploymentFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(deeds):
    """Run the deeds in threads of their own; return what each returns, or why it was refused."""

    def run(deed):
        try:
            return deed()
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(deeds)) as pool:
        return [future.result() for future in [pool.submit(run, deed) for deed in deeds]]


def owed():
    return Charge.objects.aggregate(sum=Sum("net"))["sum"] or D(0)


def test_last_seats_are_booked_once(choose, hr, town):
    """Four book two seats each where five are left: two of them get theirs, whole."""
    offer = OfferFactory(seats=5, price=D("10"))
    choices = [
        choose(EmploymentFactory.create_batch(2, municipality=town), of=offer) for _ in range(4)
    ]
    plans = [(choice, Plan(choice, hr).stamp) for choice in choices]

    def confirm(choice, stamp):
        return lambda: services.book_together(choice=choice, stamp=stamp, by=hr)

    found = at_once([confirm(*plan) for plan in plans])
    assert sorted(map(str, found)).count("too_few_seats") == 2
    assert Booking.objects.count() == 2
    assert seats_under(offer) == (4, 0)
    assert owed() == D("40.00")


def test_last_seat_goes_to_the_booking_or_to_who_books_alone(choose, hr, town):
    offer = OfferFactory(seats=1, price=D("10"))
    first, second = EmploymentFactory.create_batch(2, municipality=town)
    choice = choose([first], of=offer)
    stamp = Plan(choice, hr).stamp
    at_once(
        [
            lambda: services.book_together(choice=choice, stamp=stamp, by=hr),
            lambda: enrolments.enrol(person=second.person, offer=offer, by=None),
        ]
    )
    assert seats_under(offer)[0] == 1
    assert owed() == D("10.00")


def test_double_confirmation_books_once(choose, hr, jobs):
    choice = choose(jobs)
    stamp = Plan(choice, hr).stamp
    found = at_once(
        [lambda: services.book_together(choice=choice, stamp=stamp, by=hr) for _ in range(4)]
    )
    assert [one for one in found if one == "preview_outdated"] == ["preview_outdated"] * 3
    assert owed() == D("147.00")


def test_one_seat_passed_on_to_several_has_one_holder(handed, jobs, hr, town):
    (seat,) = handed(jobs[:1])
    others = EmploymentFactory.create_batch(4, municipality=town)
    at_once([lambda job=job: services.name_person(seat=seat, job=job, by=hr) for job in others])
    assert Enrolment.objects.filter(state=State.CONFIRMED).count() == 1
    assert Enrolment.objects.filter(state=State.CANCELLED).count() == 4
    assert owed() == D("49.00")
    told = Message.objects.filter(kind="bookings_passed_on")
    assert told.count() == 4


def test_several_seats_for_one_person_at_once_seat_them_once(handed, jobs, hr, town):
    seats = handed(jobs)
    new = EmploymentFactory(municipality=town)
    found = at_once(
        [lambda seat=seat: services.name_person(seat=seat, job=new, by=hr) for seat in seats]
    )
    assert found.count("booked_already") == 2
    assert BookedSeat.objects.filter(employment=new).count() == 1
    assert Enrolment.objects.filter(state=State.CONFIRMED).count() == 3


def test_giving_back_and_passing_on_at_once_leaves_a_whole_seat_or_none(handed, jobs, hr):
    (seat,) = handed(jobs[:1])
    at_once(
        [
            lambda: services.give_back(seat=seat, by=hr),
            lambda: services.name_person(seat=seat, job=jobs[1], by=hr),
            lambda: services.give_back(seat=seat, by=hr),
        ]
    )
    seat.refresh_from_db()
    assert seat.released_at is not None
    assert not Enrolment.objects.filter(state=State.CONFIRMED).exists()
    assert owed() == 0


def test_undoing_and_handing_over_at_once_do_one_of_both(book, jobs, hr):
    booking = book(jobs)
    at_once(
        [
            lambda: services.undo(booking=booking, by=hr),
            lambda: (
                services.hand_over_now(booking=booking)
                and services.hand_over(reference=booking.reference)
            ),
        ]
    )
    booking.refresh_from_db()
    seated = Enrolment.objects.filter(state=State.CONFIRMED).count()
    expected = {"done": (3, D("147.00")), "undone": (0, D(0))}
    assert (seated, owed()) == expected[booking.state]


def test_workers_at_once_hand_over_once(book, jobs):
    booking = book(jobs)
    services.hand_over_now(booking=booking)
    at_once([lambda: services.hand_over(reference=booking.reference) for _ in range(4)])
    assert Enrolment.objects.count() == 3
    assert Message.objects.filter(kind="bookings_booked").count() == 3


def test_first_seats_booked_and_taken_at_once_pay_one_flat_price(choose, hr, jobs, town):
    offer = OfferFactory(price=D("600.00"), per="flat")
    choice = choose(jobs, of=offer)
    stamp = Plan(choice, hr).stamp
    other = EmploymentFactory(municipality=town)
    at_once(
        [
            lambda: services.book_together(choice=choice, stamp=stamp, by=hr),
            lambda: enrolments.enrol(person=other.person, offer=offer, by=None),
        ]
    )
    assert owed() == D("600.00")
    assert FlatTerm.objects.count() == 1
