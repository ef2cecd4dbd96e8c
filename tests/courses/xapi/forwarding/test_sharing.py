"""Several senders at one outbox, on PostgreSQL: they share the work by row locks."""

import threading
import time
from typing import Any

import pytest
from django.db import connection

from campus.kit import dates
from courses.xapi.authority import platform_authority
from courses.xapi.consistency import WINDOW
from courses.xapi.forwarding import sender
from courses.xapi.models import ForwardingTarget, OutboxEntry
from courses.xapi.services import store
from courses.xapi.signals import statements_accepted
from tests.courses.xapi.crowd import all_at_once
from tests.courses.xapi.forwarding.target import HERE, MemoryStore
from tests.factories.xapi import agent, statement

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


class Counting(MemoryStore):
    """Counts how often each statement arrived."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: list[str] = []
        self.lock = threading.Lock()
        self.rule = self.count

    def count(self, each: dict[str, Any]) -> int:
        """Take it and note it."""
        with self.lock:
            self.arrived.append(each["id"])
        return 200


@pytest.fixture
def lrs(monkeypatch: pytest.MonkeyPatch) -> Counting:
    """Return an external store, and let the rooms above not fold meanwhile."""
    monkeypatch.setattr(statements_accepted, "receivers", [])
    monkeypatch.setattr(sender, "BATCH", 7)
    ForwardingTarget.objects.create(name="here")
    return Counting()


def send_by_all(lrs: Counting) -> list[int]:
    """Let eight senders send at once; return how many each got rid of."""

    def one(number: int) -> int:
        try:
            return sender.forward({"here": HERE}, seconds=20, open_receiver=lrs.open)
        finally:
            connection.close()

    return all_at_once(one)


def test_senders_at_once_send_each_statement_once(lrs: Counting) -> None:
    batch = [statement(actor=agent(str(number))) for number in range(200)]
    ids = [str(key) for key in store(batch, authority=platform_authority())]
    assert sum(send_by_all(lrs)) == len(lrs.arrived) == len(ids)
    assert sorted(lrs.arrived) == sorted(ids)
    assert not OutboxEntry.objects.exists()


def test_senders_at_once_queue_older_statements_once(lrs: Counting) -> None:
    ForwardingTarget.objects.update(active=False)
    ids = store([statement() for _ in range(100)], authority=platform_authority())
    until = dates.now()
    ForwardingTarget.objects.update(active=True, backfill_until=until)
    time.sleep(WINDOW.total_seconds())
    assert sum(send_by_all(lrs)) == len(ids)
    assert ForwardingTarget.objects.get().backfill_until is None
