"""Measure the record store on a durable PostgreSQL of this machine, and print tables.

    python -m tests.load.xapi --seconds 6
    python -m tests.load.xapi --only reads --stored 10000,100000,1000000

Every figure of writing stands beside the ceiling of the same run: plain inserts of the same rows
into the same tables and indexes, without HTTP, JSON and validation. Only the ratio can be
compared between machines.
"""

import argparse
import base64
import http.client
import json
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import psycopg

from tests.load import reads
from tests.load.ceiling import ceiling
from tests.load.client import Connection, Request
from tests.load.memory import peak_of_request
from tests.load.serving import durable_database, environment, manage, say, scratch_folder, served
from tests.load.statements import batch, maker

BATCHES = (1, 10, 50, 500)
CONNECTIONS = (1, 4, 8)


@dataclass(frozen=True)
class Figures:
    """Statements a second, and a request's duration in milliseconds."""

    rate: float
    p50: float
    p95: float
    errors: int
    sent: int


@dataclass(frozen=True)
class Store:
    """A running store and a credential for it."""

    port: int
    header: str

    def connect(self) -> http.client.HTTPConnection:
        """Return a connection that is kept open."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def headers(self) -> dict[str, str]:
        """Return the headers of every request."""
        return {
            "Authorization": self.header,
            "X-Experience-API-Version": "2.0.0",
            "Content-Type": "application/json",
        }


def client_header(env: dict[str, str]) -> str:
    """Create a client by its command and return its Authorization header."""
    scopes = ["--scope", "statements/write", "--scope", "all/read", "--scope", "define"]
    made = json.loads(manage(env, "xapi_client", "load", *scopes))
    token = base64.b64encode(f"{made['key']}:{made['secret']}".encode()).decode()
    return f"Basic {token}"


def write(store: Store, size: int, connections: int, seconds: float) -> Figures:
    """Send batches over so many connections for some seconds."""
    times: list[float] = []
    errors: list[int] = []
    make = maker()
    end = time.perf_counter() + seconds

    def send() -> None:
        connection = Connection(store.port)
        headers = store.headers()
        while time.perf_counter() < end:
            request = Request("/xapi/statements", "POST", headers, batch(make, size))
            wire = request.wire(store.port)
            begin = time.perf_counter()
            status, _ = connection.ask(wire)
            times.append(time.perf_counter() - begin)
            if status != 200:
                errors.append(status)
        connection.close()

    began = time.perf_counter()
    in_parallel(send, connections)
    took = time.perf_counter() - began
    cuts = statistics.quantiles(times, n=20) if len(times) > 1 else [times[0]] * 19
    sent = (len(times) - len(errors)) * size
    return Figures(sent / took, cuts[9] * 1000, cuts[18] * 1000, len(errors), sent)


def in_parallel(deed: Callable[[], None], number: int) -> None:
    """Run a deed in so many threads and wait for all."""
    threads = [threading.Thread(target=deed) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def count(database: str) -> int:
    """Return how many statements are stored."""
    with psycopg.connect(database) as connection:
        row = connection.execute("SELECT count(*) FROM xapi_statement").fetchone()
        return int(row[0]) if row else 0


def writing(
    store: Store, database: str, batches: Sequence[int], connections: Sequence[int], seconds: float
) -> None:
    """Print the table of writing; every acknowledged statement is counted afterwards."""
    say(f"statements of {len(maker()())} bytes, {seconds} s each")
    say("| batch · connections | statements/s | p50 ms | p95 ms | ceiling/s | ratio | errors |")
    say("|---|--:|--:|--:|--:|--:|--:|")
    before, sent = count(database), 0
    written_by_ceiling = 0
    write(store, 10, 8, 2)
    before = count(database)
    for size in batches:
        for number in connections:
            most = ceiling(database, size, number, seconds)
            written_by_ceiling += most.written
            got = write(store, size, number, seconds)
            sent += got.sent
            say(
                f"| {size} · {number} | {got.rate:,.0f} | {got.p50:.1f} | {got.p95:.1f} "
                f"| {most.rate:,.0f} | {got.rate / most.rate:.2f} | {got.errors} |"
            )
    stored = count(database) - before - written_by_ceiling
    say(f"acknowledged {sent:,}, stored {stored:,}, lost {sent - stored:,}")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--batches", default=",".join(map(str, BATCHES)))
    parser.add_argument("--connections", default=",".join(map(str, CONNECTIONS)))
    parser.add_argument("--stored", default="10000,100000,1000000")
    parser.add_argument("--only", choices=["writes", "reads", "memory"])
    asked = parser.parse_args()
    batches, connections, stored = (
        [int(number) for number in text.split(",")]
        for text in (asked.batches, asked.connections, asked.stored)
    )
    with scratch_folder() as folder, durable_database() as database:
        env = environment(database, folder)
        manage(env, "migrate", "--verbosity", "0")
        manage(env, "createcachetable")
        header = client_header(env)
        if asked.only in (None, "memory"):
            say(peak_of_request(env))
        with served(env) as port:
            store = Store(port, header)
            if asked.only in (None, "writes"):
                writing(store, database, batches, connections, asked.seconds)
            if asked.only in (None, "reads"):
                reads.reading(store.connect, store.headers(), env, stored)


if __name__ == "__main__":
    main()
