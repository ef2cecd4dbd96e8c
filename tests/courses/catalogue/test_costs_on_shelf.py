"""What cards, filters and course pages say of prices as days pass and seats are taken."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from campus.kit.dates import moved_clock
from courses.catalogue import presenting, selectors
from courses.catalogue.query import COST, CatalogueQuery
from courses.enrolment import services
from courses.enrolment.models import Discount
from tests.factories.enrolment import OfferFactory, member_employment

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
DAYS = dt.timedelta(days=1)


def words_of(course):
    [card] = selectors.course_cards([course.pk])
    return presenting.card_of(card)["price"]


def found(cost):
    asked = CatalogueQuery(chosen={COST: (cost,)})
    return {card.course_id for card in selectors.search(asked).cards}


def lower(course, **terms):
    days = {"first_day": NOON.date(), "last_day": NOON.date() + 9 * DAYS}
    return services.add_discount(course=course, **{**days, **terms})


def test_card_shows_the_lower_price_on_its_days_without_being_read_anew():
    course = OfferFactory(price=Decimal("40.00")).course
    with moved_clock(NOON - DAYS):
        lower(course, percent=Decimal(25))
        assert words_of(course) == "40,00 € je Platz"
    with moved_clock(NOON):
        assert words_of(course) == "30,00 € je Platz statt 40,00 €, bis 11.03.2026"
    with moved_clock(NOON + 10 * DAYS):
        assert words_of(course) == "40,00 € je Platz"


def test_course_given_away_for_a_time_is_found_among_the_free_ones():
    course = OfferFactory(price=Decimal("40.00")).course
    with moved_clock(NOON):
        lower(course, percent=Decimal(100))
        assert course.pk in found("kostenfrei")
    with moved_clock(NOON + 10 * DAYS):
        assert course.pk in found("kostenpflichtig")
        assert course.pk not in found("kostenfrei")


def test_used_up_discount_is_no_longer_shown(django_capture_on_commit_callbacks):
    offer = OfferFactory(price=Decimal("40.00"))
    job = member_employment()
    with moved_clock(NOON), django_capture_on_commit_callbacks(execute=True):
        lower(offer.course, percent=Decimal(50), seats=1)
        assert words_of(offer.course).startswith("20,00 €")
        seat = services.enrol(person=job.person, offer=offer, by=None)
    with moved_clock(NOON):
        assert Discount.objects.get().used == 1
        assert words_of(offer.course) == "40,00 € je Platz"
    with moved_clock(NOON), django_capture_on_commit_callbacks(execute=True):
        services.cancel(enrolment=seat, by=None)
    with moved_clock(NOON):
        assert words_of(offer.course).startswith("20,00 €")


def test_course_paid_by_the_date_is_bookable_while_one_is_to_come():
    offer = OfferFactory(price=Decimal("30.00"), per="session")
    begin = NOON + 5 * DAYS
    with moved_clock(NOON):
        assert words_of(offer.course) == "Derzeit nicht buchbar"
        services.add_session(offer=offer, starts_at=begin, ends_at=begin + DAYS)
        assert words_of(offer.course) == "30,00 € je Platz und Termin"
        assert offer.course_id in found("kostenpflichtig")
    with moved_clock(begin + dt.timedelta(minutes=1)):
        assert words_of(offer.course) == "Derzeit nicht buchbar"
        assert offer.course_id not in found("kostenpflichtig")


@pytest.mark.parametrize(
    ("per", "words"),
    [
        ("seat", "40,00 € je Platz"),
        ("flat", "40,00 € pauschal je Kommune und Jahr"),
    ],
)
def test_course_page_says_what_the_price_is_for(client, per, words):
    course = OfferFactory(price=Decimal("40.00"), per=per).course
    assert words in client.get(course.url).text


def test_giving_back_a_seat_of_a_paid_year_says_that_it_costs_nothing_by_itself(client):
    offer, job = OfferFactory(price=Decimal("600.00"), per="flat"), member_employment()
    services.enrol(person=job.person, offer=offer, by=job.person.user)
    client.force_login(job.person.user)
    page = client.get(reverse("enrolment:cancel", args=[offer.pk])).text
    assert "für ein Jahr für alle Mitarbeitenden bezahlt" in page


def test_page_after_the_last_date_has_no_way_to_a_seat(client):
    offer, job = OfferFactory(price=Decimal("30.00"), per="session"), member_employment()
    client.force_login(job.person.user)
    page = client.get(offer.course.url).text
    assert reverse("enrolment:enrol", args=[offer.pk]) not in page
    answer = client.post(reverse("enrolment:enrol", args=[offer.pk]))
    assert answer.status_code == 409
    assert "je Termin bezahlt" in answer.text
