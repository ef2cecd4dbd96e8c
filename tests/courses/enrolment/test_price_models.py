"""Prices per date and flat prices: what is charged, once, and what is given back."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from campus.kit import dates
from courses.enrolment import selectors, services
from courses.enrolment.errors import DateInUse, NoDateLeft
from courses.enrolment.models import Enrolment, FlatTerm
from courses.enrolment.services.charging import charge
from courses.enrolment.states import State
from members.cooperative.models import Charge
from members.roles.catalogue import Role
from tests.factories.enrolment import OfferFactory, member_employment
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
DAYS = dt.timedelta(days=1)


def enrol(offer, job, day=0):
    """Take a seat so many days after the second of March."""
    with dates.moved_clock(NOON + day * DAYS):
        return services.enrol(person=job.person, offer=offer, by=job.person.user)


def cancel(seat, day=0):
    with dates.moved_clock(NOON + day * DAYS):
        return services.cancel(enrolment=seat, by=None)


def plan(offer, *days):
    return [
        services.add_session(
            offer=offer,
            starts_at=NOON + day * DAYS,
            ends_at=NOON + day * DAYS + dt.timedelta(hours=2),
        )
        for day in days
    ]


def colleague(job):
    return EmploymentFactory(municipality=job.municipality, valid_from=job.valid_from)


def owed():
    return [(one.kind, one.quantity, one.net) for one in Charge.objects.order_by("pk")]


@pytest.fixture
def flat():
    return OfferFactory(price=Decimal("600.00"), per="flat")


@pytest.fixture
def by_date():
    return OfferFactory(price=Decimal("30.00"), per="session")


# ── For each date


@pytest.mark.parametrize(("booked", "count"), [(0, 3), (4.99, 3), (5.01, 2), (19.99, 1)], ids=str)
def test_seat_is_charged_for_each_date_that_has_not_begun(by_date, booked, count):
    plan(by_date, 5, 10, 20)
    enrol(by_date, member_employment(), booked)

    written = Charge.objects.get()
    assert (written.quantity, written.unit_price) == (count, Decimal("30.00"))
    assert written.net == count * Decimal("30.00")
    assert f"{count} Termin" in written.description


def test_date_added_later_costs_those_who_hold_a_seat_nothing(by_date):
    plan(by_date, 5)
    seat = enrol(by_date, member_employment())
    plan(by_date, 6)
    with dates.moved_clock(NOON):
        selectors.price_of(seat.offer)

    assert owed() == [("seat", 1, Decimal("30.00"))]


@pytest.mark.parametrize("days", [(), (-3, -1)], ids=["none planned", "all over"])
def test_without_a_date_to_come_no_seat_is_given(by_date, days):
    plan(by_date, *days)
    with pytest.raises(NoDateLeft, match="kein") as caught:
        enrol(by_date, member_employment())

    assert caught.value.status == 409
    assert not Enrolment.objects.exists()
    with dates.moved_clock(NOON):
        assert not selectors.is_bookable(by_date)


def test_request_is_not_approved_after_the_last_date(by_date):
    plan(by_date, 1)
    by_date.approval_needed = True
    by_date.save()
    job = member_employment()
    seat = enrol(by_date, job)
    approver = GrantFactory(role=Role.APPROVER, department=job.department).user

    with dates.moved_clock(NOON + 2 * DAYS), pytest.raises(NoDateLeft):
        services.approve(enrolment=seat, by=approver)
    seat.refresh_from_db()
    assert seat.state == State.REQUESTED


def test_nobody_moves_up_after_the_last_date(by_date):
    plan(by_date, 1)
    by_date.seats = 1
    by_date.save()
    first, second = member_employment(), member_employment()
    held, waiting = enrol(by_date, first), enrol(by_date, second)
    cancel(held, day=2)

    waiting.refresh_from_db()
    assert waiting.state == State.WAITING
    assert sum(one.net for one in Charge.objects.all()) == 0


def test_free_course_needs_no_date_whatever_its_model():
    offer = OfferFactory(price=Decimal("0.00"), per="session")
    assert enrol(offer, member_employment()).state == State.CONFIRMED
    assert not Charge.objects.exists()


def test_new_conditions_take_dates_to_come_over_and_leave_old_ones(by_date):
    old, coming = plan(by_date, -1, 5)
    with dates.moved_clock(NOON):
        after = services.open_offer(
            course=by_date.course, price=Decimal("20.00"), per="session", fernusg_status="x"
        )
        [taken_over] = selectors.sessions_of(after)
    assert taken_over.pk not in {old.pk, coming.pk}
    assert taken_over.starts_at == coming.starts_at
    assert by_date.sessions.count() == 2


def test_date_that_somebody_has_booked_stays(by_date):
    [date] = plan(by_date, 5)
    seat = enrol(by_date, member_employment())
    with pytest.raises(DateInUse):
        services.remove_session(session=date)
    cancel(seat)
    services.remove_session(session=date)
    assert not by_date.sessions.exists()


# ── Flat


def test_flat_price_is_charged_with_the_first_seat_and_covers_a_year(flat):
    job = member_employment()
    for day in (0, 0, 180, 364):
        enrol(flat, colleague(job), day)

    written = Charge.objects.get()
    assert (written.kind, written.net, written.cost_centre) == ("flat", Decimal("600.00"), "")
    assert (written.service_from, written.service_until) == (
        dt.date(2026, 3, 2),
        dt.date(2027, 3, 1),
    )
    assert "01.03.2027" in written.description
    assert job.person.last_name not in written.description
    assert FlatTerm.objects.get().seats == 4


def test_seat_after_the_year_opens_the_next_one(flat):
    job = member_employment()
    for day in (0, 365, 366):
        enrol(flat, colleague(job), day)

    assert owed() == [("flat", 1, Decimal("600.00"))] * 2
    terms = FlatTerm.objects.order_by("number")
    assert [(one.number, one.first_day) for one in terms] == [
        (1, dt.date(2026, 3, 2)),
        (2, dt.date(2027, 3, 2)),
    ]


def test_each_municipality_pays_its_own_year(flat):
    for _ in range(3):
        enrol(flat, member_employment())
    assert owed() == [("flat", 1, Decimal("600.00"))] * 3


@pytest.mark.parametrize("per", ["flat", "seat", "session"])
def test_year_that_was_paid_outlives_new_conditions(flat, per):
    job = member_employment()
    enrol(flat, job)
    with dates.moved_clock(NOON + DAYS):
        after = services.open_offer(
            course=flat.course, price=Decimal("9.00"), per=per, fernusg_status="x"
        )
    plan(after, 5)
    enrol(after, colleague(job), 2)

    assert owed() == [("flat", 1, Decimal("600.00"))]
    enrol(after, member_employment(), 2)
    assert len(owed()) == 2


def test_charging_a_flat_seat_twice_changes_nothing(flat):
    seat = enrol(flat, member_employment())
    with dates.moved_clock(NOON):
        charge(seat)
        charge(Enrolment.objects.get(pk=seat.pk))
    assert len(owed()) == 1
    assert FlatTerm.objects.get().seats == 1


@pytest.mark.parametrize(
    ("first", "second", "net"),
    [
        ((0, 3), (1, 4), "0.00"),
        ((0, 3), (10, 24), "0.00"),
        ((0, 3), None, "600.00"),
        ((0, 20), (10, 21), "600.00"),
        ((0, 3), (1, 16), "600.00"),
    ],
    ids=["both in time", "one after the other", "one stays", "first too late", "second too late"],
)
def test_flat_price_goes_back_once_all_its_seats_are_given_back_in_time(flat, first, second, net):
    job = member_employment()
    seats = [enrol(flat, colleague(job), 0), enrol(flat, colleague(job), (second or (1,))[0])]
    cancel(seats[0], first[1])
    if second:
        cancel(seats[1], second[1])

    assert sum(one.net for one in Charge.objects.all()) == Decimal(net)
    assert FlatTerm.objects.get().taken_back is (net == "0.00")


def test_year_taken_back_is_charged_anew_with_the_next_seat(flat):
    job = member_employment()
    cancel(enrol(flat, job), 1)
    enrol(flat, job, 2)

    assert [net for _, _, net in owed()] == [Decimal(600), Decimal(-600), Decimal(600)]
    assert list(FlatTerm.objects.order_by("number").values_list("number", "taken_back")) == [
        (1, True),
        (2, False),
    ]


def test_two_years_with_one_number_are_refused_by_the_database(flat):
    job = member_employment()
    enrol(flat, job)
    with pytest.raises(IntegrityError), transaction.atomic():
        FlatTerm.objects.create(
            course=flat.course,
            municipality=job.municipality,
            first_day=dt.date(2026, 3, 2),
            last_day=dt.date(2027, 3, 1),
        )


def test_free_flat_offer_opens_no_year():
    enrol(OfferFactory(price=Decimal("0.00"), per="flat"), member_employment())
    assert not FlatTerm.objects.exists()
