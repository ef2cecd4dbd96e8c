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


@pytest.mark.parametrize(
    ("attempt", "minutes"), [(1, 1), (2, 5), (3, 25), (4, 125), (MOST_ATTEMPTS, None)]
)
def test_deliver_waits_longer_after_every_failure(message, no_mail_server, attempt, minutes):
    Message.objects.update(attempts=attempt - 1)
    wait = deliver_message(message_id=message.pk)
    assert wait == (None if minutes is None else dt.timedelta(minutes=minutes))


def test_deliver_after_a_failure_is_queued_once_and_succeeds_later(message, settings, mailoutbox):
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    deliver.call(message_id=message.pk)
    queued = DBTaskResult.objects.get()
    assert queued.args_kwargs["kwargs"] == {"message_id": message.pk}
    settings.EMAIL_BACKEND = backend
    deliver.call(message_id=message.pk)
    message.refresh_from_db()
    assert (message.state, message.attempts, len(mailoutbox)) == ("sent", 2, 1)
    assert DBTaskResult.objects.count() == 1


def secret_message():
    return services.send(
        kind="test_secret", key="1", recipient=None, email="e@x.example", context={"name": "E"}
    )


def test_deliver_of_a_secret_keeps_its_text_while_it_waits_and_drops_it_at_the_end(no_mail_server):
    secret = secret_message()
    kept = []
    for _ in range(MOST_ATTEMPTS):
        deliver_message(message_id=secret.pk)
        secret.refresh_from_db()
        kept.append(bool(secret.body))
    assert kept == [True] * (MOST_ATTEMPTS - 1) + [False]


def test_deliver_of_a_kind_that_is_gone_treats_its_text_as_secret(message, mailoutbox):
    Message.objects.update(kind="forgotten_room")
    deliver_message(message_id=message.pk)
    message.refresh_from_db()
    assert (len(mailoutbox), message.state, message.body) == (1, "sent", "")


def test_deliver_never_writes_the_address_into_the_log(message, no_mail_server, caplog):
    deliver_message(message_id=message.pk)
    assert f"Message {message.pk} was not sent" in caplog.text
    assert message.email not in caplog.text


def test_deliver_to_an_address_with_a_second_header_sends_nothing(message, mailoutbox):
    Message.objects.update(email="e@x.example\nBcc: alle@x.example")
    assert deliver_message(message_id=message.pk) == dt.timedelta(minutes=1)
    assert mailoutbox == []


def test_deliver_carries_no_header_that_a_name_has_brought_along(mailoutbox):
    message = services.send(
        kind="test_news",
        key="1",
        recipient=UserFactory(),
        context={"name": "Erika\r\nBcc: alle@x.example"},
    )
    deliver_message(message_id=message.pk)
    (mail,) = mailoutbox
    assert mail.recipients() == [message.email]
    assert "Bcc" not in mail.message()


@pytest.mark.parametrize("state", ["sending", "sent", "failed"])
def test_deliver_takes_only_what_waits(message, mailoutbox, state):
    Message.objects.update(state=state)
    assert deliver_message(message_id=message.pk) is None
    message.refresh_from_db()
    assert (message.state, message.attempts, mailoutbox) == (state, 0, [])


def test_deliver_of_a_message_that_is_gone_does_nothing(message, mailoutbox):
    Message.objects.all().delete()
    deliver.call(message_id=message.pk)
    assert mailoutbox == []
    assert not DBTaskResult.objects.exists()


def test_give_up_stuck_messages_drops_the_text_of_secrets_only(message):
    secret = secret_message()
    long_ago = dates.now() - dt.timedelta(hours=1)
    Message.objects.update(state="sending", taken_at=long_ago)
    assert services.give_up_stuck_messages() == 2
    assert services.give_up_stuck_messages() == 0
    message.refresh_from_db()
    secret.refresh_from_db()
    assert (bool(message.body), secret.body) == (True, "")


@pytest.mark.parametrize(("minutes", "given_up"), [(29, 0), (30, 0), (31, 1)])
def test_give_up_stuck_messages_has_half_an_hour_of_patience(message, minutes, given_up):
    Message.objects.update(state="sending", taken_at=dates.now())
    with dates.moved_clock(dates.now() + dt.timedelta(minutes=minutes, seconds=-1)):
        assert services.give_up_stuck_messages() == given_up
