"""Whoever completed a course rates it once, changes it and takes it back; nobody is named."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.feedback import selectors, services
from courses.feedback.errors import NotYetCompleted
from courses.feedback.models import Rating
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.feedback import RatingFactory
from tests.factories.learning import complete

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    enrolment = EnrolmentFactory()
    complete(enrolment)
    return enrolment


@pytest.fixture
def course(seat):
    return seat.offer.course


def address(course):
    return reverse("ratings:rate", args=[course.pk])


def test_rate_twice_changes_the_first(seat, course):
    services.rate(person=seat.person, course_id=course.pk, stars=2)
    services.rate(person=seat.person, course_id=course.pk, stars=5, comment=" Gut ")

    assert list(Rating.objects.values_list("stars", "comment")) == [(5, "Gut")]


def test_rate_before_completion_is_refused():
    open_seat = EnrolmentFactory()
    with pytest.raises(NotYetCompleted):
        services.rate(person=open_seat.person, course_id=open_seat.offer.course_id, stars=5)


@pytest.mark.parametrize("stars", [0, 6])
def test_stars_are_one_to_five_also_in_the_database(stars):
    with pytest.raises(IntegrityError), transaction.atomic():
        RatingFactory(stars=stars)


def test_page_keeps_a_rating_and_shows_it_for_the_next_change(client, seat, course):
    client.force_login(seat.person.user)
    answer = client.post(address(course), {"stars": "4", "comment": "Kurz und klar"}, follow=True)
    assert "Ihre Bewertung ist gespeichert." in answer.content.decode()

    text = client.get(address(course)).content.decode()
    assert "Kurz und klar" in text
    assert "Meine Bewertung löschen" in text

    client.post(address(course), {"withdraw": "1"})
    assert not Rating.objects.exists()


@pytest.mark.parametrize("stars", ["", "6", "viele"])
def test_page_without_stars_says_so_and_keeps_the_words(client, seat, course, stars):
    client.force_login(seat.person.user)
    answer = client.post(address(course), {"stars": stars, "comment": "Mein Text"})

    assert answer.status_code == 400
    assert "Mein Text" in answer.content.decode()
    assert not Rating.objects.exists()


def test_page_of_a_course_not_completed_does_not_exist(client, course):
    other = EnrolmentFactory()
    client.force_login(other.person.user)
    assert client.get(address(course)).status_code == 404
    assert client.get(reverse("ratings:rate", args=[99999])).status_code == 404


def test_course_page_shows_ratings_from_five_on_at_the_same_cost(client, course):
    RatingFactory.create_batch(4, course=course, comment="Sehr hilfreich")
    # The first visit fills caches.
    client.get(course.url)
    with CaptureQueriesContext(connection) as few:
        assert "Sehr hilfreich" not in client.get(course.url).content.decode()
    RatingFactory.create_batch(9, course=course, comment="Sehr hilfreich", stars=5)
    with CaptureQueriesContext(connection) as many:
        text = client.get(course.url).content.decode()

    assert "4,5 von 5 Sternen, 13 Antworten" in text
    assert "Sehr hilfreich" in text
    assert len(many) == len(few)
    for rating in Rating.objects.select_related("person"):
        assert str(rating.person) not in text


def test_course_page_offers_the_rating_to_whoever_completed_it(client, seat, course):
    assert "Diesen Kurs bewerten" not in client.get(course.url).content.decode()
    client.force_login(seat.person.user)
    assert "Diesen Kurs bewerten" in client.get(course.url).content.decode()
    assert selectors.summary_of(course.pk) is None


def test_completed_course_ends_with_the_way_to_rate_it_or_change_that(client, seat, course):
    client.force_login(seat.person.user)
    page = reverse("learning:course", args=[seat.registration])

    before = client.get(page).content.decode()
    assert address(course) in before
    assert "Diesen Kurs bewerten" in before
    services.rate(person=seat.person, course_id=course.pk, stars=4)
    assert "Meine Bewertung ändern" in client.get(page).content.decode()


def test_course_under_way_does_not_ask_for_a_rating(client):
    begun = EnrolmentFactory()
    client.force_login(begun.person.user)
    page = reverse("learning:course", args=[begun.registration])
    assert address(begun.offer.course) not in client.get(page).content.decode()
