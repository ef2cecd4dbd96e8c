"""The office opens courses for booking; nobody else does."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.enrolment import selectors
from courses.enrolment.models import MunicipalityGroup, Offer
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.modules import make_module
from tests.factories.organisations import MunicipalityFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
LIST = "/genossenschaft/angebote/"


@pytest.fixture
def office(client):
    client.force_login(GrantFactory(role=Role.OFFICE).user)
    return client


@pytest.fixture
def course():
    return make_module(lessons=2, graded=True).course


def post(client, course, **values):
    data = {
        "per": "seat",
        "price": "49,00",
        "seats": "",
        "fernusg_status": "keine Zulassung nötig",
        **values,
    }
    return client.post(reverse("offers:edit", args=[course.pk]), data)


def test_list_tells_which_courses_can_be_booked(office, course):
    other = OfferFactory(price=Decimal("19.00")).course
    page = office.get(LIST).content.decode()
    assert course.title in page and other.title in page
    assert "kein Angebot" in page
    assert "buchbar" in page
    assert "19,00" in page


def test_contingent_is_kept_and_shown_in_the_list_and_to_the_provider(office, course):
    assert post(office, course, seats="20", seats_per_member="3").status_code == 302
    offer = Offer.objects.get(course=course, active=True)
    assert (offer.seats, offer.seats_per_member) == (20, 3)
    assert "3 für eine Kommune" in office.get(LIST).text
    assert (
        'name="seats_per_member" value="3"'
        in office.get(reverse("offers:edit", args=[course.pk])).text
    )


def test_list_costs_the_same_for_many_courses(office):
    OfferFactory.create_batch(3)
    office.get(LIST)
    with CaptureQueriesContext(connection) as few:
        office.get(LIST)
    OfferFactory.create_batch(9)
    with CaptureQueriesContext(connection) as many:
        office.get(LIST)
    assert len(many) == len(few)


def test_open_course_for_booking(office, course):
    assert post(office, course, seats="12", approval_needed="on").url == LIST
    offer = selectors.offer_for(course)
    assert (offer.price, offer.seats, offer.approval_needed) == (Decimal("49.00"), 12, True)


def test_new_conditions_replace_the_offer_and_leave_seats_alone(office):
    seat = EnrolmentFactory()
    course = seat.offer.course
    post(office, course, price="1.089,50")
    assert Offer.objects.filter(course=course, active=True).count() == 1
    assert selectors.offer_for(course).price == Decimal("1089.50")
    seat.refresh_from_db()
    assert seat.offer != selectors.offer_for(course)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"price": "49.5.0"}, "nicht lesbar"),
        ({"price": "-5,00"}, ""),
        ({"price": ""}, ""),
        ({"seats": "0"}, ""),
        ({"fernusg_status": ""}, "FernUSG"),
    ],
)
def test_bad_conditions_are_refused_and_keep_what_was_typed(office, course, values, sentence):
    answer = post(office, course, **values)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in page
    assert values.get("price", "49,00") in page
    assert selectors.offer_for(course) is None


def test_closed_course_can_no_longer_be_booked(office):
    course = OfferFactory().course
    assert office.post(reverse("offers:close", args=[course.pk])).url == LIST
    assert selectors.offer_for(course) is None


@pytest.mark.parametrize("role", [Role.BOARD, Role.HR_MANAGER, Role.AUTHOR, Role.EDITOR])
def test_others_do_not_set_offers(client, course, role):
    client.force_login(GrantFactory(role=role).user)
    assert client.get(LIST).status_code == 403
    assert post(client, course).status_code == 403
    assert selectors.offer_for(course) is None


def test_unknown_course_is_not_found(office):
    assert office.get(reverse("offers:edit", args=[999999])).status_code == 404


def test_visitor_is_led_to_the_sign_in(client):
    assert client.get(LIST).url.startswith("/konto/login/")
    client.force_login(UserFactory())
    assert client.get(LIST).status_code == 403


@pytest.fixture
def many_towns():
    return [MunicipalityFactory(name=f"Ort {number:03}") for number in range(1, 41)]


def boxes(page):
    return [int(one) for one in re.findall(r'name="municipalities" value="(\d+)"', page)]


def test_municipalities_of_an_offer_are_found_by_name_and_nothing_typed_is_lost(
    office, course, many_towns
):
    chosen, found = many_towns[3], many_towns[20]
    looking = {"municipalities-word": "ort 021", "municipalities-find": "1"}
    answer = post(office, course, price="7,77", municipalities=[chosen.pk], **looking)
    assert answer.status_code == 200 and boxes(answer.text) == [chosen.pk, found.pk]
    assert 'value="7,77"' in answer.text and "kc-error" not in answer.text
    assert not Offer.objects.filter(course=course).exists()

    both = [chosen.pk, found.pk]
    answer = post(office, course, is_limited="on", municipalities=both)
    assert answer.status_code == 302
    offer = Offer.objects.get(course=course, active=True)
    assert set(offer.municipalities.values_list("pk", flat=True)) == set(both)
    assert boxes(office.get(reverse("offers:edit", args=[course.pk])).text) == both


def test_search_in_an_unfinished_offer_finds_no_fault_with_it(office, course, many_towns):
    looking = {"municipalities-word": "Nirgendwo", "municipalities-find": "1"}
    answer = post(office, course, price="", seats="2", seats_per_member="9", **looking)
    assert answer.status_code == 200 and "kc-error" not in answer.text
    assert boxes(answer.text) == [] and 'name="seats_per_member" value="9"' in answer.text


def test_municipalities_of_a_group_are_found_by_name(office, many_towns):
    looking = {"municipalities-word": "040", "municipalities-find": "1"}
    values = {"name": "Nord", "municipalities": [many_towns[0].pk]}
    answer = office.post(reverse("offers:add_group"), values | looking)
    assert answer.status_code == 200 and 'value="Nord"' in answer.text
    assert boxes(answer.text) == [many_towns[0].pk, many_towns[39].pk]
    assert not MunicipalityGroup.objects.exists()


def test_form_of_an_offer_costs_the_same_for_many_municipalities(office, course, many_towns):
    address = reverse("offers:edit", args=[course.pk])
    office.get(address)
    with CaptureQueriesContext(connection) as few:
        office.get(address)
    for number in range(100, 130):
        MunicipalityFactory(name=f"Ort {number}")
    with CaptureQueriesContext(connection) as many:
        office.get(address)
    assert len(many) == len(few)
