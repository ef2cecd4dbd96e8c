"""Single seats: named later, passed on, given back; what is charged, who is told, until when."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.db.models import Sum

from campus.kit import dates
from courses.bookings import services
from courses.enrolment import services as enrolments
from courses.enrolment.cancellation import passes_on_until
from courses.enrolment.errors import (
    BookedAlready,
    SeatReleased,
    TooLateToPassOn,
    WorksElsewhere,
)
from courses.enrolment.models import BookedSeat, Enrolment, FlatTerm
from courses.enrolment.selectors import seats_under
from courses.enrolment.states import State
from members.budgets.services import set_budget
from members.cooperative.models import Charge
from members.messages.models import Message
from tests.factories.enrolment import OfferFactory
from tests.factories.learning import complete
from tests.factories.people import EmploymentFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)


def ledger():
    """Return every charge with its amount, in the order of writing."""
    return list(Charge.objects.order_by("pk").values_list("source_key", "net"))


def owed():
    return Charge.objects.aggregate(sum=Sum("net"))["sum"] or D(0)


def kinds():
    """Return which messages about seats were sent, in order."""
    rows = Message.objects.filter(kind__startswith="bookings").order_by("pk")
    return list(rows.values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("first_date", "until"),
    [
        (None, NOON + dt.timedelta(days=14)),
        (NOON + dt.timedelta(days=3), NOON + dt.timedelta(days=3)),
        (NOON + dt.timedelta(days=90), NOON + dt.timedelta(days=90)),
        (NOON - dt.timedelta(days=1), NOON + dt.timedelta(days=14)),
    ],
)
def test_until_when_somebody_else_may_take_a_seat(first_date, until):
    assert passes_on_until(NOON, first_date) == until


def test_substitute_takes_the_seat_and_nothing_is_charged_again(handed, jobs, hr, offer):
    (seat,) = handed(jobs[:1])
    before = ledger()
    services.name_person(seat=seat, job=jobs[1], by=hr)
    assert ledger() == before
    assert seats_under(offer) == (1, 0)
    first, second = (Enrolment.objects.get(person=job.person) for job in jobs[:2])
    assert (first.state, second.state) == (State.CANCELLED, State.CONFIRMED)
    assert second.source == Enrolment.Source.BOOKED
    assert kinds() == ["bookings_booked", "bookings_passed_on", "bookings_booked"]


@pytest.mark.parametrize("has_learnt", [True, False])
def test_substitution_does_not_ask_what_somebody_has_learnt(handed, jobs, hr, has_learnt):
    """The same answer, messages and money, whether the first one has completed the course."""
    (seat,) = handed(jobs[:1])
    if has_learnt:
        complete(Enrolment.objects.get())
    services.name_person(seat=seat, job=jobs[1], by=hr)
    assert kinds() == ["bookings_booked", "bookings_passed_on", "bookings_booked"]
    assert [net for _key, net in ledger()] == [D("49.00")]
    learnt = Enrolment.objects.get(person=jobs[0].person)
    assert hasattr(learnt, "progress") is has_learnt


def test_after_the_deadline_nobody_else_takes_the_seat(handed, jobs, hr, later):
    (seat,) = handed(jobs[:1])
    with later(days=13):
        services.name_person(seat=seat, job=jobs[1], by=hr)
    # From the new name on the time runs anew, for whoever falls ill then.
    with later(days=26):
        services.name_person(seat=seat, job=jobs[2], by=hr)
    with later(days=41), pytest.raises(TooLateToPassOn) as refusal:
        services.name_person(seat=seat, job=jobs[0], by=hr)
    assert "Ersatzperson" in str(refusal.value)


def test_course_with_dates_lets_a_substitute_come_until_the_first_one(handed, jobs, hr, later):
    offer = OfferFactory(price=D("49.00"))
    begins = dates.now() + dt.timedelta(days=40)
    enrolments.add_session(offer=offer, starts_at=begins, ends_at=begins + dt.timedelta(hours=2))
    (seat,) = handed(jobs[:1], of=offer)
    with later(days=39):
        services.name_person(seat=seat, job=jobs[1], by=hr)
    with later(days=41), pytest.raises(TooLateToPassOn):
        services.name_person(seat=BookedSeat.objects.get(), job=jobs[2], by=hr)


def test_seats_without_names_are_charged_at_once_and_taken_whenever(book, jobs, hr, later):
    booking = book((), unnamed=2)
    assert owed() == D("98.00")
    with later(days=60):
        assert services.hand_over(reference=booking.reference) == 0
        seat = BookedSeat.objects.order_by("pk").first()
        services.name_person(seat=seat, job=jobs[0], by=hr)
    assert owed() == D("98.00")
    assert Enrolment.objects.get().person == jobs[0].person
    assert kinds() == ["bookings_booked"]


def test_nobody_gets_two_seats_and_strangers_get_none(handed, jobs, hr):
    first, second = handed(jobs[:2])
    with pytest.raises(BookedAlready, match="schon einen Platz"):
        services.name_person(seat=first, job=jobs[1], by=hr)
    with pytest.raises(WorksElsewhere):
        services.name_person(seat=first, job=EmploymentFactory(), by=hr)
    left = EmploymentFactory(
        municipality=jobs[0].municipality, valid_until=dates.today() - dt.timedelta(days=1)
    )
    with pytest.raises(WorksElsewhere):
        services.name_person(seat=second, job=left, by=hr)
    assert Enrolment.objects.filter(state=State.CONFIRMED).count() == 2


@pytest.mark.parametrize(("days", "left_to_pay"), [(1, "0"), (13, "0"), (15, "49.00")])
def test_given_back_costs_nothing_in_time_and_the_price_later(
    handed, jobs, hr, later, days, left_to_pay, offer
):
    (seat,) = handed(jobs[:1])
    with later(days=days):
        services.give_back(seat=seat, by=hr)
    assert owed() == D(left_to_pay)
    assert seats_under(offer) == (0, 0)
    assert Enrolment.objects.get().state == State.CANCELLED
    assert kinds() == ["bookings_booked", "bookings_given_back"]
    with pytest.raises(SeatReleased):
        services.give_back(seat=seat, by=hr)
    with pytest.raises(SeatReleased):
        services.name_person(seat=seat, job=jobs[1], by=hr)


def test_who_was_never_told_hears_nothing_of_a_seat_given_back(book, jobs, hr):
    book(jobs[:1])
    services.give_back(seat=BookedSeat.objects.get(), by=hr)
    assert owed() == 0
    assert kinds() == []


def test_seat_given_back_goes_to_who_waits(town, handed, hr):
    offer = OfferFactory(seats=1, price=D("10"))
    first, second = EmploymentFactory.create_batch(2, municipality=town)
    (seat,) = handed([first], of=offer)
    waiting = enrolments.enrol(person=second.person, offer=offer, by=None)
    services.give_back(seat=seat, by=hr)
    waiting.refresh_from_db()
    assert waiting.state == State.CONFIRMED
    assert owed() == D("10.00")


def test_seat_of_somebody_with_an_own_one_is_charged_when_it_is_passed_on(
    handed, jobs, offer, hr, town
):
    """Nor does a budget that is used up refuse it: the refusal would tell."""
    own = enrolments.enrol(person=jobs[0].person, offer=offer, by=None)
    (seat,) = handed(jobs[:1])
    set_budget(
        municipality=town, year=dates.today().year, cost_centre="", amount=D(1), mode="block"
    )
    assert owed() == D("49.00")
    services.name_person(seat=seat, job=jobs[1], by=hr)
    own.refresh_from_db()
    assert own.state == State.CONFIRMED
    assert owed() == D("98.00")
    assert "behalten Sie" in Message.objects.get(kind="bookings_passed_on").body


def test_seat_that_goes_to_somebody_with_an_own_one_and_on_is_paid_once_at_any_time(
    handed, jobs, offer, hr
):
    enrolments.enrol(person=jobs[1].person, offer=offer, by=None)
    (seat,) = handed(jobs[:1])
    sums = []
    for job in (jobs[1], jobs[2], jobs[1], jobs[0]):
        services.name_person(seat=seat, job=job, by=hr)
        sums.append(owed())
    assert sums == [D("49.00"), D("98.00"), D("49.00"), D("98.00")]
    assert len({key for key, _net in ledger()}) == len(ledger())
    services.give_back(seat=seat, by=hr)
    assert owed() == D("49.00")


def test_flat_price_is_paid_once_and_goes_back_with_the_last_seat(handed, jobs, hr):
    offer = OfferFactory(price=D("600.00"), per="flat")
    first, second = handed(jobs[:2], of=offer)
    assert [net for _key, net in ledger()] == [D("600.00")]
    services.name_person(seat=second, job=jobs[2], by=hr)
    services.give_back(seat=first, by=hr)
    assert (owed(), FlatTerm.objects.get().seats) == (D("600.00"), 1)
    services.give_back(seat=second, by=hr)
    assert (owed(), FlatTerm.objects.get().taken_back) == (0, True)


def test_limited_discount_is_drawn_once_for_a_seat_and_goes_back(book, jobs, hr, offer):
    today = dates.today()
    discount = enrolments.add_discount(
        course=offer.course, first_day=today, last_day=today, percent=D(50), seats=2
    )
    booking = book(jobs)
    assert (booking.cost, owed()) == (D("98.00"), D("98.00"))
    discount.refresh_from_db()
    assert discount.used == 2
    services.undo(booking=booking, by=hr)
    discount.refresh_from_db()
    assert (discount.used, owed()) == (0, 0)


def test_dates_are_charged_each(book, jobs):
    offer = OfferFactory(price=D("20.00"), per="session")
    for days in (10, 20):
        begins = dates.now() + dt.timedelta(days=days)
        enrolments.add_session(
            offer=offer, starts_at=begins, ends_at=begins + dt.timedelta(hours=1)
        )
    assert book(jobs[:2], of=offer).cost == owed() == D("80.00")
