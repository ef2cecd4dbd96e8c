"""Many writers at once, on PostgreSQL: no deadlock, no loss, no late statement."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from courses.xapi import queue
from courses.xapi.authority import platform_authority
from courses.xapi.consistency import WINDOW, consistent_through
from courses.xapi.documents import STATE, Place, merge_document, read_document
from courses.xapi.errors import StatementConflict
from courses.xapi.models import Activity, PendingStatement, Statement
from courses.xapi.services import store
from courses.xapi.signals import statements_accepted
from tests.factories.xapi import ACTIVITY_ID, activity, agent, group, statement

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WRITERS = 8


@pytest.fixture(autouse=True)
def nobody_listens(monkeypatch: Any) -> None:
    """Keep the rooms above from folding the queue meanwhile."""
    monkeypatch.setattr(statements_accepted, "receivers", [])


def in_parallel(deed: Callable[[int], Any]) -> list[Any]:
    """Run a deed in eight threads that start together; return what each gave."""
    start = threading.Barrier(WRITERS)

    def one(number: int) -> Any:
        start.wait()
        try:
            return deed(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(one, range(WRITERS)))


def shared_batch(number: int, round_: int) -> list[dict[str, Any]]:
    """Return statements on the same agents and activities, in another order for every writer."""
    order = list(range(10))
    order = order[number:] + order[:number] if number % 2 else order[::-1]
    return [
        statement(
            actor=group(agent(f"a{index}"), agent(f"a{(index * 3) % 10}")),
            object=activity(f"urn:course:{index}", name={f"x-{number}-{round_}": "x"}),
            context={"registration": str(uuid.UUID(int=index))},
        )
        for index in order
    ]


def test_batches_that_share_agents_and_activities_do_not_deadlock() -> None:
    def write(number: int) -> int:
        return sum(
            len(store(shared_batch(number, round_), authority=platform_authority()))
            for round_ in range(5)
        )

    assert in_parallel(write) == [50] * WRITERS
    assert Statement.objects.count() == WRITERS * 50
    assert PendingStatement.objects.count() == WRITERS * 50
    assert Activity.objects.count() == 10


def test_the_same_statement_sent_by_all_is_stored_once() -> None:
    whole = [statement(id=str(uuid.UUID(int=index))) for index in range(20)]

    def write(number: int) -> int:
        batch = whole[::-1] if number % 2 else whole
        return len(store(batch, authority=platform_authority()))

    assert in_parallel(write) == [20] * WRITERS
    assert Statement.objects.count() == 20


def test_different_statements_under_one_id_leave_one_winner() -> None:
    identifier = str(uuid.uuid4())

    def write(number: int) -> bool:
        try:
            store(
                [statement(id=identifier, actor=agent(str(number)))],
                authority=platform_authority(),
            )
        except StatementConflict:
            return False
        return True

    assert sorted(in_parallel(write)) == [False] * (WRITERS - 1) + [True]


def test_documents_created_and_merged_by_all_lose_nothing() -> None:
    place = Place(STATE, "a", ACTIVITY_ID, agent())

    def write(number: int) -> None:
        merge_document(place, content=b'{"%d": 1}' % number)

    in_parallel(write)
    document = read_document(place)
    assert document is not None
    assert bytes(document.content).count(b":1") + bytes(document.content).count(b": 1") == WRITERS


def test_workers_share_the_queue_without_taking_a_row_twice() -> None:
    batch = [statement(context={"registration": str(uuid.uuid4())}) for _ in range(80)]
    store(batch, authority=platform_authority())

    def fold(number: int) -> list[int]:
        taken: list[int] = []
        while True:
            with transaction.atomic():
                rows = queue.take_pending(5)
                queue.done(row.id for row in rows)
            taken += [row.id for row in rows]
            if not rows:
                return taken

    taken = [row for rows in in_parallel(fold) for row in rows]
    assert len(taken) == len(set(taken)) == 80


def test_consistent_through_waits_for_writers_under_way() -> None:
    written, may_commit = threading.Event(), threading.Event()

    def write_slowly() -> None:
        try:
            with transaction.atomic():
                store([statement()], authority=platform_authority())
                written.set()
                may_commit.wait(10)
        finally:
            connection.close()

    writer = threading.Thread(target=write_slowly)
    writer.start()
    assert written.wait(10)
    through = consistent_through()
    may_commit.set()
    writer.join()
    stored = Statement.objects.get().stored
    assert through <= stored < consistent_through() + WINDOW
