"""What waits for the commit happens after it, once, and never after a rollback."""

import pytest
from django.db import transaction
from django.dispatch import Signal
from django_tasks_db.models import DBTaskResult

from campus.kit.after_commit import announce, enqueue
from members.messages.tasks import deliver

NEWS = Signal()


@pytest.fixture
def heard():
    """Listen to the news."""
    heard = []

    def listen(sender, number, **news):
        heard.append((sender, number))

    NEWS.connect(listen)
    yield heard
    NEWS.disconnect(listen)


@pytest.mark.django_db
def test_announce_waits_for_the_commit(heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        announce(NEWS, "sender", number=1)
        assert heard == []
    assert heard == [("sender", 1)]


@pytest.mark.django_db
def test_announce_keeps_the_order_of_the_deeds(heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for number in (1, 2, 3):
            announce(NEWS, None, number=number)
    assert [number for _, number in heard] == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_announce_and_enqueue_in_what_is_rolled_back_never_happen(heard):
    with pytest.raises(RuntimeError), transaction.atomic():
        announce(NEWS, None, number=1)
        enqueue(deliver, message_id=1)
        raise RuntimeError
    assert heard == []
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_announce_in_an_inner_part_that_fails_is_dropped_with_it(heard):
    with transaction.atomic():
        announce(NEWS, None, number=1)
        with pytest.raises(RuntimeError), transaction.atomic():
            announce(NEWS, None, number=2)
            raise RuntimeError
    assert heard == [(None, 1)]


@pytest.mark.django_db(transaction=True)
def test_announce_to_a_receiver_that_fails_undoes_nothing_and_reaches_the_others(heard, caplog):
    def fail(sender, **news):
        raise RuntimeError("A receiver has failed.")

    NEWS.connect(fail)
    try:
        with transaction.atomic():
            enqueue(deliver, message_id=7)
            announce(NEWS, None, number=1)
    finally:
        NEWS.disconnect(fail)
    assert heard == [(None, 1)]
    assert DBTaskResult.objects.count() == 1
    assert "A receiver has failed." in caplog.text


@pytest.mark.django_db
def test_enqueue_queues_once_with_its_arguments(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        enqueue(deliver, message_id=7)
        assert not DBTaskResult.objects.exists()
    queued = DBTaskResult.objects.get()
    assert queued.args_kwargs["kwargs"] == {"message_id": 7}
    assert queued.queue_name == "mail"


@pytest.mark.django_db(transaction=True)
def test_announce_outside_a_transaction_happens_at_once(heard):
    announce(NEWS, None, number=1)
    assert heard == [(None, 1)]
