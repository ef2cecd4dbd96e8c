"""Notes and bookmarks belong to one person; nobody else reads them, nothing typed is lost."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.feedback import rules, services
from courses.feedback.models import Note
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.feedback import note_on, place_on
from tests.factories.learning import items_of
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
SECRET = "Frau Beispiel fragen, ob das stimmt"


@pytest.fixture
def seat():
    return EnrolmentFactory()


@pytest.fixture
def learner(client, seat):
    client.force_login(seat.person.user)
    return client


def address(seat, number=0):
    return reverse("notes:add", args=[seat.registration, items_of(seat)[number].key])


def player(seat):
    return reverse("learning:item", args=[seat.registration, items_of(seat)[0].key])


def test_note_sent_twice_is_kept_once(seat):
    first = services.add_note(place=place_on(seat), text=" Frist ", seconds=83)
    second = services.add_note(place=place_on(seat), text="Frist", seconds=83)
    assert first == second
    assert (first.text, first.seconds, first.item_title) == ("Frist", 83, items_of(seat)[0].title)


def test_note_from_the_player_is_shown_there_and_in_the_list(learner, seat):
    answer = learner.post(address(seat), {"text": SECRET, "seconds": "1:23"}, follow=True)
    text = answer.content.decode()
    assert answer.redirect_chain == [(player(seat), 302)]
    assert "Ihre Notiz ist gespeichert." in text
    assert SECRET in text

    text = learner.get(reverse("notes:list")).content.decode()
    assert SECRET in text
    assert f"{player(seat)}#t=83" in text
    assert "Zur Stelle 1:23" in text
    assert seat.offer.course.title in text


def test_note_without_words_is_a_bookmark(learner, seat):
    answer = learner.post(address(seat), {"text": " "}, follow=True)
    assert "Ihr Lesezeichen ist gesetzt." in answer.content.decode()
    assert "Lesezeichen" in learner.get(reverse("notes:list")).content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": SECRET, "seconds": "gleich am Anfang"}, "Minuten und Sekunden"),
        ({"text": SECRET * 100}, "höchstens 2000 Zeichen"),
    ],
)
def test_note_that_is_refused_keeps_what_was_typed(learner, seat, sent, said):
    answer = learner.post(address(seat), sent)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert SECRET in answer.content.decode()
    assert not Note.objects.exists()


def test_note_of_an_expired_session_waits_for_the_sign_in(client, seat):
    answer = client.post(address(seat), {"text": SECRET, "seconds": "2:05"})
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next={address(seat)}"
    client.force_login(seat.person.user)
    text = client.get(address(seat)).content.decode()
    assert SECRET in text
    assert "2:05" in text
    assert SECRET not in client.get(address(seat)).content.decode()


def test_typed_words_are_never_shown_to_who_signs_in_instead(client, seat):
    client.post(address(seat), {"text": SECRET})
    client.force_login(EnrolmentFactory(offer=seat.offer).person.user)
    answer = client.get(address(seat))
    assert answer.status_code == 404
    assert SECRET not in answer.content.decode()


def test_note_is_changed_and_deleted(learner, seat):
    note = note_on(seat, seconds=125)
    page = reverse("notes:edit", args=[note.pk])
    assert 'value="2:05"' in learner.get(page).content.decode()
    learner.post(page, {"text": "Neu", "seconds": ""})
    note.refresh_from_db()
    assert (note.text, note.seconds) == ("Neu", None)
    assert learner.post(page, {"seconds": "x"}).status_code == 400
    answer = learner.post(page, {"delete": "1"}, follow=True)
    assert "Die Notiz ist gelöscht." in answer.content.decode()
    assert not Note.objects.exists()
    assert learner.get(page).status_code == 404


def test_step_of_another_course_is_not_found(learner, seat):
    unknown = reverse("notes:add", args=[seat.registration, uuid.uuid4()])
    assert learner.get(unknown).status_code == 404
    foreign = EnrolmentFactory()
    assert learner.post(address(foreign), {"text": "x"}).status_code == 404


@pytest.mark.parametrize("role", [Role.HR_MANAGER, Role.AUTHOR, Role.OFFICE, Role.ADMINISTRATOR])
def test_note_is_read_by_nobody_else(seat, role):
    note = note_on(seat, SECRET)
    place = {
        Role.HR_MANAGER: {"municipality": seat.employment.municipality},
        Role.AUTHOR: {"provider": seat.version.module.provider},
    }.get(role, {})
    user = UserFactory()
    PersonFactory(user=user)
    grant(user=user, role=role, **place)
    other = Client()
    other.force_login(user)
    for path in (reverse("notes:edit", args=[note.pk]), address(seat), player(seat)):
        assert other.get(path).status_code == 404
    pages = [reverse("notes:list"), "/personal/", "/lehre/fragen/", reverse("portal:privacy")]
    assert not any(SECRET in other.get(path, follow=True).content.decode() for path in pages)


def test_notes_cost_the_same_however_many(learner, seat):
    counts = []
    # The first visit opens the step and fills caches.
    learner.get(player(seat))
    for number in (3, 12):
        for extra in range(number):
            note_on(seat, f"{number} {extra}")
        with CaptureQueriesContext(connection) as queries:
            learner.get(reverse("notes:list"))
        with CaptureQueriesContext(connection) as on_item:
            learner.get(player(seat))
        counts.append((len(queries), len(on_item)))
    assert counts[0] == counts[1]


def test_notes_are_grouped_by_course_in_the_order_of_writing(learner, seat):
    first, second = note_on(seat, "eins"), note_on(seat, "zwei")
    other = note_on(EnrolmentFactory(employment=seat.employment), "drei")
    rows = list(rules.own_notes(seat.person))
    assert [row.pk for row in rows if row != other] == [first.pk, second.pk]
    text = learner.get(reverse("notes:list")).content.decode()
    assert text.count('<h2 id="course-') == 2
