"""Lower prices for a time: never two at once, drawn once, frozen in the charge."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from campus.kit import dates
from courses.enrolment import conditions, selectors, services
from courses.enrolment.errors import DiscountEndsTooEarly, DiscountIsNone, DiscountsOverlap
from courses.enrolment.models import Discount
from courses.enrolment.services.charging import charge
from members.cooperative.models import Charge
from tests.factories.enrolment import OfferFactory, member_employment
from tests.factories.people import EmploymentFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 2)
DAYS = dt.timedelta(days=1)


@pytest.fixture
def offer():
    return OfferFactory(price=Decimal("40.00"))


def lower(offer, first=0, last=9, **terms):
    """Lower the price from so many days after the second of March to so many."""
    terms = terms or {"percent": Decimal(25)}
    with dates.moved_clock(NOON):
        return services.add_discount(
            course=offer.course, first_day=DAY + first * DAYS, last_day=DAY + last * DAYS, **terms
        )


def enrol(offer, day=0, job=None):
    job = job or member_employment()
    with dates.moved_clock(NOON + day * DAYS):
        return services.enrol(person=job.person, offer=offer, by=job.person.user)


def nets():
    return [str(one.net) for one in Charge.objects.order_by("pk")]


@pytest.mark.parametrize(("day", "net"), [(-1, "40.00"), (0, "30.00"), (9, "30.00"), (10, "40.00")])
def test_seat_costs_less_on_the_days_of_the_discount_only(offer, day, net):
    lower(offer)
    enrol(offer, day)
    assert nets() == [net]


def test_charge_tells_both_prices_and_the_last_day(offer):
    lower(offer, percent=Decimal("12.5"))
    enrol(offer)
    written = Charge.objects.get()
    assert written.unit_price == Decimal("35.00")
    said = written.description.replace("\xa0", " ")
    assert "(35,00 € statt 40,00 €, Nachlass bis 11.03.2026)" in said


def test_what_was_charged_stays_when_the_discount_ends(offer):
    discount = lower(offer)
    seat = enrol(offer)
    services.end_discount(discount=discount)
    services.end_discount(discount=discount)
    with dates.moved_clock(NOON):
        charge(seat)
    enrol(offer)
    assert nets() == ["30.00", "40.00"]


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [(10, 12, False), (-5, -1, False), (9, 20, True), (-5, 0, True), (3, 4, True), (-1, 99, True)],
)
def test_two_discounts_have_no_day_in_common(offer, first, last, refused):
    lower(offer)
    if not refused:
        assert lower(offer, first, last).active
        return
    with pytest.raises(DiscountsOverlap, match=r"02\.03\.2026") as caught:
        lower(offer, first, last)
    assert caught.value.status == 409
    assert Discount.objects.count() == 1


def test_ended_discount_and_that_of_another_course_are_in_nobodys_way(offer):
    services.end_discount(discount=lower(offer))
    assert lower(offer).active
    assert lower(OfferFactory(price=Decimal("40.00"))).active


@pytest.mark.parametrize(
    ("terms", "error"),
    [
        ({"last": -1}, DiscountEndsTooEarly),
        ({"amount": Decimal("40.00")}, DiscountIsNone),
        ({"amount": Decimal("41.00")}, DiscountIsNone),
        ({"percent": Decimal("0.01")}, DiscountIsNone),
    ],
)
def test_what_is_no_discount_is_refused(offer, terms, error):
    with pytest.raises(error):
        lower(offer, **terms)
    assert not Discount.objects.exists()


@pytest.mark.parametrize(
    "faulty",
    [
        {"percent": Decimal(10), "amount": Decimal(5)},
        {},
        {"percent": Decimal(101)},
        {"percent": Decimal(0)},
        {"amount": Decimal(-1)},
        {"percent": Decimal(10), "last_day": DAY - DAYS},
        {"percent": Decimal(10), "seats": 2, "used": 3},
    ],
    ids=["both", "neither", "too much", "nothing", "negative", "days", "drawn twice"],
)
def test_database_refuses_what_is_no_discount(offer, faulty):
    days = {"first_day": DAY, "last_day": DAY}
    with pytest.raises(IntegrityError), transaction.atomic():
        Discount.objects.create(course=offer.course, **{**days, **faulty})


def test_limited_discount_is_drawn_seat_by_seat_and_given_back(offer):
    discount = lower(offer, percent=Decimal(50), seats=2)
    seats = [enrol(offer) for _ in range(3)]
    assert nets() == ["20.00", "20.00", "40.00"]
    with dates.moved_clock(NOON):
        services.cancel(enrolment=seats[0], by=None)
    enrol(offer)
    assert nets() == ["20.00", "20.00", "40.00", "-20.00", "20.00"]
    discount.refresh_from_db()
    assert discount.used == 2


def test_discount_lowers_each_date_and_a_flat_price():
    by_date = OfferFactory(price=Decimal("30.00"), per="session")
    for day in (5, 6):
        begin = NOON + day * DAYS
        services.add_session(offer=by_date, starts_at=begin, ends_at=begin + DAYS)
    lower(by_date, amount=Decimal("19.99"))
    enrol(by_date)
    flat = OfferFactory(price=Decimal("600.00"), per="flat")
    lower(flat, percent=Decimal(100))
    job = member_employment()
    enrol(flat, job=job)
    enrol(flat, 100, job=EmploymentFactory(municipality=job.municipality))

    assert nets() == ["39.98"]


def test_reduced_price_ends_with_its_price_model_and_per_cent_go_on(offer):
    lower(offer, 0, 5, amount=Decimal(10))
    kept = lower(offer, 6, 9)
    services.open_offer(course=offer.course, price=Decimal(30), per="seat", fernusg_status="x")
    assert selectors.reduced_prices(offer.course) == 1
    services.open_offer(course=offer.course, price=Decimal(30), per="flat", fernusg_status="x")
    assert list(Discount.objects.filter(active=True)) == [kept]


def test_waiting_under_old_conditions_pays_the_price_of_the_day_it_moves_up(offer):
    offer.seats = 1
    offer.save()
    held, _waiting = enrol(offer), enrol(offer)
    lower(offer)
    with dates.moved_clock(NOON + DAYS):
        services.cancel(enrolment=held, by=None)
    assert nets() == ["40.00", "-40.00", "30.00"]


def test_prices_of_many_offers_cost_one_query(django_assert_num_queries):
    offers = [OfferFactory(price=Decimal("40.00")) for _ in range(4)]
    for offer in offers:
        lower(offer)
    with dates.moved_clock(NOON), django_assert_num_queries(1):
        found = selectors.prices_of(offers)
    assert {price.on(DAY) for price in found.values()} == {Decimal("30.00")}


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({}, "gilt jetzt"),
        ({"active": False}, "beendet"),
        ({"last_day": DAY - DAYS, "first_day": DAY - DAYS}, "abgelaufen"),
        ({"first_day": DAY + DAYS}, "kommt noch"),
        ({"seats": 3, "used": 3}, "alle Plätze vergeben"),
        ({"seats": 3, "used": 2}, "gilt jetzt"),
    ],
)
def test_standing_of_a_discount_in_words(facts, word):
    days = {"first_day": DAY, "last_day": DAY + 9 * DAYS}
    discount = Discount(**{**days, "percent": Decimal(5), **facts})
    assert conditions.discount_standing(discount, DAY)[1] == word
