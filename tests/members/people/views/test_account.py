"""“My account”, signing in, and the forgotten password."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus.kit import dates
from members.messages.delivery import deliver_message
from members.messages.models import Message
from members.people import services
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.people import EmploymentFactory
from tests.members.people.views.conftest import text_of

pytestmark = pytest.mark.django_db
PAGE = "/konto/"
RESET = "/konto/password/reset/"


def test_account_shows_how_the_platform_knows_somebody(client):
    job = EmploymentFactory()
    client.force_login(job.person.user)
    text = text_of(client.get(PAGE))
    for words in (job.person.user.username, job.municipality.name, "/konto/2fa/"):
        assert words in text


def test_account_is_for_those_signed_in(client):
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize(("language", "status"), [("en", 302), ("xx", 400)])
def test_account_changes_the_language(client, language, status):
    user = UserFactory()
    client.force_login(user)
    response = client.post(PAGE, {"language": language})
    assert response.status_code == status
    user.refresh_from_db()
    assert user.language == ("en" if status == 302 else "de")


@pytest.mark.parametrize("name", ["username", "email"])
def test_sign_in_works_with_login_name_and_address(client, name):
    user = UserFactory(email="erika@stadt.example")
    data = {"login": getattr(user, name), "password": PASSWORD}
    assert client.post("/konto/login/", data).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_sign_up_is_closed(client):
    response = client.post("/konto/signup/", {"username": "x", "password1": PASSWORD})
    assert not response.wsgi_request.user.is_authenticated


def invited_user():
    job = EmploymentFactory(person__user=None, person__email="erika@stadt.example")
    issued = services.invite(employment=job, invited_by=None, channel="email")
    user = services.accept_invitation(secret=issued.secret, username="erika", password=PASSWORD)
    Message.objects.all().delete()
    return user


def test_forgotten_password_goes_by_a_german_mail(client, mailoutbox):
    user = invited_user()
    assert client.post(RESET, {"email": "erika@stadt.example"}).status_code == 302
    message = Message.objects.get()
    assert message.recipient == user
    assert message.subject == "Neues Kennwort wählen"
    assert "Sie" in message.body
    deliver_message(message_id=message.pk)
    link = re.search(r"http://\S+/konto/password/reset/key/\S+", mailoutbox[0].body).group()
    form = client.get(link, follow=True)
    new = "another-long-password-2"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert client.login(username="erika", password=new)
    message.refresh_from_db()
    assert message.body == ""


def test_forgotten_password_page_tells_people_without_email_whom_to_ask(client):
    assert "Personal" in text_of(client.get(RESET))


def test_forgotten_password_of_an_unknown_address_tells_no_secret(client):
    known, unknown = invited_user().email, "nobody@stadt.example"
    answers = {client.post(RESET, {"email": email}).url for email in (known, unknown)}
    assert len(answers) == 1


def test_account_of_somebody_without_address_says_where_messages_wait(client):
    job = EmploymentFactory(person__user__email=None)
    client.force_login(job.person.user)
    text = text_of(client.get(PAGE))
    assert "Mitteilungen" in text
    assert "Wer sieht was von mir?" in text
    assert job.department.name in text


def test_account_names_every_employer_of_today_and_no_other(client):
    job = EmploymentFactory()
    second = EmploymentFactory(person=job.person)
    past = EmploymentFactory(person=job.person, valid_until=dates.today() - dt.timedelta(days=1))
    client.force_login(job.person.user)
    text = text_of(client.get(PAGE))
    assert job.municipality.name in text and second.municipality.name in text
    assert past.municipality.name not in text


def test_account_costs_the_same_for_one_and_five_employers(client):
    job = EmploymentFactory()
    client.force_login(job.person.user)
    client.get(PAGE)
    costs = []
    for number in (1, 4):
        for _ in range(number):
            EmploymentFactory(person=job.person)
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_account_answers_in_the_language_just_chosen(client):
    user = UserFactory()
    client.force_login(user)
    assert "My account" in text_of(client.post(PAGE, {"language": "en"}, follow=True))
    assert "Mein Konto" in text_of(client.post(PAGE, {"language": "de"}, follow=True))


def test_account_in_english_gets_mails_in_english(client, mailoutbox):
    user = invited_user()
    client.force_login(user)
    client.post(PAGE, {"language": "en"})
    client.logout()
    client.post(RESET, {"email": user.email})
    assert Message.objects.get().subject == "Choose a new password"


def test_sign_in_of_a_closed_account_is_refused(client):
    user = UserFactory(is_active=False)
    client.post("/konto/login/", {"login": user.username, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_forgotten_password_link_works_once(client):
    invited_user()
    client.post(RESET, {"email": "erika@stadt.example"})
    link = re.search(r"http://\S+/konto/password/reset/key/\S+", Message.objects.get().body).group()
    new = "another-long-password-2"
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    client.logout()
    assert "Dieser Link ist nicht mehr gültig" in text_of(client.get(link, follow=True))


@pytest.mark.parametrize(("one", "two"), [("kurz", "kurz"), ("another-long-password-2", "x")])
def test_forgotten_password_with_a_weak_or_different_choice_changes_nothing(client, one, two):
    user = invited_user()
    client.post(RESET, {"email": user.email})
    link = re.search(r"http://\S+/konto/password/reset/key/\S+", Message.objects.get().body).group()
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": one, "password2": two})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_forgotten_password_by_login_name_of_somebody_without_address_sends_nothing(client):
    UserFactory(username="juergen", email=None)
    response = client.post(RESET, {"email": "juergen"})
    assert response.status_code in (200, 302, 400)
    assert not Message.objects.exists()
