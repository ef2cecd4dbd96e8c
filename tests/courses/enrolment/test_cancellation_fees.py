"""What giving a seat back costs under the terms of its offer: ledger, tax, invoices, budgets."""

import datetime as dt
from decimal import Decimal as D
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus.kit import dates
from campus.kit.states import WrongState
from courses.enrolment import selectors, services
from courses.enrolment.errors import SeatReleased
from courses.enrolment.giving_back import GivingBack, if_taken_now
from courses.enrolment.models import BookedSeat, Discount, Enrolment, Offer
from members.billing.models import InvoiceLine, InvoiceRun
from members.billing.selectors import unbilled_charges
from members.billing.services import draft_run
from members.budgets.selectors import rows_of
from members.budgets.services import set_budget
from members.cooperative.audit import charges as faults_of_charges
from members.cooperative.models import Charge
from members.messages.models import Message
from tests.factories.billing import SellerFactory
from tests.factories.cooperative import ChargeFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def ledger():
    """Return kind and amount of every charge, in the order of writing."""
    return list(Charge.objects.order_by("pk").values_list("kind", "net"))


def owed():
    # Added up here: SQLite adds up amounts as floating point numbers.
    return sum(Charge.objects.values_list("net", flat=True), D(0))


def taken(offer, job=None):
    """Return a seat taken at noon of a day in March."""
    job = job or member_employment()
    with dates.moved_clock(NOON):
        return services.enrol(person=job.person, offer=offer, by=job.person.user)


def cancel(seat, later):
    with dates.moved_clock(NOON + later):
        return services.cancel(enrolment=seat, by=None)


def half(**facts):
    """Return an offer of 49 euros, half of which is the fee after three days."""
    return OfferFactory(**{"price": D("49.00"), "free_days": 3, "cancellation_fee": 50, **facts})


def date_of(offer, begins):
    return services.add_session(
        offer=offer, starts_at=begins, ends_at=begins + dt.timedelta(hours=2)
    )


@pytest.mark.parametrize(
    ("later", "rows"),
    [
        (3 * DAY, [("seat", D("49.00")), ("seat", D("-49.00"))]),
        (4 * DAY, [("seat", D("49.00")), ("seat", D("-49.00")), ("cancellation", D("24.50"))]),
    ],
)
def test_late_cancelling_leaves_the_fee(later, rows):
    cancel(taken(half()), later)
    assert ledger() == rows
    assert not list(faults_of_charges())


def test_full_price_leaves_the_charge_alone_and_no_fee_takes_it_back():
    cancel(taken(half(cancellation_fee=100)), 90 * DAY)
    assert ledger() == [("seat", D("49.00"))]
    cancel(taken(half(cancellation_fee=0)), 90 * DAY)
    assert ledger()[1:] == [("seat", D("49.00")), ("seat", D("-49.00"))]


def test_fee_keeps_tax_cost_centre_period_and_provider_of_the_seat():
    offer = half(vat_treatment="standard", vat_rate=D("19.00"), provider_share=D("61.00"))
    seat = taken(offer)
    cancel(seat, 20 * DAY)
    first, _back, fee = Charge.objects.order_by("pk")
    same = (
        "municipality",
        "cost_centre",
        "vat_treatment",
        "vat_rate",
        "service_from",
        "service_until",
        "provider",
        "provider_share",
        "course_title",
        "source_key",
    )
    assert [getattr(fee, name) for name in same] == [getattr(first, name) for name in same]
    assert fee.description == f"Stornogebühr, 50 % des Preises: {offer.course.title}"
    assert str(seat.person) not in fee.description


def test_cancelling_twice_costs_the_fee_once():
    seat = taken(half())
    cancel(seat, 20 * DAY)
    with pytest.raises(WrongState):
        cancel(seat, 21 * DAY)
    assert owed() == D("24.50")


def test_seat_taken_again_is_charged_and_cancelled_by_itself():
    seat = taken(half())
    cancel(seat, 20 * DAY)
    with dates.moved_clock(NOON + 21 * DAY):
        again = services.enrol(person=seat.person, offer=seat.offer, by=None)
    assert owed() == D("73.50")
    cancel(again, 40 * DAY)
    assert owed() == D("49.00")


def test_terms_of_the_confirmation_stay_whatever_the_offer_says_later():
    offer = half()
    seat = taken(offer)
    assert (seat.free_until, seat.cancellation_fee) == (NOON + 3 * DAY, 50)
    with dates.moved_clock(NOON + DAY):
        services.open_offer(course=offer.course, price=D("49.00"), free_days=1, fernusg_status="x")
    Offer.objects.update(free_days=1, cancellation_fee=100)
    with dates.moved_clock(NOON + 2 * DAY):
        assert selectors.giving_back(Enrolment.objects.get()).is_free
    cancel(seat, 20 * DAY)
    assert owed() == D("24.50")


def test_earlier_date_added_later_makes_no_seat_dearer():
    offer = half(free_days_before=2)
    date_of(offer, NOON + 30 * DAY)
    seat = taken(offer)
    before = seat.free_until
    date_of(offer, NOON + 5 * DAY)
    seat.refresh_from_db()
    assert seat.free_until == before
    cancel(seat, 10 * DAY)
    assert owed() == 0


def test_request_is_judged_by_the_day_of_its_approval():
    job = member_employment()
    approver = GrantFactory(role="approver", department=job.department).user
    offer = half(approval_needed=True)
    with dates.moved_clock(NOON):
        asked = services.enrol(person=job.person, offer=offer, by=job.person.user)
    assert asked.free_until is None
    with dates.moved_clock(NOON + 10 * DAY):
        seat = services.approve(enrolment=asked, by=approver)
    assert seat.free_until == NOON + 13 * DAY
    body = Message.objects.get(kind="enrolment_confirmed").body.replace("\xa0", " ")
    assert "Stornierung: Kostenlos bis 15.03.2026 13:00, danach 50 % = 24,50 € netto." in body


def test_who_moves_up_from_the_waiting_list_after_the_deadline_has_a_day():
    offer = half(seats=1, free_days_before=20)
    date_of(offer, NOON + 10 * DAY)
    first, second = taken(offer), taken(offer)
    cancel(first, DAY)
    second.refresh_from_db()
    assert second.free_until == NOON + 2 * DAY
    assert "14.03" not in Message.objects.get(kind="enrolment_promoted").body
    assert "04.03.2026 13:00" in Message.objects.get(kind="enrolment_promoted").body


def test_message_about_a_free_course_says_nothing_of_cancelling():
    seat = EnrolmentFactory()
    import_module("courses.enrolment.news").tell_learner(
        seat, import_module("courses.enrolment.news").CONFIRMED
    )
    assert "Stornierung" not in Message.objects.get().body


def test_reduced_price_is_what_the_fee_is_reckoned_from():
    offer, today = half(), NOON.date()
    discount = services.add_discount(
        course=offer.course, first_day=today, last_day=today, percent=D(20), seats=1
    )
    seat = taken(offer)
    with dates.moved_clock(NOON + 20 * DAY):
        assert selectors.giving_back(seat).fee == D("19.60")
    cancel(seat, 20 * DAY)
    assert owed() == D("19.60")
    assert Discount.objects.get(pk=discount.pk).used == 1


def test_price_of_each_date_is_reckoned_together():
    offer = half(per="session")
    for days in (20, 30, 40):
        date_of(offer, NOON + days * DAY)
    cancel(taken(offer), 5 * DAY)
    assert owed() == D("73.50")


def test_flat_price_knows_no_part():
    with pytest.raises(IntegrityError), transaction.atomic():
        half(per="flat")
    offer = half(per="flat", cancellation_fee=100)
    seat = taken(offer)
    assert selectors.giving_back(seat).is_flat
    cancel(seat, 20 * DAY)
    assert ledger() == [("flat", D("49.00"))]


@pytest.mark.parametrize("wrong", [{"free_days": 0}, {"cancellation_fee": 101}])
def test_database_refuses_impossible_terms(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        half(**wrong)


def test_booked_seat_is_given_back_on_its_own_terms_once():
    job = member_employment()
    hr = GrantFactory(role="hr_manager", municipality=job.municipality).user
    offer = half()
    with dates.moved_clock(NOON):
        first, second = services.book(
            offer=offer, municipality=job.municipality, jobs=[None, None], batch=uuid4(), by=hr
        )
    Offer.objects.update(cancellation_fee=100)
    with dates.moved_clock(NOON + 2 * DAY):
        services.release(seat=first, by=hr)
    with dates.moved_clock(NOON + 4 * DAY):
        assert selectors.giving_back(second).fee == D("24.50")
        services.release(seat=second, by=hr)
        with pytest.raises(SeatReleased):
            services.release(seat=second, by=hr)
    assert owed() == D("24.50")


def test_booked_seat_that_is_not_charged_is_told_like_the_others_and_costs_nothing():
    """Its holder has another seat: the employer must not see that from the terms."""
    job = member_employment()
    hr = GrantFactory(role="hr_manager", municipality=job.municipality).user
    offer = half()
    taken(offer, job)
    with dates.moved_clock(NOON):
        seats = services.book(
            offer=offer, municipality=job.municipality, jobs=[job, None], batch=uuid4(), by=hr
        )
    covered, plain = seats
    assert covered.is_covered and not plain.is_covered
    assert selectors.giving_back(covered) == selectors.giving_back(plain)
    before = owed()
    with dates.moved_clock(NOON + 20 * DAY):
        services.release(seat=covered, by=hr)
    assert owed() == before


def test_foretold_terms_are_those_that_the_seat_gets():
    offer, other = half(free_days_before=2), half(per="session")
    for one in (offer, other):
        date_of(one, NOON + 30 * DAY)
        date_of(one, NOON + 40 * DAY)
    with dates.moved_clock(NOON):
        told = if_taken_now([offer, other], selectors.prices_of([offer, other]))
        for one in (offer, other):
            seat = taken(one)
            assert told[one.pk] == selectors.giving_back(seat)
            assert isinstance(told[one.pk], GivingBack)


@pytest.mark.parametrize("many", [2, 9])
def test_foretelling_asks_once_however_many_offers(django_assert_num_queries, many):
    offers = [half(free_days_before=2) for _ in range(many)]
    prices = selectors.prices_of(offers)
    with django_assert_num_queries(1):
        if_taken_now(offers, prices)


def test_free_courses_are_not_asked_about(django_assert_num_queries):
    offers = [OfferFactory(free_days_before=2), OfferFactory()]
    prices = selectors.prices_of(offers)
    with django_assert_num_queries(0):
        assert {one.fee for one in if_taken_now(offers, prices).values()} == {0}


def billed(until):
    draft_run(run=InvoiceRun.objects.create(until=until))


def test_what_is_on_no_invoice_is_billed_as_the_fee_alone():
    SellerFactory()
    cancel(taken(half()), 20 * DAY)
    billed(NOON.date())
    assert list(InvoiceLine.objects.values_list("net", flat=True)) == [D("24.50")]


def test_what_is_on_an_invoice_is_credited_but_for_the_fee():
    SellerFactory()
    seat = taken(half())
    billed(NOON.date())
    cancel(seat, 20 * DAY)
    left = unbilled_charges(NOON.date())
    assert sorted(left.values_list("net", flat=True)) == [D("-49.00"), D("24.50")]
    ChargeFactory(municipality=seat.employment.municipality, service_from=NOON, service_until=NOON)
    billed(NOON.date())
    assert not unbilled_charges(NOON.date()).exists()


def test_budget_counts_the_fee_in_the_year_of_the_seat():
    seat = taken(half())
    town = seat.employment.municipality
    set_budget(municipality=town, year=2026, cost_centre="", amount=D(1000), mode="warn")
    cancel(seat, 330 * DAY)
    (row,) = rows_of(town, 2026)
    assert row.figures.left == D("975.50")


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    price=st.decimals(D("0.01"), D("999.99"), places=2),
    percent=st.integers(0, 100),
    free_days=st.integers(1, 40),
    later=st.integers(0, 60),
    again=st.integers(0, 3),
)
def test_what_is_left_is_nothing_the_fee_or_the_price(price, percent, free_days, later, again):
    offer = OfferFactory(price=price, free_days=free_days, cancellation_fee=percent)
    before = owed()
    seat = taken(offer)
    for _time in range(1 + again):
        try:
            cancel(seat, later * DAY)
        except WrongState:
            continue
    left = owed() - before
    fee = (price * percent / 100).quantize(D("0.01"), rounding="ROUND_HALF_UP")
    assert left == (0 if later <= free_days else fee)
    assert 0 <= left <= price


def test_seats_from_before_keep_the_fortnight():
    seat = EnrolmentFactory(confirmed_at=NOON, free_until=None)
    asked = EnrolmentFactory(confirmed_at=None, free_until=None, state="requested")
    booked = BookedSeat.objects.create(
        offer=seat.offer,
        municipality=seat.employment.municipality,
        batch=uuid4(),
        booked_at=NOON,
    )
    migration = import_module("courses.enrolment.migrations.0009_time_of_seats_held")
    migration.keep_the_fortnight(apps, None)
    for row in (seat, asked, booked):
        row.refresh_from_db()
    assert seat.free_until == booked.free_until == NOON + 14 * DAY
    assert asked.free_until is None
    assert (seat.cancellation_fee, booked.cancellation_fee) == (100, 100)
    assert Offer().cancelling == import_module("courses.enrolment.cancellation").Terms()
