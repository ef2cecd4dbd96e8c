"""Measure how quickly progress follows the record store, on a durable PostgreSQL of this machine.

    python -m tests.load.projection --seconds 20

First the queue is filled and emptied by one worker: with statements of foreign programs, and with
those of seats. Then four programs write batches of 50 through the web server as fast as they can,
while a worker folds beside it, and the age of the oldest waiting statement is read all the time.
"""

import argparse
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import django
import psycopg

from tests.load.serving import ROOT, durable_database, environment, manage, say, scratch_folder
from tests.load.serving import served as web_server
from tests.load.statements import new_id, statement
from tests.load.xapi import Store, client_header

BATCH, CONNECTIONS = 50, 4
SEATS, EACH, FOREIGN = 1000, 10, 100_000
# The old way is tried on a small part only.
COMPARED = 20
Kind = dict[str, Any]
SAMPLE_SECONDS = 0.2
LONGEST_DRAIN = 120.0


def folding() -> Any:
    """Set Django up for the fresh database and return the part that runs inside of it."""
    django.setup()
    return import_module("tests.load.folding")


def bare_folds(inside: Any) -> list[Any]:
    """Print how many statements a second one worker folds, and return the seats."""
    say("| queue of | statements/s in a sweep | registration by registration |")
    say("|---|--:|--:|")
    inside.foreign(FOREIGN)
    swept = inside.sweep()
    inside.foreign(FOREIGN // COMPARED)
    say(f"| {FOREIGN:,} of foreign programs | {swept:,.0f} | {inside.one_by_one():,.0f} |")
    enrolments: list[Any] = inside.seats(SEATS)
    inside.told(enrolments, 1)
    inside.sweep()
    inside.told(enrolments, EACH)
    swept = inside.sweep()
    inside.told(enrolments[: SEATS // COMPARED], EACH)
    say(f"| {SEATS:,} seats × {EACH} | {swept:,.0f} | {inside.one_by_one():,.0f} |")
    return enrolments


@contextmanager
def worker(env: dict[str, str]) -> Iterator[None]:
    """Run the worker as a production machine does."""
    queue = ("--backend", "jobs", "--queue-name", "*", "--no-reload", "--verbosity", "0")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "db_worker", *queue], cwd=ROOT, env=env
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def await_worker(database: str) -> None:
    """Wait until the worker has begun to work: its start is no lag."""
    sql = (
        "SELECT count(*) FROM django_tasks_database_dbtaskresult "
        "WHERE status IN ('READY', 'RUNNING')"
    )
    import_module("courses.learning.tasks").project_pending.enqueue()
    with psycopg.connect(database, autocommit=True) as connection:
        while (row := connection.execute(sql).fetchone()) and row[0]:
            time.sleep(SAMPLE_SECONDS)


def bodies(kinds: Sequence[Kind]) -> Iterator[bytes]:
    """Yield batches of such statements without end, each statement with an id of its own."""
    chooser = random.Random(len(kinds))
    while True:
        batch = [{**kind, "id": new_id()} for kind in chooser.sample(kinds, BATCH)]
        yield json.dumps(batch).encode()


def write(store: Store, kinds: Sequence[Kind], end: float, sent: list[int]) -> None:
    """Send batches over one connection until the end."""
    connection: http.client.HTTPConnection = store.connect()
    for body in bodies(kinds):
        if time.perf_counter() > end:
            break
        connection.request("POST", "/xapi/statements", body, store.headers())
        answer = connection.getresponse()
        answer.read()
        sent.append(BATCH if answer.status == 200 else 0)
    connection.close()


def lag_of(connection: "psycopg.Connection[Any]") -> tuple[float, int]:
    """Return for how many seconds the oldest statement has waited, and how many wait."""
    sql = (
        "SELECT coalesce(extract(epoch FROM clock_timestamp() - min(queued_at)), 0), count(*) "
        "FROM xapi_pendingstatement"
    )
    row = connection.execute(sql).fetchone()
    return (float(row[0]), int(row[1])) if row else (0.0, 0)


def under_ingestion(store: Store, database: str, kinds: Sequence[Kind], seconds: float) -> None:
    """Write for some seconds, sample the lag, and wait until the queue is empty."""
    end = time.perf_counter() + seconds
    sent: list[int] = []
    threads = [
        threading.Thread(target=write, args=(store, kinds, end, sent)) for _ in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    lags: list[float] = []
    most = 0
    with psycopg.connect(database, autocommit=True) as connection:
        while time.perf_counter() < end:
            lag, waiting = lag_of(connection)
            lags.append(lag)
            most = max(most, waiting)
            time.sleep(SAMPLE_SECONDS)
        for thread in threads:
            thread.join()
        begin = time.perf_counter()
        while lag_of(connection)[1] and time.perf_counter() - begin < LONGEST_DRAIN:
            time.sleep(SAMPLE_SECONDS)
        drained = time.perf_counter() - begin
    say(
        f"| {sum(sent) / seconds:,.0f} | {statistics.median(lags):.1f} | {max(lags):.1f} "
        f"| {most:,} | {drained:.1f} | {sent.count(0)} |"
    )


def main() -> None:
    """Run all three measurements."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=20)
    seconds = parser.parse_args().seconds
    with scratch_folder() as folder, durable_database() as database:
        env = environment(database, folder)
        os.environ.update(env)
        manage(env, "migrate", "--verbosity", "0")
        manage(env, "createcachetable")
        inside = folding()
        enrolments = bare_folds(inside)
        header = client_header(env)
        own = inside.learnt(enrolments)
        foreign = [statement(number, new_id()) for number in range(SEATS)]
        say(f"batches of {BATCH}, {CONNECTIONS} connections, {seconds:g} s")
        say("| written/s | lag p50 s | lag max s | most waiting | empty after s | errors |")
        say("|--:|--:|--:|--:|--:|--:|")
        with web_server(env) as port, worker(env):
            await_worker(database)
            for kinds in (foreign, own, own + foreign):
                under_ingestion(Store(port, header), database, kinds, seconds)


if __name__ == "__main__":
    main()
