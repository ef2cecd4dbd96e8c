"""Rows of the start page are drawn once for many; seat and token are each reader's own."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from courses.catalogue import selectors as catalogue
from courses.enrolment.states import State
from courses.learning import services as learning
from courses.portal import rows
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.learning import complete, items_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    rows._row.cache_clear()
    rows._card.cache_clear()


@pytest.fixture
def colleagues():
    """Two people on seats of the same course."""
    offer, jobs = OfferFactory(), [member_employment(), member_employment()]
    return [EnrolmentFactory(offer=offer, employment=job, person=job.person) for job in jobs]


def start(seat):
    client = Client()
    client.force_login(seat.person.user)
    return client.get(reverse("portal:start")).content.decode()


def test_colleagues_share_rows_but_each_continues_on_the_own_seat(colleagues):
    one, two = colleagues
    first, kept = start(one), rows._row.cache_info().misses
    second = start(two)

    assert rows._row.cache_info().misses == kept
    assert reverse("learning:resume", args=[one.registration]) in first
    assert reverse("learning:resume", args=[two.registration]) in second
    assert str(one.registration) not in second
    assert str(rows.ANY_SEAT) not in first + second


def test_progress_of_one_moves_only_the_own_page(colleagues):
    one, two = colleagues
    start(one), start(two)
    learning.finish_lesson(enrolment=one, key=items_of(one)[0].key)

    assert "1 von 3" in start(one)
    assert "1 von 3" not in start(two)
    assert "Noch nicht begonnen" in start(two)


def test_request_and_place_on_the_list_are_told_apart(colleagues):
    seat = colleagues[0]
    for state in (State.WAITING, State.REQUESTED):
        EnrolmentFactory(person=seat.person, employment=seat.employment, state=state)
    shown = start(seat)
    assert "auf der Warteliste" in shown
    assert "wartet auf" in shown


def owed(seat, course):
    place = ObligationFactory(municipality=seat.employment.municipality, course=course)
    return PeriodFactory(obligation=place, employment=seat.employment)


def test_duty_completed_before_is_handed_in_with_a_valid_token(colleagues):
    seat = colleagues[0]
    complete(seat)
    period = owed(seat, seat.offer.course)
    period.assigned_on += dt.timedelta(days=1)
    period.save()
    client = Client(enforce_csrf_checks=True)
    client.force_login(seat.person.user)
    shown = client.get(reverse("portal:start")).content.decode()
    action = reverse("portal:hand_in", args=[period.pk])
    form = shown.split(f'action="{action}"')[1]
    token = form.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    assert client.post(action, {"csrfmiddlewaretoken": token}).status_code == 302


def test_duty_without_a_seat_leads_to_the_published_course_only(colleagues):
    seat, offer = colleagues[0], OfferFactory()
    owed(seat, offer.course)
    assert f'href="{offer.course.url}"' in start(seat)
    offer.course.unpublish()
    shown = start(seat)
    assert offer.course.title in shown
    assert f'href="{offer.course.url}"' not in shown


def test_card_is_drawn_once_per_reason_and_language(colleagues):
    card = catalogue.course_cards([colleagues[0].offer.course_id])[0]
    drawn = [rows.card_row(card, reason) for reason in ("Grund A", "Grund A", "Grund B")]
    with translation.override("en"):
        english = rows.card_row(card, "Grund A")

    assert drawn[0] == drawn[1] != drawn[2]
    assert english != drawn[0]
    assert rows._card.cache_info().misses == 3
    assert "Grund A" in drawn[0]
    assert "Grund A" not in drawn[2]


def test_titles_are_escaped_in_rows():
    shown = rows.row("waiting", title="<script>", is_waiting=True, offer=1)
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown
