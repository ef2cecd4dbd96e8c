"""The inbox shows a person's own messages and remembers what was read."""

import pytest

from members.messages import services
from members.messages.models import Message
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
INBOX = "/lernen/mitteilungen/"


@pytest.fixture
def user(client):
    user = UserFactory(email=None)
    client.force_login(user)
    return user


def send(user, key="1"):
    context = {"name": "Erika", "link": "/lernen/"}
    return services.send(kind="test_news", key=key, recipient=user, context=context)


def test_inbox_is_empty_with_a_sentence(client, user):
    response = client.get(INBOX)
    assert response.status_code == 200
    assert "Noch keine Mitteilungen" in response.content.decode()


def test_inbox_lists_many_with_few_queries(client, user, django_assert_max_num_queries):
    for number in range(30):
        send(user, key=str(number))
    with django_assert_max_num_queries(10):
        response = client.get(INBOX)
    assert len(response.context["page"].object_list) == 25
    assert response.context["unread"] == 30


def test_message_is_read_once_opened(client, user):
    message = send(user)
    response = client.get(f"{INBOX}{message.pk}/")
    assert "Guten Tag Erika" in response.content.decode()
    assert Message.objects.get().read_at is not None


def test_message_of_somebody_else_does_not_exist(client, user):
    foreign = send(UserFactory(email=None))
    assert client.get(f"{INBOX}{foreign.pk}/").status_code == 404


def test_read_all_needs_post(client, user):
    send(user)
    assert client.get(f"{INBOX}gelesen/").status_code == 405
    assert client.post(f"{INBOX}gelesen/").status_code == 302
    assert Message.objects.get().read_at is not None


def test_inbox_is_for_those_signed_in(client):
    assert client.get(INBOX).status_code == 302
