"""Who sees which booking and seat, by table; what lists count; what an erased person leaves."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.bookings import rules, selectors
from courses.bookings.models import Booking
from courses.bookings.planning import BudgetLine, Plan
from courses.bookings.words import STANDINGS, STATES, state_of, who
from courses.enrolment.models import BookedSeat, Enrolment
from courses.enrolment.personal_data import booked_seats
from courses.enrolment.selectors import known_to_employer, passes_on_until
from courses.enrolment.states import State
from courses.privacy import services as privacy
from courses.privacy.selectors import subject_of
from members.budgets.figures import Figures
from members.budgets.models import Budget
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "at", "seats_seen", "books_for", "whole"),
    [
        (Role.HR_MANAGER, "town", 3, 3, True),
        (Role.HR_MANAGER, "elsewhere", 0, 0, False),
        (Role.DEPARTMENT_HR, "depot", 2, 2, False),
        (Role.DEPARTMENT_HR, "other", 0, 0, False),
        (Role.APPROVER, "depot", 0, 0, False),
        (Role.SUPERIOR, "depot", 0, 0, False),
        (Role.STAFF_COUNCIL, "town", 0, 0, False),
        (Role.CONTACT_PERSON, "town", 0, 0, False),
    ],
)
def test_who_sees_and_books(town, depot, jobs, book, role, at, seats_seen, books_for, whole):
    booking = book(jobs)
    other = DepartmentFactory(municipality=town)
    place = {
        "town": {"municipality": town},
        "elsewhere": {"municipality": MunicipalityFactory()},
        "depot": {"municipality": town, "department": depot},
        "other": {"municipality": town, "department": other},
    }[at]
    user = GrantFactory(role=role, **place).user
    assert rules.seats(user).count() == seats_seen
    assert rules.staff(user, town).count() == books_for
    assert rules.is_whole(user, town) is whole
    assert rules.bookings(user).filter(pk=booking.pk).exists() is whole
    assert rules.may_enter(user) is (role in (Role.HR_MANAGER, Role.DEPARTMENT_HR))


def test_nobody_without_a_role_sees_anything(book, jobs):
    book(jobs)
    user = UserFactory()
    assert not rules.may_enter(user)
    assert not rules.seats(user).exists()
    assert not rules.bookings(user).exists()


def test_training_officer_keeps_a_seat_whose_person_has_left(town, depot, jobs, book):
    officer = GrantFactory(role=Role.DEPARTMENT_HR, municipality=town, department=depot).user
    book(jobs[:1], by=officer)
    BookedSeat.objects.update(employment=None)
    assert rules.seats(officer).count() == 1
    assert rules.bookings(officer).count() == 1
    other = GrantFactory(role=Role.DEPARTMENT_HR, municipality=town, department=depot).user
    assert not rules.seats(other).exists()
    assert not rules.bookings(other).exists()


def test_who_moves_to_another_department_goes_out_of_sight(town, depot, jobs, book):
    officer = GrantFactory(role=Role.DEPARTMENT_HR, municipality=town, department=depot).user
    booking = book(jobs[:2], by=officer)
    jobs[0].department = DepartmentFactory(municipality=town)
    jobs[0].save()
    seen = selectors.seats_of(booking, rules.seats(officer))
    assert [seat.employment for seat in seen] == [jobs[1]]


def test_contingents_count_named_and_open_seats_of_each_course(town, hr, jobs, book):
    book(jobs[:2], unnamed=3)
    book(jobs[:1], of=OfferFactory())
    BookedSeat.objects.filter(employment=jobs[1]).update(released_at=dates.now())
    found = selectors.contingents(rules.seats(hr))
    assert [(one.booked, one.named, one.open) for one in found] == [(1, 1, 0), (4, 1, 3)]


def test_seats_without_a_name_stand_last(hr, jobs, book):
    booking = book(jobs[:2], unnamed=1)
    seats = selectors.seats_of(booking, rules.seats(hr))
    assert [seat.employment is None for seat in seats] == [False, False, True]


def test_words_of_every_state_and_standing(jobs):
    moment = dates.now()
    states = [
        (BookedSeat(released_at=moment, employment=jobs[0], handed_at=moment), "released"),
        (BookedSeat(), "open"),
        (BookedSeat(employment=jobs[0], handed_at=moment), "handed"),
        (BookedSeat(employment=jobs[0]), "waits"),
        (BookedSeat(employment=jobs[0], handed_at=moment, is_covered=True), "handed"),
    ]
    assert [state_of(seat) for seat, _name in states] == [STATES[name] for _seat, name in states]
    assert who(BookedSeat()) == "Noch nicht benannt"
    assert who(BookedSeat(employment=jobs[0])) == str(jobs[0].person)
    assert all(str(words) for _kind, words in STANDINGS.values())


@pytest.mark.parametrize(
    ("source", "approval", "state", "has", "asked"),
    [
        ("self", False, State.CONFIRMED, False, False),
        ("self", False, State.WAITING, False, False),
        ("self", True, State.CONFIRMED, True, False),
        ("self", True, State.WAITING, False, True),
        ("self", True, State.REQUESTED, False, True),
        ("self", True, State.REJECTED, False, False),
        ("self", True, State.FINISHED, False, False),
        ("assigned", False, State.CONFIRMED, True, False),
        ("assigned", False, State.CANCELLED, False, False),
        ("booked", False, State.CONFIRMED, True, False),
    ],
)
def test_what_the_employer_knows_of_a_seat(jobs, source, approval, state, has, asked):
    offer = OfferFactory(approval_needed=approval)
    EnrolmentFactory(employment=jobs[0], offer=offer, state=state, source=source)
    known = known_to_employer(offer, jobs)
    assert known == ({jobs[0].pk} if has else set(), {jobs[0].pk} if asked else set())


def test_seat_of_another_job_is_not_known(jobs):
    """Who works for two municipalities is seen by each as its own seats show them."""
    elsewhere = EmploymentFactory(person=jobs[0].person, municipality=MunicipalityFactory())
    offer = OfferFactory(approval_needed=True)
    EnrolmentFactory(employment=elsewhere, person=jobs[0].person, offer=offer)
    assert known_to_employer(offer, jobs) == (set(), set())


def test_no_deadline_before_somebody_is_named(jobs, book):
    book(jobs[:1], unnamed=1)
    named, free = BookedSeat.objects.order_by("pk")
    assert passes_on_until(free) is None
    assert passes_on_until(named) == named.named_at + dt.timedelta(days=14)


@pytest.mark.parametrize(
    ("mode", "left", "needed", "refuses"),
    [
        ("block", 100, 100, False),
        ("block", 100, 101, True),
        ("block", -1, 0, False),
        ("warn", 100, 101, False),
    ],
)
def test_budget_line(mode, left, needed, refuses):
    line = BudgetLine(Budget(mode=mode), Figures(left), needed)
    assert (line.refuses, line.left_after) == (refuses, left - needed)


def test_plan_of_nobody_books_nothing(choose, hr):
    plan = Plan(choose(), hr)
    assert (plan.seats, plan.total, plan.counts, plan.budget_lines) == (0, 0, {}, [])
    assert not plan.is_refused


def test_export_tells_the_person_what_was_booked(handed, jobs, town, offer):
    handed(jobs[:1])
    (row,) = booked_seats(subject_of(jobs[0].person))
    assert (row["course"], row["employer"]) == (offer.course.title, town.name)
    assert row["handed_at"] is not None
    assert list(booked_seats(subject_of(jobs[1].person))) == []


@pytest.mark.parametrize(("has_left", "is_named"), [(True, False), (False, True)])
def test_erased_people_leave_the_seat_to_the_employer(handed, jobs, has_left, is_named):
    (seat,) = handed(jobs[:1])
    if has_left:
        jobs[0].valid_until = dates.today() - dt.timedelta(days=1)
        jobs[0].save()
    deletion = privacy.request_deletion(person=jobs[0].person, keep_certificates=False)
    privacy.erase(reference=deletion.reference)
    seat.refresh_from_db()
    assert (seat.employment is not None, seat.enrolment) == (is_named, None)
    assert not Enrolment.objects.exists()
    assert Booking.objects.get().total == 1
    assert rules.seats(seat.booked_by).count() == 1
