"""The ceiling: plain inserts of the same rows into the same tables and indexes."""

import datetime as dt
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg

from tests.load.statements import ACTIVITIES, new_id, statement

# What is made ready in a second, about as much as PostgreSQL takes; what goes beyond is renewed.
MOST_ROWS, MOST_BATCHES = 25_000, 500
_COLUMNS = {
    "xapi_statementid": ("uuid", "timestamptz"),
    "xapi_agentmention": ("text", "timestamptz", "uuid", "bool"),
    "xapi_activitymention": ("text", "timestamptz", "uuid", "bool"),
    "xapi_pendingstatement": ("uuid", "uuid", "timestamptz"),
    "xapi_statement": (
        *("uuid", "uuid", "text", "text", "text", "uuid", "text"),
        *("timestamptz", "timestamptz", "bool", "text"),
    ),
}
_NAMES = {
    "xapi_statementid": "statement_id, stored",
    "xapi_agentmention": "agent_key, stored, statement_id, direct",
    "xapi_activitymention": "activity_key, stored, statement_id, direct",
    "xapi_pendingstatement": "statement_id, registration, queued_at",
    "xapi_statement": (
        "statement_id, registration, actor_key, verb, activity_key, target_id, authority_key, "
        '"timestamp", stored, voided, raw'
    ),
}


@dataclass
class Ceiling:
    """How many statements the database took, and in which time."""

    seconds: float
    written: int


def ceiling(database: str, size: int, connections: int, seconds: float) -> Ceiling:
    """Insert prepared rows over so many open connections, a durable commit a batch."""
    number = max(2, int(seconds * min(MOST_BATCHES, MOST_ROWS / size / connections)))
    rows_ready = [list(prepared(size, number)) for _ in range(connections)]
    written: list[int] = []
    start = threading.Barrier(connections + 1)

    def insert(ready: list[list[list[Any]]]) -> None:
        with psycopg.connect(database) as connection, connection.cursor() as cursor:
            turn = 0
            start.wait()
            end = time.perf_counter() + seconds
            while time.perf_counter() < end:
                arrays = renewed(ready[turn % len(ready)]) if turn >= len(ready) else ready[turn]
                cursor.execute(SQL, arrays, prepare=True)
                connection.commit()
                written.append(size)
                turn += 1

    threads = [threading.Thread(target=insert, args=(ready,)) for ready in rows_ready]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return Ceiling(time.perf_counter() - began, sum(written))


def _sql() -> str:
    parts = []
    for table, kinds in _COLUMNS.items():
        arrays = ", ".join(f"%b::{kind}[]" for kind in kinds)
        values = f"SELECT * FROM unnest({arrays})"  # noqa: S608
        parts.append(f"INSERT INTO {table} ({_NAMES[table]}) {values}")
    named = ", ".join(f"part{index} AS ({part})" for index, part in enumerate(parts[:-1]))
    return f"WITH {named} {parts[-1]}"


SQL = _sql()


def prepared(size: int, batches: int) -> Iterator[list[list[Any]]]:
    """Yield batches as the arrays of their columns, made before the clock starts."""
    for number in range(batches):
        yield arrays_of([number * size + index for index in range(size)])


def arrays_of(numbers: list[int]) -> list[list[Any]]:
    """Return the columns of all tables for so many statements."""
    now = dt.datetime.now(dt.UTC)
    tables: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _COLUMNS}
    for offset, number in enumerate(numbers):
        stored = now + dt.timedelta(microseconds=offset)
        made, registration, identifier = statement(number, new_id()), uuid4(), uuid4()
        account = made["actor"]["account"]  # type: ignore[index]
        actor = f"account:{account['homePage']}|{account['name']}"
        lesson = made["object"]["id"]  # type: ignore[index]
        authority = "account:https://kommunalcampus.example|client:ceiling"
        raw = json.dumps(
            made
            | {
                "stored": stored.isoformat(),
                "version": "2.0.0",
                "authority": {"account": {"homePage": "https://kommunalcampus.example"}},
            },
            separators=(",", ":"),
        )
        tables["xapi_statementid"].append((identifier, stored))
        tables["xapi_agentmention"] += [
            (actor, stored, identifier, True),
            (authority, stored, identifier, False),
        ]
        course = f"{lesson.rsplit('/item/', 1)[0]}"
        tables["xapi_activitymention"] += [
            (lesson, stored, identifier, True),
            (f"{course}/chapter/{number % ACTIVITIES % 50}", stored, identifier, False),
            (course, stored, identifier, False),
        ]
        tables["xapi_pendingstatement"].append((identifier, registration, stored))
        verb = made["verb"]["id"]  # type: ignore[index]
        tables["xapi_statement"].append(
            (identifier, registration, actor, verb, lesson, None, authority, stored, stored)
            + (False, raw)
        )
    tables["xapi_statementid"].sort()
    return [list(column) for rows in tables.values() for column in zip(*rows, strict=True)]


def renewed(arrays: list[list[Any]]) -> list[list[Any]]:
    """Return the same batch under new ids and at a new time."""
    now = dt.datetime.now(dt.UTC)
    ids: dict[UUID, UUID] = {old: uuid4() for old in arrays[0]}
    times = {old: now + dt.timedelta(microseconds=index) for index, old in enumerate(arrays[1])}
    fresh = []
    for column in arrays:
        first = column[0]
        if isinstance(first, UUID) and first in ids:
            fresh.append([ids[value] for value in column])
        elif isinstance(first, dt.datetime):
            fresh.append([times[value] for value in column])
        else:
            fresh.append(column)
    return fresh
