"""“My account”, signing in, and the forgotten password."""

import re

import pytest

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
