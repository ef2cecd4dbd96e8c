"""Sending from the outbox: order, refusals, failures, several targets, attachments."""

import datetime as dt
import hashlib
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus.kit import dates
from courses.xapi.authority import platform_authority
from courses.xapi.core.jsontext import loaded
from courses.xapi.forwarding import outbox, sender
from courses.xapi.forwarding.configuration import Address
from courses.xapi.models import ForwardingTarget, OutboxEntry, Statement
from courses.xapi.services import Content, store
from tests.courses.xapi.forwarding.target import HERE, MemoryStore
from tests.factories.xapi import REMOVED, agent, attachment, statement

pytestmark = pytest.mark.django_db
NEXT_WEEK = dates.now() + dt.timedelta(days=9)


@pytest.fixture
def target() -> ForwardingTarget:
    """Return a target that gets everything."""
    return ForwardingTarget.objects.create(name="here")


@pytest.fixture
def lrs(target: ForwardingTarget) -> MemoryStore:
    """Return the store at the target's address."""
    return MemoryStore()


def stored(*accounts: str) -> list[str]:
    """Store a statement for each account and return the ids."""
    batch = [statement(actor=agent(account)) for account in accounts]
    return [str(key) for key in store(batch, authority=platform_authority())]


def forward(*stores: MemoryStore) -> int:
    """Send what waits, to `here` and then `there`."""
    by_name = dict(zip(("here", "there"), stores, strict=False))
    addresses = {name: Address(name, HERE.url, "key", "secret") for name in by_name}
    return sender.forward(
        addresses, seconds=20, open_receiver=lambda address: by_name[address.name].open(address)
    )


def waiting(name: str = "here") -> list[str]:
    """Return what waits for a target and is not refused."""
    rows = OutboxEntry.objects.filter(target__name=name, refused="").order_by("id")
    return [str(key) for key in rows.values_list("statement_id", flat=True)]


def account_is(name: str, status: int) -> Any:
    """Return a rule that answers one account's statements with a status."""
    return lambda each: status if each["actor"]["account"]["name"] == name else 200


def test_what_is_stored_is_sent_in_its_order_and_unchanged(lrs: MemoryStore) -> None:
    ids = stored("a", "b") + stored("c")
    assert forward(lrs) == 3
    assert list(lrs.statements) == ids
    raws = [Statement.objects.get(statement_id=key).raw for key in ids]
    assert lrs.requests[0].content == f"[{','.join(raws)}]".encode()
    assert waiting() == []


def test_nothing_is_sent_twice(lrs: MemoryStore) -> None:
    stored("a")
    assert [forward(lrs), forward(lrs)] == [1, 0]
    assert len(lrs.requests) == 1


def test_many_go_in_batches(lrs: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender, "BATCH", 3)
    stored(*"abcdefgh")
    assert forward(lrs) == 8
    assert [len(loaded(request.content)) for request in lrs.requests] == [3, 3, 2]


def test_batch_is_split_by_its_size(lrs: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(*"abcd")
    size = len(Statement.objects.all()[0].raw)
    monkeypatch.setattr(outbox, "MOST_BYTES", size * 2 + 1)
    forward(lrs)
    assert [len(loaded(request.content)) for request in lrs.requests] == [2, 2]


def test_refused_statement_is_marked_and_holds_up_nothing(lrs: MemoryStore) -> None:
    ids = stored("a", "bad", "c")
    lrs.rule = account_is("bad", 400)
    assert forward(lrs) == 2
    assert list(lrs.statements) == [ids[0], ids[2]]
    entry = OutboxEntry.objects.get()
    assert (str(entry.statement_id), entry.refused) == (ids[1], "400: no")
    assert forward(lrs) == 0


def test_statement_that_the_target_holds_already_is_done(lrs: MemoryStore) -> None:
    (key, _) = stored("a", "b")
    lrs.statements[key] = loaded(Statement.objects.get(statement_id=key).raw)
    lrs.rule = lambda each: 409 if each["id"] in lrs.statements else 200
    assert forward(lrs) == 2
    assert not OutboxEntry.objects.exists()


def test_attachments_are_sent_along(lrs: MemoryStore) -> None:
    data = b"certificate \x00\xff"
    sha2 = hashlib.sha256(data).hexdigest()
    described = attachment(sha2=sha2, length=len(data), fileUrl=REMOVED)
    store(
        [statement(), statement(attachments=[described])],
        authority=platform_authority(),
        contents={sha2: Content(data)},
    )
    assert forward(lrs) == 2
    assert [part.data for part in lrs.parts] == [data]


def test_failure_is_noted_and_tried_again_later(lrs: MemoryStore, target: ForwardingTarget) -> None:
    ids = stored("a")
    lrs.refuse(503, Retry_After="90")
    with dates.moved_clock(NEXT_WEEK):
        assert forward(lrs) == 0
        target.refresh_from_db()
        assert (target.failures, target.last_error) == (1, "503: no")
        assert target.next_attempt_at == dates.now() + dt.timedelta(seconds=90)
        assert (forward(lrs), len(lrs.requests)) == (0, 1)
    lrs.refuse(200)
    with dates.moved_clock(NEXT_WEEK + dt.timedelta(seconds=91)):
        assert forward(lrs) == 1
        target.refresh_from_db()
        assert (target.failures, target.last_error) == (0, "")
        assert target.last_sent_at == dates.now()
    assert list(lrs.statements) == ids


def test_target_that_failed_is_felt_out_with_less(
    lrs: MemoryStore, target: ForwardingTarget
) -> None:
    stored(*[str(number) for number in range(25)])
    ForwardingTarget.objects.update(failures=2)
    assert forward(lrs) == 25
    assert [len(loaded(request.content)) for request in lrs.requests] == [10, 15]


def test_statement_that_breaks_the_target_is_found_at_last(
    lrs: MemoryStore, target: ForwardingTarget
) -> None:
    stored("a", "bad", "c")
    lrs.rule = account_is("bad", 500)
    for _ in range(4):
        ForwardingTarget.objects.update(next_attempt_at=dates.now())
        forward(lrs)
    assert len(lrs.statements) == 2
    assert OutboxEntry.objects.get().refused == "500: no"


def test_failing_target_does_not_stop_another(lrs: MemoryStore) -> None:
    ForwardingTarget.objects.create(name="there")
    stored("a", "b")
    lrs.unreachable = True
    there = MemoryStore()
    assert forward(lrs, there) == 2
    assert len(there.statements) == len(waiting("here")) == 2
    assert waiting("there") == []


def test_paused_inactive_and_unknown_targets_get_nothing(lrs: MemoryStore) -> None:
    stored("a")
    ForwardingTarget.objects.update(paused=True)
    assert forward(lrs) == 0
    ForwardingTarget.objects.update(paused=False, active=False)
    assert forward(lrs) == 0
    ForwardingTarget.objects.update(active=True)
    assert forward() == 0
    assert (lrs.requests, len(waiting())) == ([], 1)


def test_statement_that_was_erased_meanwhile_is_dropped(lrs: MemoryStore) -> None:
    ids = stored("a", "b")
    Statement.objects.filter(statement_id=ids[0]).delete()
    assert forward(lrs) == 1
    assert not OutboxEntry.objects.exists()


def test_outbox_of_erased_statements_only_is_emptied(lrs: MemoryStore) -> None:
    stored("a")
    Statement.objects.all().delete()
    assert (forward(lrs), lrs.requests) == (0, [])
    assert not OutboxEntry.objects.exists()


def test_time_that_is_up_leaves_the_rest(lrs: MemoryStore) -> None:
    stored("a")
    assert sender.forward({"here": HERE}, seconds=0, open_receiver=lrs.open) == 0
    assert len(waiting()) == 1


def test_batch_costs_the_same_queries_however_long_it_is(lrs: MemoryStore) -> None:
    counts = []
    for length in (3, 12):
        stored(*[str(number) for number in range(length)])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            forward(lrs)
        counts.append(len(queries))
    assert counts[0] == counts[1]
