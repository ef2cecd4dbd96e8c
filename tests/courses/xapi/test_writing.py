"""The ways into the database, and what each does when something is in the way."""

import datetime as dt
import threading
import uuid
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from courses.xapi import consistency, credentials
from courses.xapi.authority import Authority, client_authority
from courses.xapi.core.editions import Edition
from courses.xapi.core.statements import VOIDED
from courses.xapi.errors import StatementConflict
from courses.xapi.models import Activity, AgentMention, PendingStatement, Statement, StatementId
from courses.xapi.services import create_client, deactivate_client, store
from courses.xapi.writing import memory, postgresql
from courses.xapi.writing.batch import prepared
from courses.xapi.writing.rows import rows_of
from tests.factories.xapi import ClientFactory, activity, reference, statement

BOTH_WAYS = pytest.mark.parametrize("size", [1, 2, postgresql.SMALL, postgresql.SMALL + 1])


def batch_of(size: int, **parts: Any) -> list[dict[str, Any]]:
    """Return statements with registration and id."""
    return [
        statement(id=str(uuid.uuid4()), context={"registration": str(uuid.uuid4())}, **parts)
        for _ in range(size)
    ]


def program() -> Authority:
    """Return the authority of a program: what it sends is folded by the worker, not at once."""
    return client_authority(ClientFactory(scopes=["statements/write", "define"]))


def stored_ids() -> set[str]:
    """Return the ids of all that is stored."""
    return {str(found) for found in Statement.objects.values_list("statement_id", flat=True)}


@BOTH_WAYS
@pytest.mark.django_db(transaction=True)
def test_a_batch_of_any_size_writes_all_its_rows(size: int) -> None:
    batch = batch_of(size)
    store(batch, authority=program())
    assert stored_ids() == {row["id"] for row in batch}
    assert StatementId.objects.count() == PendingStatement.objects.count() == size
    assert AgentMention.objects.filter(direct=True).count() == size
    order = list(Statement.objects.order_by("stored").values_list("statement_id", flat=True))
    assert [str(found) for found in order] == [row["id"] for row in batch]


@BOTH_WAYS
@pytest.mark.django_db(transaction=True)
def test_a_batch_that_was_stored_in_part_gains_the_rest(size: int) -> None:
    batch, sender = batch_of(size + 1), program()
    store(batch[:1], authority=sender)
    store(batch, authority=sender)
    assert stored_ids() == {row["id"] for row in batch}
    assert PendingStatement.objects.count() == size + 1


@BOTH_WAYS
@pytest.mark.django_db(transaction=True)
def test_a_batch_with_another_statement_under_a_taken_id_writes_nothing(size: int) -> None:
    first = batch_of(1)
    store(first, authority=program())
    changed = first[0] | {"verb": {"id": "urn:another"}}
    with pytest.raises(StatementConflict):
        store([*batch_of(size), changed], authority=program())
    assert stored_ids() == {first[0]["id"]}
    assert StatementId.objects.count() == 1


@BOTH_WAYS
@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_is_rolled_back_leaves_nothing(size: int) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        store(batch_of(size), authority=program())
        raise ZeroDivisionError
    assert not Statement.objects.exists()
    assert not StatementId.objects.exists()
    assert not AgentMention.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_small_batch_takes_no_transaction_of_several_statements() -> None:
    sender = program()
    store(batch_of(1), authority=sender)
    with CaptureQueriesContext(connection) as queries:
        store(batch_of(1), authority=sender)
    said = " ".join(query["sql"] for query in queries)
    assert "BEGIN" not in said
    assert "pg_advisory_xact_lock_shared" not in said


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_mark_that_comes_too_late_writes_nothing_and_the_batch_goes_the_longer_way() -> None:
    late = dt.datetime.now(dt.UTC) - 2 * consistency.WINDOW
    batch = prepared(batch_of(1), authority=program(), edition=Edition.TWO, contents={})
    assert postgresql.insert_marked(rows_of(batch, base=late)) is None
    assert not StatementId.objects.exists()
    assert postgresql.insert_marked(rows_of(batch, base=dt.datetime.now(dt.UTC))) is False
    assert Statement.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_insertion_tells_whether_something_refers_to_it() -> None:
    awaited = str(uuid.uuid4())
    store([statement(object=reference(awaited))], authority=program())
    whole = [statement(id=awaited)]
    batch = prepared(whole, authority=program(), edition=Edition.TWO, contents={})
    assert postgresql.insert_marked(rows_of(batch, base=dt.datetime.now(dt.UTC))) is True


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_every_batch_asks_is_planned_once() -> None:
    sender = program()
    for _ in range(3):
        store(batch_of(2), authority=sender)
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        planned = [row[0] for row in cursor.fetchall()]
    assert sum("INSERT INTO xapi_statementid" in statement for statement in planned) == 1
    assert sum("FROM xapi_statementtarget" in statement for statement in planned) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_consistent_through_never_passes_a_writer_that_has_not_marked_itself_yet() -> None:
    before_mark = dt.datetime.now(dt.UTC)
    assert consistency.consistent_through() < before_mark + dt.timedelta(seconds=5)
    assert consistency.consistent_through() <= dt.datetime.now(dt.UTC) - consistency.WINDOW


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_voiding_and_voided_at_the_same_time_end_voided() -> None:
    sender = program()
    for _ in range(12):
        target = str(uuid.uuid4())
        start = threading.Barrier(2)
        voiding = statement(verb={"id": VOIDED}, object=reference(target))

        def send(whole: dict[str, Any], start: threading.Barrier = start) -> None:
            try:
                start.wait(10)
                store([whole], authority=sender)
            finally:
                connection.close()

        threads = [
            threading.Thread(target=send, args=(whole,))
            for whole in (statement(id=target), voiding)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert Statement.objects.get(statement_id=target).voided


@pytest.mark.django_db(transaction=True)
def test_definitions_are_remembered_outside_transactions_only() -> None:
    described = batch_of(1, object=activity("urn:known", name={"de": "Bekannt"}))
    with transaction.atomic():
        store(described, authority=program())
    assert memory.remembered(["urn:known"]) == {}
    store(batch_of(1, object=activity("urn:known")), authority=program())
    again = batch_of(1, object=activity("urn:known", name={"de": "Bekannt"}))
    store(again, authority=program())
    assert memory.remembered(["urn:known"])["urn:known"]["name"] == {"de": "Bekannt"}


@pytest.mark.django_db(transaction=True)
def test_what_is_remembered_does_not_hide_a_new_word() -> None:
    for language, name in (("de", "Eins"), ("en", "One"), ("de", "Zwei")):
        whole = batch_of(1, object=activity("urn:words", name={language: name}))
        store(whole, authority=program())
    assert '"de":"Zwei"' in Activity.objects.get(iri="urn:words").definition
    assert '"en":"One"' in Activity.objects.get(iri="urn:words").definition


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_MOST", 3)
    for number in range(10):
        memory.remember({f"urn:{number}": {}})
    assert len(memory.remembered([f"urn:{number}" for number in range(10)])) <= 3


@pytest.mark.django_db
def test_a_client_is_asked_for_once_in_a_while_and_after_a_change() -> None:
    client, _ = create_client(name="x", scopes=["all"])
    with CaptureQueriesContext(connection) as queries:
        first = credentials.client_with(client.key)
        second = credentials.client_with(client.key)
    assert first is second
    assert len(queries) == 1
    deactivate_client(client)
    found = credentials.client_with(client.key)
    assert found is not None
    assert not found.active


@pytest.mark.django_db
def test_an_unknown_client_is_not_remembered() -> None:
    assert credentials.client_with("nobody") is None
    with CaptureQueriesContext(connection) as queries:
        assert credentials.client_with("nobody") is None
    assert len(queries) == 1
