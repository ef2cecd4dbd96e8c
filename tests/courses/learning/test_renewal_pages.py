"""What the pages tell of a renewal: begin with the test, learn the rest, the missing part, done."""

import pytest
from django.urls import reverse

from courses.learning.access import course_on
from courses.learning.renewal_pages import BEGIN, DONE, LEARN, REPEAT, renewal_of
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.renewals import TITLES, learn, provable_module, renewing_seat, take, test_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(client):
    """Return a seat of somebody who is signed in and renews."""
    seat = renewing_seat()
    seat.person.user = UserFactory()
    seat.person.save()
    client.force_login(seat.person.user)
    return seat


def course_page(client, seat):
    return client.get(reverse("learning:course", args=[seat.registration])).content.decode()


def test_page(client, seat):
    address = reverse("learning:item", args=[seat.registration, test_of(seat).key])
    return client.get(address).content.decode()


test_page.__test__ = False


def stage(seat):
    return renewal_of(course_on(seat)).stage


def test_stages_of_who_knows_a_part(seat):
    assert stage(seat) == BEGIN
    take(seat, "Grundlagen", "Meldewege")
    assert stage(seat) == LEARN
    learn(seat, "Passwörter")
    assert stage(seat) == REPEAT
    take(seat, *TITLES)
    assert stage(seat) == DONE


def test_stage_of_who_knows_all(seat):
    take(seat, *TITLES)
    renewal = renewal_of(course_on(seat))

    assert (renewal.stage, len(renewal.proven), renewal.left) == (DONE, 3, ())
    assert str(renewal.way) == "Nachgewiesen durch den Test allein."


def test_seat_of_who_is_new_has_no_renewal(seat):
    assert renewal_of(course_on(EnrolmentFactory(offer=seat.offer))) is None


def test_course_page_offers_the_test_first(client, seat):
    text = course_page(client, seat)

    assert "Sie können mit dem Test beginnen" in text
    assert "in Version 1" in text
    assert "Ihr Arbeitgeber erfährt weder" in text


def test_course_page_tells_what_is_left_and_what_is_proven(client, seat):
    take(seat, "Grundlagen", "Meldewege")
    text = course_page(client, seat)

    assert "Was noch zu lernen ist" in text
    assert text.count("schon nachgewiesen") == 2
    assert "2 Schritte sind schon durch den Test nachgewiesen." in text
    assert "Für den Rest brauchen Sie etwa 5 Minuten." in text
    assert "Danach wird der fehlende Teil des Tests noch einmal gefragt." in text


def test_course_page_leads_to_the_missing_part(client, seat):
    take(seat, "Grundlagen", "Meldewege")
    learn(seat, "Passwörter")

    assert "Jetzt der fehlende Teil des Tests" in course_page(client, seat)


def test_course_page_tells_the_way_to_the_learner(client, seat):
    take(seat, "Grundlagen", "Meldewege")
    learn(seat, "Passwörter")
    take(seat, *TITLES)
    text = course_page(client, seat)

    assert "Aufgefrischt" in text
    assert "durch den Test und die Teile, die Sie noch einmal gelernt haben" in text
    assert "Diesen Weg sehen nur Sie" in text


def test_page_of_the_test_explains_and_then_shows_what_is_left(client, seat):
    assert "Sie können diesen Test zuerst ablegen" in test_page(client, seat)
    take(seat, "Grundlagen", "Meldewege")
    text = test_page(client, seat)

    assert "Zum Teil nachgewiesen" in text
    assert "Was noch zu lernen ist" in text
    assert "Neuen Versuch beginnen" not in text

    learn(seat, "Passwörter")
    assert "Den fehlenden Teil beginnen" in test_page(client, seat)


def test_page_of_the_test_of_who_knows_nothing_says_not_passed(client, seat):
    take(seat)
    text = test_page(client, seat)

    assert "Noch nicht bestanden" in text
    assert "Was noch zu lernen ist" in text


def test_beginning_the_test_too_early_is_refused_with_the_reason(client, seat):
    take(seat, "Grundlagen")
    address = reverse("learning:start", args=[seat.registration, test_of(seat).key])
    answer = client.post(address)

    assert answer.status_code == 409
    assert "Noch zu lernende Schritte: 2." in answer.content.decode()


def test_first_steps_lead_to_the_test(client, seat):
    answer = client.get(reverse("learning:resume", args=[seat.registration]))

    assert answer.url == reverse("learning:item", args=[seat.registration, test_of(seat).key])


def test_reason_of_every_step_is_told(client, seat):
    take(seat, "Grundlagen", "Meldewege")
    text = client.get(reverse("learning:why", args=[seat.registration])).content.decode()

    assert text.count("Schon durch den Test zu Beginn der Auffrischung nachgewiesen") == 2


def test_course_with_another_test_needs_no_renewal_words():
    seat = renewing_seat(provable_module(chapters=1))
    take(seat, "Grundlagen")

    assert stage(seat) == DONE
