"""The page of a step is drawn once for many; whose page it is stands in slots."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.learning import item_pages, services
from courses.learning.sending import Place
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.feedback import note_on
from tests.factories.learning import items_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    item_pages._kept.cache_clear()


@pytest.fixture
def seats():
    one = EnrolmentFactory()
    return one, EnrolmentFactory(offer=one.offer)


def page(seat, number=0):
    client = Client()
    client.force_login(seat.person.user)
    item = items_of(seat)[number]
    return client.get(reverse("learning:item", args=[seat.registration, item.key])).content.decode()


def drawn_pages():
    return item_pages._kept.cache_info().misses


def test_two_people_at_the_same_point_share_a_page_with_their_own_addresses(seats):
    one, two = seats
    first, second = page(one), page(two)

    assert drawn_pages() == 1
    assert str(one.registration) in first
    assert str(one.registration) not in second
    assert first.count(str(one.registration)) == second.count(str(two.registration))
    assert "\x00" not in first
    assert "00000000-0000-0000-0000-000000000000" not in first


def test_page_follows_at_once_what_has_been_done(seats):
    one, two = seats
    assert "noch offen" in page(one) or "begonnen" in page(one)
    services.finish_lesson(enrolment=one, key=items_of(one)[0].key)

    assert 'kp-state kp-state--done" data-kp-state' in page(one)
    assert 'kp-state kp-state--done" data-kp-state' not in page(two)


def test_place_where_somebody_stopped_is_shown_to_nobody_else(seats):
    one, two = seats
    page(two)
    place = Place(block="absatz-7")
    services.record_place(enrolment=one, key=items_of(one)[0].key, place=place)

    assert 'data-kp-place="absatz-7"' in page(one)
    assert "data-kp-place" not in page(two)


def test_notes_are_shown_to_who_wrote_them_and_to_nobody_else(seats):
    one, two = seats
    page(one)
    note_on(one, text="Nur für mich")

    assert "Nur für mich" in page(one)
    assert "Nur für mich" not in page(two)


def test_each_form_bears_the_token_of_the_reader(seats):
    one, two = (Client(enforce_csrf_checks=True) for _ in seats)
    for client, seat in zip((one, two), seats, strict=True):
        client.force_login(seat.person.user)
    key = items_of(seats[0])[0].key
    addresses = [reverse("learning:item", args=[seat.registration, key]) for seat in seats]
    shown = one.get(addresses[0]).content.decode()
    two.get(addresses[1])
    token = shown.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    assert shown.count(f'value="{token}"') == shown.count('name="csrfmiddlewaretoken"')
    done = reverse("learning:finish", args=[seats[0].registration, key])
    foreign = reverse("learning:finish", args=[seats[1].registration, key])
    assert two.post(foreign, {"csrfmiddlewaretoken": token}).status_code == 403
    assert one.post(done, {"csrfmiddlewaretoken": token}).status_code == 302


def test_last_step_of_a_course_leads_back_to_the_course(seats):
    seat, _ = seats
    last = len(items_of(seat)) - 1
    shown = page(seat, last)

    course = reverse("learning:course", args=[seat.registration])
    assert f'href="{course}">Zum Kurs' in shown


def test_answers_of_a_test_are_drawn_for_who_gave_them(seats):
    one, two = seats
    test = items_of(one)[-1]
    for seat in seats:
        services.start_attempt(enrolment=seat, key=test.key)
    begun = page(one, -1), page(two, -1)

    assert drawn_pages() == 0
    assert begun[0] != begun[1]
    assert str(two.registration) not in begun[0]
