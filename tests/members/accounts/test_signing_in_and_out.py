"""Signing in and out by the real pages: what ends, what goes on, and for whom."""

import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tests.factories.enrolment import member_employment

pytestmark = pytest.mark.django_db
COURSES = reverse("portal:my_courses")
OLD, NEW = "rathaus-am-markt-7", "bauhof-am-rand-9"


@pytest.fixture
def user():
    user = member_employment().person.user
    user.set_password(OLD)
    user.save()
    return user


def sign_in(user, password=OLD):
    client = Client()
    form = {"login": user.username, "password": password}
    return client, client.post(reverse("account_login"), form)


def is_in(client):
    return client.get(COURSES).status_code == 200


def test_signing_in_remembers_one_of_our_ways_and_no_password(user):
    client, answer = sign_in(user)
    assert answer.status_code == 302
    assert is_in(client)
    kept = client.session
    assert kept[BACKEND_SESSION_KEY].startswith("members.accounts.backends.")
    assert OLD not in str(dict(kept))


def test_wrong_password_opens_nothing(user):
    client, answer = sign_in(user, NEW)
    assert answer.status_code == 200
    assert not is_in(client)


def test_signing_out_ends_this_session_only(user):
    here, _ = sign_in(user)
    elsewhere, _ = sign_in(user)
    key = here.session.session_key
    here.post(reverse("account_logout"))
    assert not is_in(here)
    assert not Session.objects.filter(session_key=key).exists()
    assert is_in(elsewhere)


def test_cookie_of_a_session_that_was_signed_out_opens_nothing(user):
    client, _ = sign_in(user)
    stolen = client.cookies["sessionid"].value
    client.post(reverse("account_logout"))
    client.cookies["sessionid"] = stolen
    assert not is_in(client)


def test_changed_password_ends_all_sessions_but_the_own(user):
    here, _ = sign_in(user)
    elsewhere, _ = sign_in(user)
    form = {"oldpassword": OLD, "password1": NEW, "password2": NEW}
    assert here.post(reverse("account_change_password"), form).status_code == 302
    assert is_in(here)
    assert not is_in(elsewhere)
    assert not is_in(sign_in(user, OLD)[0])
    assert is_in(sign_in(user, NEW)[0])


def test_session_of_an_older_version_asks_to_sign_in_once(user):
    client, _ = sign_in(user)
    session = client.session
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.save()
    answer = client.get(COURSES)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_second_factor_is_asked_before_anything_opens(user):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    client, answer = sign_in(user)
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_in(client)

    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_in(client)

    now = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    assert client.post(reverse("mfa_authenticate"), {"code": now}).status_code == 302
    assert is_in(client)


def test_two_people_on_one_machine_one_after_the_other(user):
    client, _ = sign_in(user)
    first = client.get(COURSES).content.decode()
    client.post(reverse("account_logout"))
    other = member_employment().person.user
    other.set_password(OLD)
    other.save()
    client.post(reverse("account_login"), {"login": other.username, "password": OLD})
    second = client.get(COURSES).content.decode()
    assert str(user) in first
    assert str(user) not in second
    assert str(other) in second
