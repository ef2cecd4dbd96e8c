"""A message is sent once: by e-mail where there is an address, else into the inbox."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django_tasks_db.models import DBTaskResult

from members.messages import selectors, services
from members.messages.kinds import Kind, UnknownKind, register
from members.messages.models import Message
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
CONTEXT = {"name": "Erika <Beispiel> & Co", "link": "/lernen/"}


def send(**changes):
    wanted = {"kind": "test_news", "key": "1", "recipient": None, "context": CONTEXT, **changes}
    return services.send(**wanted)


def test_send_to_somebody_with_address_waits_for_the_worker(django_capture_on_commit_callbacks):
    user = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        message = send(recipient=user)
    assert (message.channel, message.state, message.email) == ("email", "pending", user.email)
    assert message.subject == "Neues für Erika <Beispiel> & Co"
    assert message.body == ("Guten Tag Erika <Beispiel> & Co,\nsiehe http://testserver/lernen/.\n")
    task = DBTaskResult.objects.get()
    assert task.queue_name == "mail"
    assert task.args_kwargs["kwargs"] == {"message_id": message.pk}


def test_send_to_somebody_without_address_lies_in_the_inbox():
    user = UserFactory(email=None)
    message = send(recipient=user)
    assert (message.channel, message.state, message.link) == ("inbox", "sent", "/lernen/")
    assert list(selectors.inbox_of(user)) == [message]
    assert selectors.unread_count(user) == 1


def test_send_the_same_twice_sends_once():
    user = UserFactory()
    assert send(recipient=user) is not None
    assert send(recipient=user) is None
    assert send(recipient=user, key="2") is not None
    assert send(recipient=user, kind="test_secret") is not None
    assert Message.objects.count() == 3


def test_send_without_account_and_address_sends_nothing():
    assert send() is None
    assert send(email="neu@stadt.example").email == "neu@stadt.example"


def test_send_of_an_unknown_kind_names_it():
    with pytest.raises(UnknownKind, match="no_such_kind"):
        send(kind="no_such_kind", recipient=UserFactory())


def test_register_two_kinds_of_one_name_is_refused():
    register(Kind("test_news", "News"))
    with pytest.raises(ValueError, match="two kinds"):
        register(Kind("test_news", "Other news"))


def test_send_a_secret_never_shows_in_the_inbox():
    user = UserFactory()
    message = send(kind="test_secret", recipient=user)
    assert message.link == ""
    assert not selectors.inbox_of(user).exists()


def test_mark_read_keeps_the_first_time():
    user = UserFactory(email=None)
    first = services.mark_read(message=send(recipient=user)).read_at
    assert services.mark_read(message=Message.objects.get()).read_at == first
    send(recipient=user, key="2")
    assert services.mark_all_read(recipient=user) == 1
    assert selectors.unread_count(user) == 0


@pytest.mark.django_db(transaction=True)
def test_send_in_what_is_rolled_back_leaves_nothing_and_may_be_sent_later():
    user = UserFactory()
    with pytest.raises(RuntimeError), transaction.atomic():
        send(recipient=user)
        raise RuntimeError
    assert not Message.objects.exists()
    assert not DBTaskResult.objects.exists()
    assert send(recipient=user) is not None
    assert send(recipient=user) is None
    assert DBTaskResult.objects.count() == 1


def test_send_to_the_inbox_queues_no_mail(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        message = send(recipient=UserFactory(email=None))
    assert callbacks == []
    assert (message.email, message.sent_at is not None) == ("", True)


def test_send_to_another_address_than_the_accounts_uses_it():
    user = UserFactory()
    message = send(recipient=user, email="neu@stadt.example")
    assert (message.recipient, message.email) == (user, "neu@stadt.example")


@pytest.mark.parametrize(("email", "channel"), [("", "inbox"), ("e@x.example", "email")])
def test_send_a_secret_without_a_mail_that_carries_it_keeps_no_text(email, channel):
    message = send(kind="test_secret", recipient=UserFactory(email=None), email=email)
    assert message.channel == channel
    assert bool(message.body) is (channel == "email")


def test_send_keeps_no_link_that_is_secret_and_shows_others():
    user = UserFactory(email=None)
    assert send(recipient=user).link == "/lernen/"
    assert send(recipient=user, key="2", context={"name": "E"}).link == ""


def test_inbox_holds_only_ones_own_newest_first():
    user, other = UserFactory(email=None), UserFactory(email=None)
    sent = [send(recipient=user, key=str(number)) for number in range(3)]
    send(recipient=other, key="other")
    assert list(selectors.inbox_of(user)) == sent[::-1]
    assert selectors.unread_count(user) == 3


def test_unread_counts_no_mail_and_nothing_read():
    user = UserFactory(email=None)
    send(recipient=user, email="e@x.example")
    read = send(recipient=user, key="2")
    send(recipient=user, key="3")
    services.mark_read(message=read)
    assert selectors.unread_count(user) == 1


def test_mark_all_read_leaves_others_alone_and_is_done_once():
    user, other = UserFactory(email=None), UserFactory(email=None)
    for number, recipient in enumerate((user, user, other)):
        send(recipient=recipient, key=str(number))
    assert services.mark_all_read(recipient=user) == 2
    assert services.mark_all_read(recipient=user) == 0
    assert selectors.unread_count(other) == 1


def test_message_twice_of_one_kind_and_key_is_refused_by_the_database():
    first = send(recipient=UserFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(kind=first.kind, key=first.key, channel="email", email="e@x.example")


@pytest.mark.parametrize(
    "fields", [{"channel": "email"}, {"channel": "inbox", "email": "e@x.example"}]
)
def test_message_that_nobody_can_receive_is_refused_by_the_database(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(kind="test_news", key="1", **fields)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_send_from_two_processes_at_once_sends_once():
    user = UserFactory()
    start = threading.Barrier(2)
    results = []

    def work():
        start.wait()
        results.append(send(recipient=user))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(result is None for result in results) == [False, True]
    assert Message.objects.count() == 1
