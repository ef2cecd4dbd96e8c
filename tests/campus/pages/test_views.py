"""Feedback without sign-in, and what a visitor sees when something fails."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import loader
from django.test import Client
from django.urls import reverse

from campus.pages.models import Feedback
from campus.pages.services import FEEDBACK_PER_HOUR
from tests.factories.pages import FeedbackFactory

pytestmark = pytest.mark.django_db

FEEDBACK = "/rueckmeldung/"


def entries(**changes):
    return {"kind": "barrier", "message": "Das Video hat keine Untertitel.", **changes}


def test_feedback_for_a_visitor_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get(FEEDBACK)
    assert "Eine Anmeldung ist nicht nötig." in answer.content.decode()


def test_feedback_sent_without_a_contact_is_stored_and_thanked_for(client):
    answer = client.post(FEEDBACK, entries(page_address="/katalog/"), follow=True)
    assert answer.redirect_chain == [(reverse("pages:feedback_thanks"), 302)]
    assert "Vielen Dank für Ihre Rückmeldung" in answer.content.decode()
    feedback = Feedback.objects.get()
    assert (feedback.kind, feedback.contact, feedback.page_address) == ("barrier", "", "/katalog/")


def test_feedback_without_a_message_keeps_what_was_typed(client):
    answer = client.post(FEEDBACK, entries(message="", contact="06252 000000"))
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "Schreiben Sie Ihre Nachricht." in text
    assert 'href="#id_message"' in text
    assert 'aria-describedby="id_message_helptext id_message_error"' in text
    assert 'value="06252 000000"' in text


def test_feedback_with_a_filled_trap_is_thanked_for_and_thrown_away(client):
    answer = client.post(FEEDBACK, entries(website="https://spam.example"))
    assert answer.status_code == 302
    assert not Feedback.objects.exists()


def test_feedback_sent_too_often_is_refused_with_a_sentence(client):
    for _ in range(FEEDBACK_PER_HOUR):
        client.post(FEEDBACK, entries())
    answer = client.post(FEEDBACK, entries())
    assert answer.status_code == 429
    assert "Bitte warten Sie eine Stunde" in answer.content.decode()
    assert "Das Video hat keine Untertitel." in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("/katalog/", 'value="/katalog/"'),
        ("//boese.example/", None),
        ("https://boese.example", None),
    ],
)
def test_feedback_from_a_page_names_only_paths_of_ours(client, sent, shown):
    text = client.get(FEEDBACK, {"von": sent}).content.decode()
    field = text.split('name="page_address"')[1].split(">")[0]
    assert (shown in field) if shown else ("value=" not in field)


def test_feedback_as_text_begins_with_its_kind():
    assert str(FeedbackFactory(reachable=True)).startswith("Eine Frage: Wie finde ich")


def test_form_with_an_expired_session_shows_the_way_back():
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(
        FEEDBACK, entries(), headers={"referer": "http://testserver/rueckmeldung/"}
    )
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "Ihre Sitzung ist abgelaufen" in text
    assert 'href="http://testserver/rueckmeldung/"' in text


def expired(sent, referer="http://testserver/rueckmeldung/", **more):
    strict = Client(enforce_csrf_checks=True)
    return strict, strict.post(FEEDBACK, sent, headers={"referer": referer}, **more)


def test_form_with_an_expired_session_is_sent_again_as_it_was():
    strict, answer = expired({**entries(), "message": "Zwei\nZeilen & <b>"})
    text = answer.content.decode()
    assert "Noch einmal abschicken" in text
    assert "Zwei\nZeilen &amp; &lt;b&gt;" in text
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', text)[1]

    sent = {**entries(), "csrfmiddlewaretoken": token}
    assert strict.post(FEEDBACK, sent).status_code == 302
    assert Feedback.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "referer"),
    [
        ({"text": "Wort"}, "https://boese.example/"),
        ({"text": "Wort"}, ""),
        ({"text": "Wort", "old_password": "geheim"}, "http://testserver/"),
        ({"text": "Wort", "datei": SimpleUploadedFile("a.txt", b"a")}, "http://testserver/"),
    ],
    ids=["foreign", "unknown", "password", "file"],
)
def test_form_that_cannot_be_repeated_is_not_offered_again(sent, referer):
    _, answer = expired(sent, referer)
    assert answer.status_code == 403
    assert "Wort" not in answer.content.decode()
    assert "geheim" not in answer.content.decode()


def test_form_from_a_foreign_site_is_not_sent_back_there():
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(FEEDBACK, entries(), headers={"referer": "https://boese.example/"})
    assert "boese.example" not in answer.content.decode()


def test_unknown_address_offers_the_search(client):
    answer = client.get("/gibt-es-nicht/")
    assert answer.status_code == 404
    assert "Diese Seite finden wir nicht" in answer.content.decode()


@pytest.mark.parametrize("template", ["400.html", "403.html", "404.html", "429.html", "500.html"])
def test_error_page_without_request_and_database_can_be_shown(template, django_assert_num_queries):
    with django_assert_num_queries(0):
        text = loader.get_template(template).render()
    assert "Fehler " in text
    assert text.count("<h1>") == 1
