"""The waiting list: who moves up, in which order, and what that sets in motion (L-09)."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.enrolment import services
from courses.enrolment.models import Enrolment
from courses.enrolment.selectors import seats_left, waiting_place
from courses.enrolment.signals import seat_confirmed
from courses.enrolment.states import State
from members.cooperative.models import Charge
from members.messages.models import Message
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def asked(offer, minute=0, **more):
    """Return the enrolment of a new person who asked at a minute after noon."""
    job = member_employment()
    with dates.moved_clock(NOON + dt.timedelta(minutes=minute)):
        return services.enrol(person=job.person, offer=offer, by=job.person.user, **more)


def states_of(*enrolments):
    """Return the states as the database has them."""
    for enrolment in enrolments:
        enrolment.refresh_from_db()
    return [enrolment.state for enrolment in enrolments]


def test_promote_follows_the_time_of_asking_not_the_order_of_rows():
    offer = OfferFactory(seats=1)
    holder = asked(offer)
    late, early, middle = asked(offer, 30), asked(offer, 10), asked(offer, 20)

    for expected in (early, middle, late):
        services.cancel(enrolment=holder, by=None)
        assert states_of(expected) == [State.CONFIRMED]
        holder = expected


def test_promote_at_the_same_moment_follows_the_order_of_rows():
    offer = OfferFactory(seats=1)
    holder = asked(offer)
    first, second = asked(offer), asked(offer)
    services.cancel(enrolment=holder, by=None)

    assert states_of(first, second) == [State.CONFIRMED, State.WAITING]


def test_waiting_place_counts_from_one_and_never_twice():
    offer = OfferFactory(seats=1)
    asked(offer)
    queue = [asked(offer, 0), asked(offer, 0), asked(offer, 7)]

    assert [waiting_place(one) for one in queue] == [1, 2, 3]


def test_waiting_place_moves_on_when_somebody_before_leaves():
    offer = OfferFactory(seats=1)
    asked(offer)
    first, second = asked(offer, 1), asked(offer, 2)
    services.withdraw(enrolment=first, by=first.person.user)

    assert waiting_place(second) == 1


def test_waiting_place_does_not_count_other_offers():
    asked(OfferFactory(seats=0))

    assert waiting_place(asked(OfferFactory(seats=0), 9)) == 1


def test_promote_charges_confirms_tells_and_announces_once(django_capture_on_commit_callbacks):
    offer, heard = OfferFactory(seats=1, price="49.00"), []
    holder, waiting = asked(offer), asked(offer, 1)

    def listen(sender, **news):
        heard.append(news["registration"])

    seat_confirmed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            with dates.moved_clock(NOON + dt.timedelta(days=30)):
                services.cancel(enrolment=holder, by=None)
            services.promote_waiting(offer=offer)
    finally:
        seat_confirmed.disconnect(listen)

    waiting.refresh_from_db()
    assert heard == [waiting.registration]
    assert waiting.confirmed_at == NOON + dt.timedelta(days=30)
    assert Charge.objects.filter(source_key=str(waiting.registration)).count() == 1
    assert Message.objects.filter(kind="enrolment_promoted").count() == 1


def test_promote_fills_all_seats_that_an_enlarged_offer_has():
    offer = OfferFactory(seats=1)
    asked(offer)
    waiting = [asked(offer, minute) for minute in range(1, 4)]
    offer.seats = 3
    offer.save()

    promoted = services.promote_waiting(offer=offer)

    assert [row.pk for row in promoted] == [row.pk for row in waiting[:2]]
    assert states_of(*waiting) == [State.CONFIRMED, State.CONFIRMED, State.WAITING]
    assert services.promote_waiting(offer=offer) == []


def test_promote_without_limit_empties_the_list():
    offer = OfferFactory(seats=0)
    waiting = [asked(offer, minute) for minute in range(3)]
    offer.seats = None
    offer.save()
    services.promote_waiting(offer=offer)

    assert states_of(*waiting) == [State.CONFIRMED] * 3


def test_cancel_in_an_offer_that_was_made_smaller_promotes_nobody():
    offer = OfferFactory(seats=2)
    one, _two, waiting = asked(offer), asked(offer), asked(offer)
    offer.seats = 1
    offer.save()
    services.cancel(enrolment=one, by=None)

    assert states_of(waiting) == [State.WAITING]
    assert seats_left(offer) == 0


def test_interest_list_without_seats_takes_everybody_in():
    offer = OfferFactory(seats=0)

    assert [asked(offer).state for _ in range(3)] == [State.WAITING] * 3
    assert not Charge.objects.exists()


def test_withdraw_from_the_list_promotes_nobody_and_costs_nothing():
    offer = OfferFactory(seats=1, price="49.00")
    asked(offer)
    first, second = asked(offer, 1), asked(offer, 2)
    services.withdraw(enrolment=first, by=first.person.user)

    assert states_of(first, second) == [State.WITHDRAWN, State.WAITING]
    assert Charge.objects.count() == 1


def test_requests_that_wait_for_approval_take_no_seat():
    offer = OfferFactory(seats=1, approval_needed=True)
    asked(offer), asked(offer)

    assert seats_left(offer) == 1


@pytest.mark.parametrize(
    ("seats", "taken", "left"), [(None, 3, None), (0, 0, 0), (3, 1, 2), (3, 3, 0), (1, 3, 0)]
)
def test_seats_left_is_never_negative_and_none_without_limit(seats, taken, left):
    offer = OfferFactory(seats=seats)
    EnrolmentFactory.create_batch(taken, offer=offer)
    EnrolmentFactory(offer=offer, state=State.FINISHED)

    assert seats_left(offer) == left


def test_enrol_again_on_a_full_course_keeps_the_own_seat():
    offer = OfferFactory(seats=1)
    first, waiting = asked(offer), asked(offer, 1)
    second = services.enrol_again(person=first.person, offer=offer, by=None)

    assert states_of(first, second, waiting) == [State.FINISHED, State.CONFIRMED, State.WAITING]
    assert Enrolment.objects.filter(offer=offer, state=State.CONFIRMED).count() == 1


def test_assigned_request_on_a_full_course_waits_like_everybody():
    offer = OfferFactory(seats=0, approval_needed=True)
    first = asked(offer)
    settled = services.enrol(person=first.person, offer=offer, by=None, source="assigned")

    assert (settled.pk, settled.state) == (first.pk, State.WAITING)
