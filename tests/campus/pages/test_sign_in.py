"""allauth's pages and mails in our frame and our words."""

import re

import pytest
from django.contrib.auth import get_user_model

from members.messages.models import Message

pytestmark = pytest.mark.django_db

PASSWORD = "ein satz den nur ich kenne"
DU = re.compile(r"\b(du|dein|deine|deinen|dich|dir)\b", re.IGNORECASE)


@pytest.fixture
def person():
    return get_user_model().objects.create_user(
        "m.muster", email="m.muster@musterstadt.example", password=PASSWORD, first_name="Mika"
    )


def test_sign_in_page_says_how_to_get_access(client):
    text = client.get("/konto/login/").content.decode()
    assert "E-Mail-Adresse oder Anmeldename" in text
    assert "Keinen Zugang? Ihre Personalabteilung lädt Sie ein." in text
    assert "Mit Passkey anmelden" in text
    assert "signup" not in text


@pytest.mark.parametrize("login", ["m.muster", "m.muster@musterstadt.example"])
def test_sign_in_with_name_or_address_leads_to_learning(client, person, login):
    answer = client.post("/konto/login/", {"login": login, "password": PASSWORD})
    assert answer.status_code == 302
    assert answer.url == "/lernen/"


def test_sign_in_with_a_wrong_password_is_refused_in_plain_words(client, person):
    answer = client.post("/konto/login/", {"login": "m.muster", "password": "falsch"})
    text = answer.content.decode()
    assert "stimmt nicht" in text
    assert 'value="m.muster"' in text


@pytest.mark.parametrize(
    "address",
    ["/konto/2fa/", "/konto/password/change/", "/konto/email/", "/konto/logout/"],
)
def test_account_page_is_formal_german_in_our_frame(client, person, address):
    client.force_login(person)
    answer = client.get(address, follow=True)
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    assert answer.status_code == 200
    assert "KommunalCampus" in text
    assert not DU.search(text)


def test_entrance_pages_are_formal_german(client):
    for address in ("/konto/login/", "/konto/password/reset/", "/konto/password/reset/done/"):
        assert not DU.search(re.sub(r"<[^>]+>", " ", client.get(address).content.decode()))


def test_password_reset_from_request_to_new_password(client, person):
    client.post("/konto/password/reset/", {"email": person.email})
    message = Message.objects.get()
    assert "Neues Kennwort wählen" in message.subject
    assert message.body.startswith("Guten Tag,")
    assert "Freundliche Grüße" in message.body
    link = re.search(r"http://testserver(/konto/password/reset/key/\S+)", message.body)[1]
    form = client.get(link, follow=True)
    assert "Neues Kennwort wählen" in form.content.decode()
    path = form.redirect_chain[-1][0]
    new = "noch ein satz den nur ich kenne"
    answer = client.post(path, {"password1": new, "password2": new}, follow=True)
    assert "Ihr Kennwort ist geändert" in answer.content.decode()
    person.refresh_from_db()
    assert person.check_password(new)


def test_password_reset_for_an_unknown_address_says_nothing_on_screen(client):
    answer = client.post(
        "/konto/password/reset/", {"email": "niemand@musterstadt.example"}, follow=True
    )
    assert "Wenn es zu dieser Adresse ein Konto gibt" in answer.content.decode()
    assert "Zu dieser Adresse gibt es kein Konto" in Message.objects.get().body


def test_password_reset_with_a_used_link_offers_a_new_one(client):
    text = client.get("/konto/password/reset/key/1-falsch/", follow=True).content.decode()
    assert "Dieser Link ist nicht mehr gültig" in text


def test_sign_up_page_says_that_access_is_by_invitation(client):
    assert "Zugang auf Einladung" in client.get("/konto/signup/").content.decode()


def test_account_menu_of_a_signed_in_person_names_them_and_signs_out_by_post(client, person):
    client.force_login(person)
    text = client.get("/rueckmeldung/").content.decode()
    assert "Mika" in text
    assert 'action="/konto/logout/" method="post"' in text
    assert "Anmeldung und Sicherheit" in text
