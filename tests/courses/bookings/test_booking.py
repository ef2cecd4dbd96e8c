"""Book for several people: who gets a seat, what is charged, when it is handed over, undo."""

from decimal import Decimal as D

import pytest
from django.db.models import Sum
from wagtail.models import ModelLogEntry

from campus.kit import dates
from courses.bookings import services
from courses.bookings.errors import NobodyGetsASeat, PreviewOutdated, TooLateToUndo
from courses.bookings.judging import Standing
from courses.bookings.models import Booking
from courses.bookings.planning import Plan
from courses.enrolment import services as enrolments
from courses.enrolment.errors import (
    BookedAlready,
    BookedForYou,
    NotAMember,
    NotBookable,
    TooFewSeats,
    WorksElsewhere,
)
from courses.enrolment.models import BookedSeat, Enrolment
from courses.enrolment.selectors import full_offers, seats_left, seats_under
from courses.enrolment.states import State
from members.budgets.errors import BudgetUsedUp
from members.budgets.services import set_budget
from members.cooperative.models import Charge
from members.messages.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory

pytestmark = pytest.mark.django_db


def owed():
    """Return what is owed for seats, with what was taken back."""
    return Charge.objects.aggregate(sum=Sum("net"))["sum"] or D(0)


def test_seats_are_booked_and_charged_and_nobody_sits_on_them_yet(book, jobs, offer, town):
    booking = book(jobs)
    assert (booking.total, booking.cost) == (3, D("147.00"))
    assert not Enrolment.objects.exists()
    assert owed() == D("147.00")
    charged = Charge.objects.order_by("pk").values_list("cost_centre", flat=True)
    assert sorted(charged) == ["4001", "4711", "4711"]
    assert not Message.objects.exists()
    assert not any(
        str(job.person) in one.description for job in jobs for one in Charge.objects.all()
    )


def test_seats_are_handed_over_once_after_ten_minutes(book, jobs, later, town):
    booking = book(jobs)
    assert services.hand_over(reference=booking.reference) == 0
    with later():
        assert services.hand_over(reference=booking.reference) == 3
        assert services.hand_over(reference=booking.reference) == 0
    seats = Enrolment.objects.all()
    assert {seat.person_id for seat in seats} == {job.person_id for job in jobs}
    assert {(seat.state, seat.source) for seat in seats} == {("confirmed", "booked")}
    assert owed() == D("147.00")
    assert Message.objects.filter(kind="bookings_booked").count() == 3
    body = Message.objects.first().body
    assert town.name in body
    assert "nie ob und wie Sie lernen" in body


def test_hand_over_now_ends_the_time_of_undoing(book, jobs, hr):
    booking = book(jobs)
    services.hand_over_now(booking=booking)
    assert services.hand_over(reference=booking.reference) == 3
    with pytest.raises(TooLateToUndo):
        services.undo(booking=booking, by=hr)
    assert Enrolment.objects.filter(state=State.CONFIRMED).count() == 3


def test_undo_gives_everything_back_and_tells_nobody(book, jobs, hr, later, offer):
    booking = book(jobs, unnamed=2)
    assert services.undo(booking=booking, by=hr).state == "undone"
    assert owed() == 0
    assert seats_under(offer) == (0, 0)
    with later():
        assert services.hand_over(reference=booking.reference) == 0
    assert not Enrolment.objects.exists()
    assert not Message.objects.exists()
    with pytest.raises(TooLateToUndo):
        services.undo(booking=booking, by=hr)


def test_log_says_who_took_a_booking_back_and_no_name_of_the_staff(book, jobs, town):
    booking, colleague = book(jobs), UserFactory()
    services.undo(booking=booking, by=colleague)
    entry = ModelLogEntry.objects.get(action="bookings.undo")
    assert (entry.user, entry.object_id) == (colleague, str(town.pk))
    assert entry.data == {"booking": str(booking.reference), "title": str(booking)}


def test_undo_is_refused_after_ten_minutes_or_when_one_seat_is_handed_over(book, jobs, hr, later):
    first, second = book(jobs[:2]), book(jobs[2:])
    with later(), pytest.raises(TooLateToUndo):
        services.undo(booking=first, by=hr)
    enrolments.hand_over(seat=BookedSeat.objects.get(batch=second.reference))
    with pytest.raises(TooLateToUndo):
        services.undo(booking=second, by=hr)


def test_left_over_finds_what_nobody_has_handed_over(book, jobs, later):
    booking = book(jobs)
    assert services.left_over() == []
    with later():
        assert services.left_over() == [booking.reference]
        services.hand_over(reference=booking.reference)
        assert services.left_over() == []


def test_confirming_what_was_not_seen_is_refused(choose, jobs, hr, offer):
    choice = choose(jobs)
    stamp = Plan(choice, hr).stamp
    EnrolmentFactory(employment=jobs[0], offer=offer, source=Enrolment.Source.ASSIGNED)
    with pytest.raises(PreviewOutdated):
        services.book_together(choice=choice, stamp=stamp, by=hr)
    assert not Booking.objects.exists()


def test_twice_confirmed_books_once(choose, jobs, hr):
    choice = choose(jobs)
    stamp = Plan(choice, hr).stamp
    services.book_together(choice=choice, stamp=stamp, by=hr)
    with pytest.raises(PreviewOutdated):
        services.book_together(choice=choice, stamp=stamp, by=hr)
    with pytest.raises(NobodyGetsASeat):
        services.book_together(choice=choice, stamp=Plan(choice, hr).stamp, by=hr)
    assert owed() == D("147.00")


def test_who_stands_how_as_far_as_the_employer_knows(choose, hr, town):
    offer = OfferFactory(approval_needed=True)
    has, asked, assigned, free, mine = EmploymentFactory.create_batch(5, municipality=town)
    EnrolmentFactory(employment=has, offer=offer)
    EnrolmentFactory(employment=asked, offer=offer, state=State.REQUESTED, confirmed_at=None)
    EnrolmentFactory(employment=assigned, offer=offer, source=Enrolment.Source.ASSIGNED)
    mine.person.user = hr
    mine.person.save()
    found = Plan(choose([has, asked, assigned, free, mine], of=offer), hr).standings
    assert list(found.values()) == [
        Standing.HAS,
        Standing.ASKED,
        Standing.HAS,
        Standing.GETS,
        Standing.ONESELF,
    ]


@pytest.mark.parametrize("state", [State.CONFIRMED, State.WAITING])
def test_seat_taken_of_free_will_changes_nothing_that_is_seen(choose, jobs, hr, offer, state):
    choice = choose(jobs)
    before = Plan(choice, hr)
    seen = (before.standings, before.costs, before.total, before.counts, before.stamp)
    EnrolmentFactory(employment=jobs[0], offer=offer, state=state)
    after = Plan(choice, hr)
    assert (after.standings, after.costs, after.total, after.counts, after.stamp) == seen


def test_whoever_has_a_seat_of_their_own_keeps_it_and_nothing_is_charged_twice(handed, jobs, offer):
    own = enrolments.enrol(person=jobs[0].person, offer=offer, by=None)
    seats = handed(jobs[:2])
    own.refresh_from_db()
    assert (own.state, own.source) == (State.CONFIRMED, Enrolment.Source.SELF)
    assert owed() == D("98.00")
    assert [seat.is_covered for seat in seats] == [True, False]
    assert "schon einen Platz" in Message.objects.get(key__contains=str(seats[0].key)).body
    with pytest.raises(BookedForYou):
        enrolments.cancel(enrolment=own, by=jobs[0].person.user)


def test_seat_taken_during_the_ten_minutes_is_paid_once(book, jobs, offer, later):
    booking = book(jobs[:1])
    enrolments.enrol(person=jobs[0].person, offer=offer, by=None)
    assert owed() == D("98.00")
    with later():
        assert services.hand_over(reference=booking.reference) == 1
    assert owed() == D("49.00")
    assert Enrolment.objects.get().source == Enrolment.Source.SELF


def test_who_waits_gets_the_booked_seat(town, book, later):
    offer = OfferFactory(seats=1, price=D("10"))
    first, second = EmploymentFactory.create_batch(2, municipality=town)
    booking = book([first], of=offer)
    waiting = enrolments.enrol(person=second.person, offer=offer, by=None)
    mine = enrolments.enrol(person=first.person, offer=offer, by=None)
    assert (waiting.state, mine.state) == (State.WAITING, State.WAITING)
    with later():
        services.hand_over(reference=booking.reference)
    mine.refresh_from_db()
    assert (mine.state, mine.source) == (State.CONFIRMED, Enrolment.Source.BOOKED)
    assert owed() == D("10.00")


def test_who_has_left_meanwhile_is_not_named_any_more(book, jobs, later):
    booking = book(jobs[:1])
    jobs[0].valid_until = dates.today()
    jobs[0].save()
    with later(days=2):
        assert services.hand_over(reference=booking.reference) == 0
    seat = BookedSeat.objects.get()
    assert (seat.employment, seat.handed_at) == (None, None)
    assert not Enrolment.objects.exists()


def test_booked_seats_count_as_taken(book, jobs, town, later):
    offer = OfferFactory(seats=6, seats_per_member=5)
    booking = book(jobs, unnamed=1, of=offer)
    for _moment in ("before", "after"):
        assert seats_under(offer) == (4, 0)
        assert seats_left(offer) == 2
        assert seats_left(offer, employer=town.pk) == 1
        with later():
            services.hand_over(reference=booking.reference)
    assert full_offers([offer]) == set()
    enrolments.enrol(person=EmploymentFactory(municipality=town).person, offer=offer, by=None)
    elsewhere = member_employment()
    enrolments.enrol(person=elsewhere.person, offer=offer, by=None)
    assert full_offers([offer]) == {offer.pk}


@pytest.mark.parametrize(
    ("seats", "most", "fits"), [(3, None, True), (2, None, False), (None, 2, False), (9, 3, True)]
)
def test_all_get_a_seat_or_nobody(book, jobs, seats, most, fits):
    offer = OfferFactory(seats=seats, seats_per_member=most, price=D("5"))
    if fits:
        assert book(jobs, of=offer).total == 3
        return
    with pytest.raises(TooFewSeats, match="3 Plätze werden gebraucht"):
        book(jobs, of=offer)
    assert not BookedSeat.objects.exists()
    assert owed() == 0


def test_budget_that_refuses_lets_nothing_be_booked(book, choose, jobs, hr, town):
    terms = {"municipality": town, "year": dates.today().year}
    set_budget(**terms, cost_centre="4711", amount=D(97), mode="block")
    set_budget(**terms, cost_centre="", amount=D(100), mode="warn")
    plan = Plan(choose(jobs), hr)
    lines = {line.budget.cost_centre: line for line in plan.budget_lines}
    assert (lines["4711"].needed, lines["4711"].refuses) == (D("98.00"), True)
    assert (lines[""].left_after, lines[""].refuses) == (D("-47.00"), False)
    assert plan.is_refused
    with pytest.raises(BudgetUsedUp):
        book(jobs)
    assert owed() == 0
    assert not Booking.objects.exists()


def test_offers_that_are_closed_and_municipalities_that_are_no_members_get_nothing(
    book, jobs, offer, hr
):
    offer.active = False
    offer.save()
    with pytest.raises(NotBookable):
        book(jobs)
    stranger = EmploymentFactory(municipality=MunicipalityFactory())
    fresh = {"batch": "6f1c2a4e-0000-4000-8000-00000000b0d1", "by": hr}
    offer.active = True
    offer.save()
    with pytest.raises(NotAMember):
        enrolments.book(offer=offer, municipality=stranger.municipality, jobs=[stranger], **fresh)
    with pytest.raises(WorksElsewhere):
        enrolments.book(offer=offer, municipality=jobs[0].municipality, jobs=[stranger], **fresh)
    book(jobs)
    with pytest.raises(BookedAlready):
        enrolments.book(offer=offer, municipality=jobs[0].municipality, jobs=jobs[:1], **fresh)
