"""The inbox shows a person's own messages and remembers what was read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

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


@pytest.mark.parametrize("page", ["2", "x", "999", "-1"])
def test_inbox_answers_every_page_number(client, user, page):
    for number in range(30):
        send(user, key=str(number))
    response = client.get(INBOX, {"page": page})
    assert response.status_code == 200
    assert len(response.context["page"].object_list) in (5, 25)


def test_inbox_costs_the_same_for_three_and_twelve(client, user):
    def queries(upto):
        for number in range(upto):
            send(user, key=f"{upto}-{number}")
        with CaptureQueriesContext(connection) as captured:
            client.get(INBOX)
        return len(captured)

    client.get(INBOX)
    assert queries(3) == queries(9)


def test_message_shows_text_as_text_and_offers_its_link(client, user):
    message = services.send(
        kind="test_news",
        key="1",
        recipient=user,
        context={"name": "<script>alert(1)</script>", "link": "/lernen/"},
    )
    html = client.get(f"{INBOX}{message.pk}/").content.decode()
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert(1)" not in html
    assert 'href="/lernen/"' in html


def test_message_that_is_secret_does_not_exist_even_for_its_recipient(client):
    user = UserFactory()
    client.force_login(user)
    secret = services.send(kind="test_secret", key="1", recipient=user, context={"name": "E"})
    assert client.get(f"{INBOX}{secret.pk}/").status_code == 404
    assert "Neues für E" not in client.get(INBOX).content.decode()


def test_message_opened_twice_keeps_the_first_time(client, user):
    message = send(user)
    client.get(f"{INBOX}{message.pk}/")
    first = Message.objects.get().read_at
    client.get(f"{INBOX}{message.pk}/")
    assert Message.objects.get().read_at == first


def test_read_all_leaves_the_inbox_of_others_alone(client, user):
    foreign = send(UserFactory(email=None))
    assert client.post(f"{INBOX}gelesen/").status_code == 302
    foreign.refresh_from_db()
    assert foreign.read_at is None


@pytest.mark.parametrize("path", ["1/", "gelesen/"])
def test_messages_send_visitors_to_sign_in(client, path):
    response = client.post(INBOX + path) if path == "gelesen/" else client.get(INBOX + path)
    assert response.url.startswith("/konto/login/")


@pytest.mark.parametrize("path", ["", "1/"])
def test_inbox_is_read_only(client, user, path):
    assert client.post(INBOX + path).status_code == 405


def test_account_menu_tells_how_many_messages_wait(client, user):
    for key in ("1", "2"):
        send(user, key=key)
    number = '<span class="kc-new">2<span class="kc-sr"> neu</span></span>'
    text = client.get("/rueckmeldung/").content.decode()
    assert text.count(number) == 2  # at the closed menu and at its entry
    client.post(f"{INBOX}gelesen/")
    assert "kc-new" not in client.get("/rueckmeldung/").content.decode()


def test_account_menu_counts_unread_messages_with_one_query(client, user):
    send(user)
    with CaptureQueriesContext(connection) as caught:
        client.get("/rueckmeldung/")
    about = [one for one in caught.captured_queries if "member_messages_message" in one["sql"]]
    assert len(about) == 1
