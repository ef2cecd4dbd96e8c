"""What is read along with an account is each person's own, and as fresh as the request."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from campus.kit import dates
from campus.operations.middleware import HAS_SECOND_FACTOR, has_second_factor
from courses.portal.selectors import LEARNS_CACHE_NAME, user_learns
from members.accounts.backends import ByName
from members.accounts.facts import facts_on, forget
from members.messages import selectors as inbox
from members.messages import services as messages
from members.roles import selectors as roles
from members.roles import services
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory, member_employment
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
CATALOGUE, START, INBOX = "/katalog/", reverse("portal:start"), reverse("member_messages:inbox")


def read(user):
    return ByName().get_user(user.pk)


def told(user, key):
    return messages.send(
        kind="people_feedback", key=key, recipient=user, context={"link": "/", "text": "Hallo"}
    )


def page(user, address=CATALOGUE):
    client = Client()
    client.force_login(user)
    return client.get(address, follow=True).content.decode()


def test_frame_of_somebody_without_roles_asks_nothing_more(django_assert_num_queries):
    user = read(member_employment().person.user)
    with django_assert_num_queries(0):
        assert user_learns(user)
        assert roles.held_roles(user) == ()
        assert inbox.unread_count(user) == 0


@pytest.mark.parametrize(
    "name", [LEARNS_CACHE_NAME, roles.HOLDS_ANY, inbox.UNREAD, HAS_SECOND_FACTOR]
)
def test_each_room_has_named_its_fact(name):
    assert name in facts_on(dates.today())


def test_second_factor_is_known_without_asking_again(django_assert_num_queries):
    without, owner = read(UserFactory()), UserFactory()
    Authenticator.objects.create(user=owner, type=Authenticator.Type.TOTP, data={})
    owner = read(owner)
    with django_assert_num_queries(0):
        assert has_second_factor(owner)
        assert not has_second_factor(without)
    # An account that was not read for a request is asked for afresh.
    forget(owner, HAS_SECOND_FACTOR)
    assert has_second_factor(owner)


def test_facts_differ_from_account_to_account():
    learner, officer, nobody = member_employment().person.user, UserFactory(), UserFactory()
    GrantFactory(role=Role.OFFICE, user=officer)
    assert [user_learns(read(one)) for one in (learner, officer, nobody)] == [True, False, False]
    assert [roles.has_any(read(one), Role.OFFICE) for one in (learner, officer)] == [False, True]


def test_job_with_a_member_today_or_a_seat_makes_a_learner():
    yesterday = dates.today() - dt.timedelta(days=1)
    left, stranger = member_employment(), EmploymentFactory()
    type(left).objects.filter(pk=left.pk).update(valid_until=yesterday)
    assert not user_learns(read(left.person.user))
    assert not user_learns(read(stranger.person.user))
    EnrolmentFactory(person=left.person, employment=left)
    assert user_learns(read(left.person.user))
    assert not user_learns(read(stranger.person.user))


def test_new_role_and_its_end_show_with_the_next_page():
    user, place = member_employment().person.user, reverse("assignments:dashboard")
    assert place not in page(user)
    grant = GrantFactory(role=Role.HR_MANAGER, user=user)
    assert place in page(user)
    services.revoke(grant=grant, revoked_by=None)
    assert place not in page(user)


def test_role_given_within_a_request_counts_at_once():
    user = read(UserFactory())
    lazy = SimpleLazyObject(lambda: user)
    assert roles.held_roles(lazy) == ()
    GrantFactory(role=Role.BOARD, user=user)
    roles.forget_cached_grants(lazy)
    assert roles.has_any(lazy, Role.BOARD)


def test_number_of_messages_is_the_own_and_falls_with_reading(client):
    user, other = UserFactory(email=None), UserFactory(email=None)
    shown = [told(user, key) for key in ("1", "2")]
    assert [inbox.unread_count(read(one)) for one in (user, other)] == [2, 0]
    client.force_login(user)
    # The message that is being read is no news on its own page.
    page_of_message = client.get(reverse("member_messages:message", args=[shown[0].pk]))
    assert 'class="kc-new">1<' in page_of_message.content.decode()
    client.post(reverse("member_messages:read_all"))
    assert 'class="kc-new"' not in client.get(INBOX).content.decode()


def test_secret_message_is_no_news():
    user = UserFactory(email=None)
    messages.send(kind="people_account", key="1", recipient=user, context={"link": "/"})
    assert inbox.unread_count(read(user)) == inbox.unread_count(user) == 0


def test_forgotten_facts_are_read_again_and_unknown_ones_do_no_harm():
    user = UserFactory(email=None)
    known = read(user)
    told(user, "1")
    assert inbox.unread_count(known) == 0
    inbox.forget_unread_count(known)
    forget(known, "_kc_nothing_of_the_kind")
    assert inbox.unread_count(known) == 1
