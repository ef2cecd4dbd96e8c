"""Reads of seats: whose, in which order, at constant cost, and without the person in numbers."""

import datetime as dt

import pytest
from django.http import Http404

from campus.kit import dates
from courses.enrolment import selectors
from courses.enrolment.models import Session
from courses.enrolment.states import State
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.people import EmploymentFactory, PersonFactory

pytestmark = pytest.mark.django_db
MARCH = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
APRIL = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)


def test_full_offers_are_those_whose_confirmed_seats_are_all_taken(django_assert_num_queries):
    endless, taken, free, waiting, none = (
        OfferFactory(seats=seats) for seats in (None, 1, 2, 1, 0)
    )
    for offer in (endless, taken, free):
        EnrolmentFactory(offer=offer)
    EnrolmentFactory(offer=waiting, state=State.WAITING, confirmed_at=None)
    with django_assert_num_queries(1):
        found = selectors.full_offers([endless, taken, free, waiting, none])
    assert found == {taken.pk, none.pk}
    with django_assert_num_queries(0):
        assert selectors.full_offers([endless]) == set()


def several(job, *states):
    """Return enrolments of one person in one course, each with its state, oldest first."""
    offer, made = OfferFactory(), []
    for hour, state in enumerate(states):
        moment = MARCH + dt.timedelta(hours=hour)
        made.append(EnrolmentFactory(employment=job, offer=offer, state=state, requested_at=moment))
    return made


@pytest.mark.parametrize(
    ("states", "chosen"),
    [
        ([State.WITHDRAWN], None),
        ([State.CANCELLED], None),
        ([State.REJECTED], 0),
        ([State.REJECTED, State.REQUESTED], 1),
        ([State.CONFIRMED, State.REJECTED], 0),
        ([State.WAITING, State.REJECTED], 0),
        ([State.FINISHED, State.CONFIRMED], 1),
        ([State.FINISHED, State.CANCELLED], 0),
        ([State.FINISHED, State.FINISHED], 1),
        ([State.REQUESTED, State.WITHDRAWN, State.CANCELLED], 0),
    ],
)
def test_seat_in_a_course_is_the_one_that_matters_most(states, chosen):
    job = EmploymentFactory()
    made = several(job, *states)

    course_id = made[0].offer.course_id
    found = selectors.seat_facts(job.person, course_id)
    listed = selectors.held_seats(job.person, [course_id])

    assert (found and found.pk) == (None if chosen is None else made[chosen].pk)
    assert [seat.state for seat in listed.values()] == ([] if found is None else [found.state])


def test_enrolments_of_a_person_hold_nobody_elses(django_assert_num_queries):
    job = EmploymentFactory()
    own = EnrolmentFactory.create_batch(12, employment=job)
    EnrolmentFactory()

    with django_assert_num_queries(1):
        found = list(selectors.enrolments_of(job.person))
        for row in found:
            assert row.offer.course.title
            assert row.version.module.provider.name
            assert row.employment.department.name
            assert row.employment.municipality.name
    assert {row.pk for row in found} == {row.pk for row in own}


@pytest.mark.parametrize("state", State)
def test_open_enrolment_is_one_that_has_not_ended(state):
    seat = EnrolmentFactory(state=state)
    is_open = state in {State.REQUESTED, State.WAITING, State.CONFIRMED}

    assert (selectors.open_enrolment(seat.person, seat.offer) is not None) is is_open


def test_by_registration_of_somebody_else_is_not_found():
    seat = EnrolmentFactory()

    assert selectors.by_registration(seat.registration, person=seat.person) == seat
    for stranger in (PersonFactory(), None):
        with pytest.raises(Http404):
            selectors.by_registration(seat.registration, person=stranger)


def test_approval_requests_hold_only_what_an_employer_decides():
    job = EmploymentFactory()
    asked = EnrolmentFactory(
        employment=job, offer=OfferFactory(approval_needed=True), state=State.REJECTED
    )
    EnrolmentFactory(employment=job)
    EnrolmentFactory(offer=OfferFactory(approval_needed=True))

    assert list(selectors.approval_requests_of(job.person)) == [asked]


def test_coming_sessions_are_those_not_ended_in_order():
    offer, other = OfferFactory(), OfferFactory()
    for hours in (5, -1, 1, -3):
        begin = MARCH + dt.timedelta(hours=hours)
        for place in (offer, other):
            Session.objects.create(
                offer=place, starts_at=begin, ends_at=begin + dt.timedelta(hours=2)
            )
    with dates.moved_clock(MARCH):
        found = list(selectors.coming_sessions([offer.pk]))

    assert [row.starts_at.hour for row in found] == [23, 1, 5]
    assert str(found[-1]) == f"{offer}, 01.03.2026 05:00"


@pytest.mark.parametrize(
    ("member", "days", "expected"),
    [(True, None, True), (True, 0, True), (True, -1, False), (False, None, False)],
)
def test_can_book_is_who_works_for_a_member_today(member, days, expected):
    job = member_employment() if member else EmploymentFactory()
    if days is not None:
        job.valid_until = dates.today() + dt.timedelta(days=days)
        job.save()

    assert selectors.can_book(job.person) is expected
    assert not selectors.can_book(PersonFactory())


def test_confirmed_keys_take_the_beginning_and_leave_the_end():
    job, offer = EmploymentFactory(), OfferFactory()
    for moment in (MARCH - dt.timedelta(microseconds=1), MARCH, APRIL):
        EnrolmentFactory(employment=job, offer=offer, confirmed_at=moment, state=State.FINISHED)

    keys = selectors.confirmed_keys(MARCH, APRIL)

    assert keys == [(job.municipality_id, offer.course_id)]


def test_people_with_seats_are_counted_once_however_many_they_took():
    job = EmploymentFactory()
    seats = [
        EnrolmentFactory(employment=job, confirmed_at=MARCH + dt.timedelta(days=day))
        for day in (3, 4, 5)
    ]
    EnrolmentFactory(confirmed_at=MARCH + dt.timedelta(days=6))
    EnrolmentFactory(confirmed_at=APRIL)

    counted = selectors.people_with_seats(MARCH, APRIL)

    assert counted["all"] == {None: 2}
    assert counted["month"] == {dt.date(2026, 3, 1): 2}
    assert counted["municipality"][job.municipality_id] == 1
    assert counted["course"][seats[0].offer.course_id] == 1


def test_all_registrations_come_in_a_fixed_order():
    made = EnrolmentFactory.create_batch(3)

    assert list(selectors.all_registrations()) == made
