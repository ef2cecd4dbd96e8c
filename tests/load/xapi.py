"""Measure the record store on a durable PostgreSQL of this machine, and print tables.

    python -m tests.load.xapi --seconds 6
    python -m tests.load.xapi --only reads --stored 10000,100000,1000000

Every figure of writing stands beside the ceiling of the same run, measured in turns with it: plain
inserts of the same rows into the same tables and indexes over as many connections, a durable commit
a batch, without HTTP, JSON and validation. Only the ratio can be compared between machines.
"""

import argparse
import base64
import http.client
import json
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.load import reads
from tests.load.ceiling import ceiling
from tests.load.client import Connection, Request
from tests.load.memory import peak_of_request
from tests.load.serving import durable_database, environment, manage, say, scratch_folder, served
from tests.load.statements import batch, maker

BATCHES = (1, 10, 50, 500)
CONNECTIONS = (1, 4, 8)
TURNS = 3
# Until every process has met every activity.
WARM_SECONDS = 4


@dataclass
class Figures:
    """What was written in all turns of a row of the table: requests by their duration."""

    times: list[float] = field(default_factory=list)
    seconds: float = 0.0
    errors: int = 0
    sent: int = 0

    @property
    def rate(self) -> float:
        """Return how many statements a second were acknowledged."""
        return self.sent / self.seconds

    def percentile(self, percent: int) -> float:
        """Return within how many milliseconds that share of the requests was answered."""
        times = self.times if len(self.times) > 1 else self.times * 2
        return statistics.quantiles(times, n=100)[percent - 1] * 1000

    def add(self, turn: "Figures") -> None:
        """Take another turn into account."""
        self.times += turn.times
        self.seconds += turn.seconds
        self.errors += turn.errors
        self.sent += turn.sent


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
    turn = Figures()
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
            turn.times.append(time.perf_counter() - begin)
            turn.errors += status != 200
        connection.close()

    began = time.perf_counter()
    in_parallel(send, connections)
    turn.seconds = time.perf_counter() - began
    turn.sent = (len(turn.times) - turn.errors) * size
    return turn


def beside_ceiling(
    store: Store, database: str, size: int, connections: int, seconds: float
) -> tuple[Figures, Figures]:
    """Return what the store took and what plain inserts took, in turns.

    The machine may be busy with other things: so both suffer alike.
    """
    got, most = Figures(), Figures()
    for _ in range(TURNS):
        inserted = ceiling(database, size, connections, seconds / TURNS)
        most.add(Figures([], inserted.seconds, 0, inserted.written))
        got.add(write(store, size, connections, seconds / TURNS))
    return got, most


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
    sent = written_by_ceiling = 0
    write(store, 50, 8, WARM_SECONDS)
    before = count(database)
    for size in batches:
        for number in connections:
            got, most = beside_ceiling(store, database, size, number, seconds)
            written_by_ceiling += most.sent
            sent += got.sent
            say(
                f"| {size} · {number} | {got.rate:,.0f} "
                f"| {got.percentile(50):.1f} | {got.percentile(95):.1f} "
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
    with scratch_folder() as folder:
        if asked.only != "reads":
            with prepared(folder) as (env, database, header):
                if asked.only in (None, "memory"):
                    say(peak_of_request(env))
                if asked.only in (None, "writes"):
                    with served(env) as port:
                        store = Store(port, header)
                        writing(store, database, batches, connections, asked.seconds)
        if asked.only in (None, "reads"):
            with prepared(folder) as (env, _, header):
                reads.reading(env, Store(0, header).headers(), stored)


@contextmanager
def prepared(folder: Path) -> Iterator[tuple[dict[str, str], str, str]]:
    """Yield environment, database and credential of an empty store."""
    with durable_database() as database:
        env = environment(database, folder)
        manage(env, "migrate", "--verbosity", "0")
        manage(env, "createcachetable")
        yield env, database, client_header(env)


if __name__ == "__main__":
    main()
