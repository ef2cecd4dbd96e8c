"""Until when a seat is given back free of charge, by table, and what giving back does."""

import datetime as dt
from decimal import Decimal

import pytest

from campus.kit import dates
from campus.kit.states import WrongState
from courses.enrolment import services
from courses.enrolment.cancellation import FREE_DAYS, free_until, is_free
from courses.enrolment.states import State
from members.cooperative.models import Charge
from members.roles.catalogue import Role
from tests.factories.enrolment import OfferFactory, member_employment
from tests.factories.roles import GrantFactory

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (dt.datetime(2026, 3, 2, 12), dt.datetime(2026, 3, 16, 12)),
        (dt.datetime(2026, 2, 20, 23, 59), dt.datetime(2026, 3, 6, 23, 59)),
        (dt.datetime(2028, 2, 20), dt.datetime(2028, 3, 5)),
        (dt.datetime(2026, 12, 24, 8), dt.datetime(2027, 1, 7, 8)),
        (dt.datetime(2026, 3, 20, 1, 30), dt.datetime(2026, 4, 3, 1, 30)),
    ],
    ids=["plain", "February", "leap year", "turn of the year", "summer time"],
)
def test_free_until_is_fourteen_times_24_hours_later(begin, end):
    begin, end = begin.replace(tzinfo=dt.UTC), end.replace(tzinfo=dt.UTC)

    assert free_until(begin) == end
    assert is_free(free_until(begin), end)
    assert not is_free(free_until(begin), end + dt.timedelta(microseconds=1))


def test_free_days_are_a_fortnight():
    assert FREE_DAYS == 14


def seat(**offer):
    """Return a seat taken at noon of a day in March."""
    job = member_employment()
    with dates.moved_clock(NOON):
        return services.enrol(
            person=job.person, offer=OfferFactory(price="49.00", **offer), by=job.person.user
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("later", "net"),
    [
        (dt.timedelta(0), "0.00"),
        (dt.timedelta(days=13, hours=23), "0.00"),
        (dt.timedelta(days=14), "0.00"),
        (dt.timedelta(days=14) + SECOND, "49.00"),
        (dt.timedelta(days=200), "49.00"),
    ],
)
def test_cancel_costs_nothing_within_the_time_and_the_whole_price_after_it(later, net):
    enrolment = seat()
    with dates.moved_clock(NOON + later):
        services.cancel(enrolment=enrolment, by=enrolment.person.user)

    assert sum(Charge.objects.values_list("net", flat=True)) == Decimal(net)


@pytest.mark.django_db
def test_cancel_time_runs_from_the_confirmation_not_from_the_request():
    job = member_employment()
    offer = OfferFactory(price="49.00", approval_needed=True)
    approver = GrantFactory(role=Role.APPROVER, department=job.department).user
    with dates.moved_clock(NOON):
        enrolment = services.enrol(person=job.person, offer=offer, by=job.person.user)
    with dates.moved_clock(NOON + dt.timedelta(days=30)):
        services.approve(enrolment=enrolment, by=approver)
    with dates.moved_clock(NOON + dt.timedelta(days=40)):
        services.cancel(enrolment=enrolment, by=job.person.user)

    assert sum(Charge.objects.values_list("net", flat=True)) == 0


@pytest.mark.django_db
def test_cancel_twice_takes_the_charge_back_once():
    enrolment = seat()
    with dates.moved_clock(NOON + SECOND):
        services.cancel(enrolment=enrolment, by=None)
        with pytest.raises(WrongState, match="storniert"):
            services.cancel(enrolment=enrolment, by=None)

    assert sorted(Charge.objects.values_list("net", flat=True)) == [-49, 49]


@pytest.mark.django_db
def test_cancel_takes_back_under_the_same_cost_centre_and_in_german():
    enrolment = seat()
    with dates.moved_clock(NOON + SECOND):
        services.cancel(enrolment=enrolment, by=None)

    first, second = Charge.objects.order_by("pk")
    assert second.reverses == first
    assert second.cost_centre == first.cost_centre
    assert second.description == f"{first.description} (fristgerecht storniert)"


@pytest.mark.django_db
def test_cancel_keeps_the_reason_and_the_confirmation():
    enrolment = seat()
    with dates.moved_clock(NOON + SECOND):
        cancelled = services.cancel(enrolment=enrolment, by=None, reason="Elternzeit")

    cancelled.refresh_from_db()
    assert (cancelled.state, cancelled.reason) == (State.CANCELLED, "Elternzeit")
    assert (cancelled.confirmed_at, cancelled.ended_at) == (NOON, NOON + SECOND)


@pytest.mark.django_db
def test_cancelled_seat_can_be_booked_again_and_is_charged_again():
    enrolment = seat()
    with dates.moved_clock(NOON + SECOND):
        services.cancel(enrolment=enrolment, by=None)
        again = services.enrol(person=enrolment.person, offer=enrolment.offer, by=None)

    assert again.registration != enrolment.registration
    assert sum(Charge.objects.values_list("net", flat=True)) == 49
