"""A message leaves the house at most once, also when the task runs twice."""

import datetime as dt

import pytest
from django_tasks_db.models import DBTaskResult

from campus.kit import dates
from members.messages import services
from members.messages.delivery import MOST_ATTEMPTS, deliver_message
from members.messages.models import Message
from members.messages.tasks import deliver
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def message():
    return services.send(
        kind="test_news", key="1", recipient=UserFactory(), context={"name": "Erika"}
    )


@pytest.fixture
def no_mail_server(settings):
    # Nothing listens on this port.
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9


def test_deliver_twice_sends_once(message, mailoutbox):
    deliver.call(message_id=message.pk)
    deliver.call(message_id=message.pk)
    message.refresh_from_db()
    assert [mail.to for mail in mailoutbox] == [[message.email]]
    assert (message.state, message.attempts) == ("sent", 1)
    assert message.sent_at is not None
    assert message.body


def test_deliver_a_secret_forgets_its_text(mailoutbox):
    secret = services.send(
        kind="test_secret", key="1", recipient=None, email="e@x.example", context={"name": "E"}
    )
    deliver_message(message_id=secret.pk)
    secret.refresh_from_db()
    assert "Guten Tag E" in mailoutbox[0].body
    assert secret.body == ""


def test_deliver_without_mail_server_waits_for_another_attempt(message, no_mail_server):
    deliver.call(message_id=message.pk)
    message.refresh_from_db()
    assert message.state == "pending"
    assert DBTaskResult.objects.get().run_after > dates.now()


def test_deliver_gives_up_after_the_last_attempt(message, no_mail_server):
    waits = [deliver_message(message_id=message.pk) for _ in range(MOST_ATTEMPTS + 1)]
    message.refresh_from_db()
    assert waits[:2] == [dt.timedelta(minutes=1), dt.timedelta(minutes=5)]
    assert waits[MOST_ATTEMPTS - 1 :] == [None, None]
    assert (message.state, message.attempts) == ("failed", MOST_ATTEMPTS)


def test_deliver_of_a_message_that_another_worker_holds_sends_nothing(message, mailoutbox):
    Message.objects.update(state="sending", taken_at=dates.now())
    assert deliver_message(message_id=message.pk) is None
    assert mailoutbox == []


def test_give_up_stuck_messages_leaves_fresh_ones(message):
    Message.objects.update(state="sending", taken_at=dates.now())
    assert services.give_up_stuck_messages() == 0
    Message.objects.update(taken_at=dates.now() - dt.timedelta(hours=1))
    assert services.give_up_stuck_messages() == 1
    message.refresh_from_db()
    assert message.state == "failed"
