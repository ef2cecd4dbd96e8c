"""Concurrent small batches share a transaction; a fault stays with the batch that has it."""

import hashlib
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import OperationalError, connection

from courses.xapi.authority import Authority, platform_authority
from courses.xapi.core.editions import Edition
from courses.xapi.errors import StatementConflict
from courses.xapi.models import Attachment, PendingStatement, Statement, StatementId
from courses.xapi.services import Content, store, void
from courses.xapi.signals import statements_accepted
from courses.xapi.writing import together as module
from courses.xapi.writing.batch import Batch, prepared
from courses.xapi.writing.together import MOST, MOST_EACH, Together, Waiting, may_join
from tests.factories.xapi import activity, agent, attachment, statement

SENDER = Authority(key="account:x|sender", agent={"account": {"homePage": "urn:x", "name": "s"}})
Deed = Callable[[int], Any]
PASSED_ON = 7


def batch(number: int, **parts: Any) -> Batch:
    statements = [statement(**parts) for _ in range(number)]
    return prepared(statements, authority=SENDER, edition=Edition.TWO, contents={})


class Gate:
    """Hold the first transaction back until the others have gathered behind it."""

    def __init__(self, monkeypatch: Any, others: int) -> None:
        self.groups: list[list[Waiting]] = []
        self.others = others
        self.shared = Together()
        self.real = module._write
        monkeypatch.setattr(module, "_write", self.write)
        monkeypatch.setattr("courses.xapi.writing.insertion.together", self.shared)
        monkeypatch.setattr(statements_accepted, "receivers", [])

    def write(self, group: list[Waiting]) -> None:
        if not self.groups:
            waiting = threading.Event()
            while len(self.shared._waiting) < self.others:
                waiting.wait(0.005)
        self.groups.append(group)
        self.real(group)

    @property
    def sizes(self) -> list[int]:
        return [len(group) for group in self.groups]


def in_parallel(deed: Deed, number: int) -> list[Any]:
    def one(index: int) -> Any:
        try:
            return deed(index)
        except StatementConflict as conflict:
            return conflict
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def ids(number: int) -> list[str]:
    return [str(uuid.UUID(int=index + 1)) for index in range(number)]


@pytest.mark.parametrize(
    ("sizes", "taken"),
    [
        ([1], 1),
        ([1, 1, 1], 3),
        ([10] * 5, 5),
        ([10] * 6, 5),
        ([10, 10, 10, 10, 9, 2], 5),
        ([MOST + 5, 1], 1),
    ],
)
def test_a_group_fills_one_transaction_and_is_never_empty(sizes: list[int], taken: int) -> None:
    waiting = [Waiting(Batch([], [uuid.uuid4()] * size, SENDER, Edition.TWO)) for size in sizes]
    assert len(module._first_of(waiting)) == taken
    assert module._first_of(waiting) == waiting[:taken]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("number", "joins"), [(1, True), (MOST_EACH, True), (MOST_EACH + 1, False)]
)
def test_only_small_batches_join(number: int, joins: bool) -> None:
    assert may_join(batch(number)) is joins


@pytest.mark.postgres
@pytest.mark.django_db
def test_nothing_joins_from_within_a_transaction() -> None:
    assert not may_join(batch(1))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_refers_to_a_statement_does_not_join() -> None:
    reference = {"objectType": "StatementRef", "id": str(uuid.uuid4())}
    assert not may_join(batch(1, object=reference))


@pytest.mark.django_db(transaction=True)
def test_only_on_postgresql_requests_write_together() -> None:
    assert may_join(batch(1)) == (connection.vendor == "postgresql")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_requests_that_gather_are_written_together_and_answered_each(monkeypatch: Any) -> None:
    gate = Gate(monkeypatch, others=PASSED_ON)
    names = ids(PASSED_ON + 1)

    def send(number: int) -> list[uuid.UUID]:
        context = {"registration": names[number]}
        sent = statement(id=names[number], actor=agent(f"a{number}"), context=context)
        return store([sent], authority=SENDER)

    answers = in_parallel(send, PASSED_ON + 1)
    assert answers == [[uuid.UUID(name)] for name in names]
    assert gate.sizes == [1, PASSED_ON]
    assert Statement.objects.count() == StatementId.objects.count() == PASSED_ON + 1
    assert set(PendingStatement.objects.values_list("registration", flat=True)) == {
        uuid.UUID(name) for name in names
    }
    assert len(set(Statement.objects.values_list("stored", flat=True))) == PASSED_ON + 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_batch_with_a_taken_id_fails_alone(monkeypatch: Any) -> None:
    names = ids(PASSED_ON + 1)
    store([statement(id=names[3], object=activity("urn:first"))], authority=SENDER)
    gate = Gate(monkeypatch, others=PASSED_ON)

    def send(number: int) -> Any:
        return store([statement(id=names[number])], authority=SENDER)

    answers = in_parallel(send, PASSED_ON + 1)
    assert sum(isinstance(answer, StatementConflict) for answer in answers) == 1
    assert isinstance(answers[3], StatementConflict)
    assert gate.sizes == [1, PASSED_ON]
    assert Statement.objects.count() == PASSED_ON + 1
    assert Statement.objects.get(statement_id=names[3]).activity_key == "urn:first"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_statement_in_several_batches_of_a_group_is_stored_once(monkeypatch: Any) -> None:
    Gate(monkeypatch, others=PASSED_ON)
    whole = [statement(id=name) for name in ids(3)]
    answers = in_parallel(lambda _: store(whole, authority=SENDER), PASSED_ON + 1)
    assert answers == [[uuid.UUID(name) for name in ids(3)]] * (PASSED_ON + 1)
    assert Statement.objects.count() == 3


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_each_to_itself(monkeypatch: Any) -> None:
    gate = Gate(monkeypatch, others=3)

    def fail(rows: Any) -> None:
        raise OperationalError("deadlock detected")

    monkeypatch.setattr(module, "insert_marked", fail)
    answers = in_parallel(lambda _: store([statement()], authority=SENDER), 4)
    assert all(len(answer) == 1 for answer in answers)
    assert gate.sizes == [1, 3]
    assert Statement.objects.count() == 4


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_unforeseen_fault_reaches_one_request_and_lets_the_others_go_on(
    monkeypatch: Any,
) -> None:
    gate = Gate(monkeypatch, others=3)
    real = module.insert_marked

    def fail(rows: Any) -> Any:
        if len(gate.groups) == 1:
            raise RuntimeError("unforeseen")
        return real(rows)

    monkeypatch.setattr(module, "insert_marked", fail)

    def send(_: int) -> Any:
        try:
            return store([statement()], authority=SENDER)
        except RuntimeError as error:
            return error

    answers = in_parallel(send, 4)
    assert sum(isinstance(answer, RuntimeError) for answer in answers) == 1
    assert Statement.objects.count() == 3


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_was_voided_before_it_arrived_is_voided_in_a_group_too(monkeypatch: Any) -> None:
    names = ids(4)
    void(uuid.UUID(names[2]), authority=platform_authority())
    Gate(monkeypatch, others=3)
    in_parallel(lambda number: store([statement(id=names[number])], authority=SENDER), 4)
    voided = Statement.objects.filter(voided=True).values_list("statement_id", flat=True)
    assert [str(statement_id) for statement_id in voided] == [names[2]]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_contents_are_kept_although_small(monkeypatch: Any) -> None:
    gate = Gate(monkeypatch, others=0)
    content = Content(b"read me")
    described = attachment(sha2=hashlib.sha256(content.data).hexdigest(), length=7)
    sent = statement(attachments=[described])
    store([sent], authority=SENDER, contents={described["sha2"]: content})
    assert gate.groups == []
    assert Attachment.objects.count() == 1
