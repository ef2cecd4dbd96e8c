"""The terms of cancelling wherever somebody sets them, books, asks, approves or cancels."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.urls import reverse
from django.utils import timezone

from campus.kit import dates
from courses.enrolment import services
from courses.enrolment.models import Offer
from members.roles.catalogue import Role
from tests.factories.cooperative import MembershipFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.modules import make_module
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
PROMISE = "Kostenlos bis 3 Tage nach der Zusage, danach 50 % des Preises."


def text_of(answer):
    return answer.content.decode().replace("\xa0", " ")


@pytest.fixture
def course():
    return make_module(lessons=2, graded=True).course


@pytest.fixture
def half():
    """Return how an offer of 49 euros is made, half of which is the fee after three days."""
    return lambda **facts: OfferFactory(price=D("49.00"), free_days=3, cancellation_fee=50, **facts)


@pytest.fixture
def office(client):
    client.force_login(GrantFactory(role=Role.OFFICE).user)
    return client


def save(client, course, **values):
    usual = {"per": "seat", "price": "49,00", "seats": "", "fernusg_status": "keine nötig"}
    return client.post(reverse("offers:edit", args=[course.pk]), {**usual, **values})


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ({}, (14, None, 100)),
        ({"free_days": "", "free_days_before": "", "cancellation_fee": ""}, (14, None, 100)),
        ({"free_days": "3", "free_days_before": "30", "cancellation_fee": "50"}, (3, 30, 50)),
        ({"free_days_before": "0", "cancellation_fee": "0"}, (14, 0, 0)),
        ({"per": "flat", "cancellation_fee": "100"}, (14, None, 100)),
        ({"per": "free", "free_days": "7"}, (7, None, 100)),
    ],
)
def test_office_sets_the_terms(office, course, values, kept):
    assert save(office, course, **values).status_code == 302
    offer = Offer.objects.get(course=course, active=True)
    assert (offer.free_days, offer.free_days_before, offer.cancellation_fee) == kept
    page = text_of(office.get(reverse("offers:edit", args=[course.pk])))
    assert f'name="free_days" value="{kept[0]}"' in page


@pytest.mark.parametrize(
    ("name", "value", "more"),
    [
        ("free_days", "0", {}),
        ("free_days", "366", {}),
        ("free_days", "1,5", {}),
        ("free_days_before", "-1", {}),
        ("free_days_before", "bald", {}),
        ("cancellation_fee", "101", {}),
        ("cancellation_fee", "-1", {}),
        ("cancellation_fee", "9" * 30, {}),
        ("cancellation_fee", "50", {"per": "flat"}),
    ],
)
def test_impossible_terms_are_refused_and_kept(office, course, name, value, more):
    answer = save(office, course, **{name: value, **more})
    page = text_of(answer)
    assert answer.status_code == 400
    assert answer.context["form"].errors.keys() == {name}
    assert f'value="{value}"' in page
    assert not Offer.objects.filter(course=course).exists()


def test_preview_says_what_new_terms_are_and_that_seats_keep_theirs(office, half):
    seat = EnrolmentFactory(offer=half())
    answer = save(office, seat.offer.course, free_days="1", cancellation_fee="80", preview="1")
    page = text_of(answer)
    assert PROMISE in page
    assert "Kostenlos bis 1 Tag nach der Zusage, danach 80 % des Preises." in page
    assert "1 Platz ist belegt und behält seine Bedingungen" in page
    assert Offer.objects.get().free_days == 3


def test_provider_reads_the_terms_of_what_costs_something(client, half):
    offer = half()
    provider = offer.course.module.provider
    client.force_login(GrantFactory(role=Role.PROVIDER_OWNER, provider=provider).user)
    address = reverse("own_offers")
    assert PROMISE in text_of(client.get(address))
    Offer.objects.update(price=0)
    assert "Stornierung" not in text_of(client.get(address))


@pytest.mark.parametrize("price", [0, 49])
def test_course_page_tells_visitors_the_terms_where_there_is_a_price(client, half, price):
    offer = half()
    Offer.objects.update(price=price)
    assert (PROMISE in text_of(client.get(offer.course.url))) is bool(price)


def test_question_before_cancelling_names_deadline_and_amount(client, half):
    job = member_employment()
    offer = half()
    client.force_login(job.person.user)
    seat = services.enrol(person=job.person, offer=offer, by=job.person.user)
    address = reverse("enrolment:cancel", args=[offer.pk])
    page = text_of(client.get(address))
    assert "danach 50 % = 24,50 € netto." in page
    assert f"{timezone.localtime(seat.free_until):%d.%m.%Y}" in page
    with dates.moved_clock(dates.now() + 4 * DAY):
        client.force_login(job.person.user)
        page = text_of(client.get(address))
    assert "Jetzt zu zahlen: 50 % = 24,50 € netto." in page
    assert "noch kostenfrei" not in page


def test_who_chooses_an_employer_reads_what_cancelling_would_cost(client, half):
    job = member_employment()
    MembershipFactory(municipality=EmploymentFactory(person=job.person).municipality)
    client.force_login(job.person.user)
    page = text_of(client.get(reverse("enrolment:employer", args=[half().pk])))
    assert "Spätere Stornierung: Kostenlos bis" in page
    assert "50 % = 24,50 €" in page


def test_who_approves_reads_what_cancelling_would_cost(client, half):
    seat = EnrolmentFactory(
        offer=half(approval_needed=True), state="requested", confirmed_at=None, free_until=None
    )
    approver = GrantFactory(role=Role.APPROVER, department=seat.employment.department).user
    client.force_login(approver)
    page = text_of(client.get(reverse("approvals:list")))
    assert "Stornierung: Kostenlos bis" in page
    assert "50 % = 24,50 €" in page


def test_human_resources_read_it_before_booking_and_before_giving_back(client, half):
    job, offer = member_employment(), half()
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=job.municipality).user)
    values = {"course": offer.course_id, "unnamed": "2"}
    create = reverse("bookings:create")
    answer = client.post(create, values)
    assert "Einzelne Plätze zurückgeben: Kostenlos bis" in text_of(answer)
    assert "50 % = 24,50 €" in text_of(answer)
    stamp = answer.context["plan"].stamp
    done = client.post(create, {**values, "step": "confirm", "stamp": stamp}, follow=True)
    assert "50 % = 24,50 €" in text_of(done)
    key = offer.booked_seats.first().key
    for name in ("seat", "give_back"):
        page = text_of(client.get(reverse(f"bookings:{name}", args=[key])))
        assert "danach 50 % = 24,50 € netto." in page


@pytest.mark.parametrize("many", [2, 6])
def test_list_of_approvals_asks_once_for_all_terms(
    client, half, many, django_assert_max_num_queries
):
    job = member_employment()
    approver = GrantFactory(role=Role.APPROVER, department=job.department).user
    for _ in range(many):
        EnrolmentFactory(
            offer=half(approval_needed=True, free_days_before=2),
            employment=EmploymentFactory(municipality=job.municipality, department=job.department),
            state="requested",
            confirmed_at=None,
            free_until=None,
        )
    client.force_login(approver)
    client.get(reverse("approvals:list"))
    with django_assert_max_num_queries(30):
        client.get(reverse("approvals:list"))
