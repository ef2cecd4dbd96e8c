"""A store of its own processes: many writers over HTTP, and servers that are killed meanwhile.

On SQLite the store keeps its database in a file; on PostgreSQL it has a server of its own that
commits durably, as in production.
"""

import sqlite3
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.courses.xapi.crowd import WRITERS, Writer, posted
from tests.factories.xapi import activity, agent, group, statement
from tests.support.database import template_path
from tests.support.postgres import USER, Server, copy_database, find_programs, running_server
from tests.support.recordstore import RecordStore

TABLES = ("xapi_statement", "xapi_statementid")


@pytest.fixture(scope="module")
def server() -> Iterator[Server | None]:
    """Return a PostgreSQL server with durable commits, none where the run is on SQLite."""
    programs = find_programs()
    if connection.vendor != "postgresql" or programs is None:
        yield None
        return
    with running_server(programs, max_connections="60") as durable:
        yield durable


@pytest.fixture(scope="module")
def lrs(
    server: Server | None, tmp_path_factory: Any, django_db_setup: None, django_db_blocker: Any
) -> Iterator[RecordStore]:
    """Return a running store with the tables that the tests' own database has."""
    folder = tmp_path_factory.mktemp("durable")
    if server is None:
        store = RecordStore(folder, workers=2)
        store.adopt(template_path())
    else:
        server.create_database(USER)
        store = RecordStore(folder, database=server.address, workers=2)
        copy_database(server.programs, own_database(), store.database)
    store.prepare(migrated=True)
    store.start()
    try:
        yield store
    finally:
        store.kill()


def own_database() -> str:
    """Return the address of the database that this run's tests use."""
    here = connection.settings_dict
    return f"postgres://{here['USER']}@{here['HOST']}:{here['PORT']}/{here['NAME']}"


@contextmanager
def query(store: RecordStore) -> Iterator[Callable[[str], list[Any]]]:
    """Yield a function that asks the store's database, past the store."""
    with ExitStack() as stack:
        if store.database.startswith("sqlite"):
            path = store.database.removeprefix("sqlite:///")
            opened: Any = stack.enter_context(closing(sqlite3.connect(path)))
        else:
            opened = stack.enter_context(psycopg.connect(store.database, autocommit=True))
        yield lambda sql: opened.execute(sql).fetchall()


def ids_in(store: RecordStore, table: str) -> Counter[str]:
    """Return how often each id stands in a table."""
    with query(store) as ask:
        rows = ask(f"SELECT statement_id FROM {table}")  # noqa: S608 - our own names
    return Counter(str(uuid.UUID(str(key))) for (key,) in rows)


def test_same_statement_from_eight_writers_is_stored_once(lrs: RecordStore) -> None:
    for length in (1, 20):
        batch = [statement(id=str(uuid.uuid4())) for _ in range(length)]
        bodies = [batch[::-1] if number % 2 else batch for number in range(WRITERS)]
        answers = posted(lrs, bodies)
        assert [each.status_code for each in answers] == [200] * WRITERS
        for answer, body in zip(answers, bodies, strict=True):
            assert answer.json() == [each["id"] for each in body]
        for table in TABLES:
            found = ids_in(lrs, table)
            assert [found[each["id"]] for each in batch] == [1] * length


def test_eight_different_statements_under_one_id_leave_one_winner(lrs: RecordStore) -> None:
    key = str(uuid.uuid4())
    bodies = [[statement(id=key, actor=agent(f"w{number}"))] for number in range(WRITERS)]
    answers = posted(lrs, bodies)
    assert sorted(each.status_code for each in answers) == [200] + [409] * (WRITERS - 1)
    (winner,) = [number for number, each in enumerate(answers) if each.status_code == 200]
    with lrs.http() as http:
        stored = http.get("statements", params={"statementId": key}).json()
    assert stored["actor"] == agent(f"w{winner}")


def test_batch_that_conflicts_in_one_statement_is_not_stored(lrs: RecordStore) -> None:
    shared = str(uuid.uuid4())
    bodies = [
        [statement(id=str(uuid.uuid4())), statement(id=shared, actor=agent(f"w{number}"))]
        for number in range(WRITERS)
    ]
    answers = posted(lrs, bodies)
    stored = ids_in(lrs, "xapi_statement")
    for answer, (own, _) in zip(answers, bodies, strict=True):
        assert stored[own["id"]] == (1 if answer.status_code == 200 else 0)


def test_batches_on_the_same_agents_and_activities_all_succeed(lrs: RecordStore) -> None:
    for round_ in range(4):
        bodies = []
        for number in range(WRITERS):
            order = list(range(12))
            order = order[::-1] if number % 2 else order[number:] + order[:number]
            bodies.append(
                [
                    statement(
                        actor=group(agent(f"m{index}"), agent(f"m{(index * 5) % 12}")),
                        object=activity(f"urn:shared:{index}", name={f"x-{number}-{round_}": "x"}),
                    )
                    for index in order
                ]
            )
        answers = posted(lrs, bodies)
        assert [each.status_code for each in answers] == [200] * WRITERS


def test_id_twice_in_a_batch_stores_nothing(lrs: RecordStore) -> None:
    twice = statement(id=str(uuid.uuid4()))
    other = statement(id=str(uuid.uuid4()))
    again = {**twice, "id": twice["id"].upper()}
    bodies = [[twice, other, again] if number % 2 else [twice, twice] for number in range(WRITERS)]
    answers = posted(lrs, bodies)
    assert [each.status_code for each in answers] == [400] * WRITERS
    assert twice["id"] not in ids_in(lrs, "xapi_statementid")
    assert other["id"] not in ids_in(lrs, "xapi_statementid")


def test_server_killed_during_ingestion_loses_nothing_acknowledged(lrs: RecordStore) -> None:
    def kill_and_restart() -> None:
        lrs.kill()
        lrs.start()

    check_survival(lrs, kill_and_restart, times=1)


@pytest.mark.postgres
def test_postgresql_killed_during_ingestion_loses_nothing_acknowledged(
    lrs: RecordStore, server: Server
) -> None:
    def kill_and_restart() -> None:
        server.kill()
        server.start()

    check_survival(lrs, kill_and_restart, times=3)


def check_survival(store: RecordStore, disaster: Callable[[], None], *, times: int) -> None:
    """Let eight writers write through disasters; then every statement is there as it must be."""
    stop = threading.Event()
    writers = [Writer(store, number) for number in range(WRITERS)]
    threads = [threading.Thread(target=each.write_until, args=[stop]) for each in writers]
    for thread in threads:
        thread.start()
    try:
        for _ in range(times):
            before = sum(len(each.acknowledged) for each in writers)
            time.sleep(0.7)
            disaster()
            wait_for_more(writers, before)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    check_stored(store, writers)


def wait_for_more(writers: list[Writer], before: int) -> None:
    """Wait until the writers get on again."""
    deadline = time.monotonic() + 30
    while sum(len(each.acknowledged) for each in writers) <= before:
        assert time.monotonic() < deadline, "Nothing was stored after the restart."
        time.sleep(0.05)


def check_stored(store: RecordStore, writers: list[Writer]) -> None:
    """Expect what was acknowledged once, batches whole or not at all, and a good end of all."""
    unanswered = [batch for each in writers for batch in each.unanswered]
    assert unanswered, "No writer was interrupted."
    for table in TABLES:
        found = ids_in(store, table)
        assert {found[key] for each in writers for key in each.acknowledged} == {1}
        for batch in unanswered:
            assert len({found[each["id"]] for each in batch}) == 1
    with store.http() as http:
        for writer in writers:
            assert all(writer.send(http, batch) for batch in writer.unanswered)
    for table in TABLES:
        found = ids_in(store, table)
        assert {found[key] for each in writers for key in each.acknowledged} == {1}
