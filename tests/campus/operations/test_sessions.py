"""Sessions and accounts are read by prepared queries, and refused as before."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from campus.operations.sessions import SessionStore
from members.accounts import services
from members.accounts.backends import ByName
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import member_employment

pytestmark = pytest.mark.django_db
COURSES = reverse("portal:my_courses")


def stored(**values):
    session = SessionStore()
    session.update(values)
    session.save()
    return session


def test_session_gives_back_what_was_stored(django_assert_num_queries):
    key = stored(colour="green").session_key
    with django_assert_num_queries(1):
        assert SessionStore(key)["colour"] == "green"


def test_expired_session_is_empty_and_its_key_is_given_up():
    key = stored(colour="green").session_key
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    session = SessionStore(key)
    assert session.get("colour") is None
    assert session.session_key is None


@pytest.mark.parametrize("key", [None, "", "short", "x" * 32])
def test_key_that_leads_nowhere_gives_an_empty_session(key):
    assert SessionStore(key).get("colour") is None


def test_forged_content_is_an_empty_session():
    key = stored(colour="green").session_key
    Session.objects.update(session_data="forged")
    assert SessionStore(key).get("colour") is None


def test_signed_out_session_opens_nothing(client):
    job = member_employment()
    client.force_login(job.person.user)
    assert client.get(COURSES).status_code == 200
    Session.objects.all().delete()
    assert client.get(COURSES).status_code == 302


def test_closed_account_is_signed_out_with_the_next_click(client):
    job = member_employment()
    client.force_login(job.person.user)
    assert client.get(COURSES).status_code == 200
    services.deactivate(user=job.person.user)
    assert client.get(COURSES).status_code == 302


def test_changed_password_ends_other_sessions(client):
    job = member_employment()
    client.force_login(job.person.user)
    job.person.user.set_password("ganz-neu-und-lang")
    job.person.user.save()
    assert client.get(COURSES).status_code == 302


def test_account_is_read_together_with_its_person(django_assert_num_queries):
    person = member_employment().person
    with django_assert_num_queries(1):
        user = ByName().get_user(str(person.user_id))
        assert (user, user.person) == (person.user, person)


def test_account_without_a_person_and_unknown_account():
    alone = UserFactory()
    assert getattr(ByName().get_user(alone.pk), "person", None) is None
    assert ByName().get_user(alone.pk + 999) is None
