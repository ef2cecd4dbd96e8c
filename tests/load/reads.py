"""Reads of the record store while it grows: they have to stay as quick.

A store of each size stands in a database of its own, each behind a server of its own, and they are
asked in turns, so that what else the machine does strikes all of them alike.
"""

import http.client
import json
import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

import psycopg
from psycopg import sql

from tests.load import filling
from tests.load.serving import say, served
from tests.load.statements import VERBS

ROUNDS = 150
LIMIT = 100
KINDS = ("agent", "activity", "registration", "verb + since", "newest", "by id")
# Half a year back: a hundred of each verb are younger in the smallest store, too.
SINCE_DAYS = 182
# Flat is what differs from the smallest store by no more than this.
FLAT_SHARE, FLAT_MS = 0.3, 3.0
Headers = dict[str, str]
Questions = dict[str, list[str]]


@dataclass
class Grown:
    """A store of one size: whom to ask, what, and how long it took by kind, in milliseconds.

    Each question is asked twice: first from wherever its pages lie, then from memory.
    """

    size: int
    connection: http.client.HTTPConnection
    headers: Headers
    asked: Questions = field(default_factory=dict)
    first: dict[str, list[float]] = field(default_factory=dict)
    times: dict[str, list[float]] = field(default_factory=dict)

    def ask(self, address: str) -> bytes:
        """Return what a read answers; anything but 200 ends the run."""
        self.connection.request("GET", address, headers=self.headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            sys.exit(f"{answer.status} for {address}: {content[:200]!r}")
        return content

    def time(self, kind: str, turn: int) -> None:
        """Ask one question twice, note how long it took, and demand a whole page."""
        for times in (self.first, self.times):
            begin = time.perf_counter()
            content = self.ask(self.asked[kind][turn])
            times.setdefault(kind, []).append((time.perf_counter() - begin) * 1000)
        if kind != "by id" and (number := len(json.loads(content)["statements"])) != LIMIT:
            sys.exit(f"{number} statements instead of {LIMIT} at {self.size:,}: {kind}")

    def median(self, kind: str) -> float:
        """Return the p50 of a kind of read, from memory."""
        return statistics.median(self.times[kind])

    def row(self, times: dict[str, list[float]]) -> str:
        """Return the p50 of all kinds as a row of a table."""
        return " | ".join(f"{statistics.median(times[kind]):.1f}" for kind in KINDS)


def questions(grown: Grown) -> Questions:
    """Return the addresses to ask, by kind."""
    newest = json.loads(grown.ask("/xapi/statements?limit=200"))["statements"]
    chooser = random.Random(7)
    learners = [chooser.randrange(grown.size // filling.EACH) for _ in range(ROUNDS)]
    since = time.strftime("%Y-%m-%dT00:00:00Z", time.gmtime(time.time() - SINCE_DAYS * 86400))

    def address(**query: object) -> str:
        return "/xapi/statements?" + urlencode({**query, "limit": LIMIT})

    return {
        "agent": [
            address(agent=json.dumps({"account": filling.account(learner)})) for learner in learners
        ],
        "activity": [address(activity=filling.activity(learner)) for learner in learners],
        "registration": [
            address(registration=filling.registration(learner)) for learner in learners
        ],
        "verb + since": [
            address(verb=f"http://adlnet.gov/expapi/verbs/{chooser.choice(VERBS)}", since=since)
            for _ in range(ROUNDS)
        ],
        "newest": [address() for _ in range(ROUNDS)],
        "by id": [
            "/xapi/statements?" + urlencode({"statementId": chooser.choice(newest)["id"]})
            for _ in range(ROUNDS)
        ],
    }


def reading(env: dict[str, str], headers: Headers, sizes: Sequence[int]) -> None:
    """Print the p50 of every kind of read at every size, and what is not flat."""
    with ExitStack() as stack:
        stores = []
        for address, size in zip(grown_databases(env, sizes), sizes, strict=True):
            port = stack.enter_context(served(env | {"DATABASE_URL": address}, workers=1))
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            stores.append(Grown(size, connection, headers))
        for store in stores:
            store.asked = questions(store)
        for kind in KINDS:
            for turn in range(ROUNDS):
                for store in stores:
                    store.time(kind, turn)
    say("| statements stored | asked | " + " | ".join(KINDS) + " |")
    say("|--:|---|" + "--:|" * len(KINDS))
    for store in stores:
        say(f"| {store.size:,} | first | {store.row(store.first)} |")
        say(f"| {store.size:,} | again | {store.row(store.times)} |")
    for fault in faults(stores):
        say(fault)


def faults(stores: Sequence[Grown]) -> Iterator[str]:
    """Yield a line for each read that is not as quick as in the smallest store."""
    for kind in KINDS:
        least = stores[0].median(kind)
        for store in stores[1:]:
            more = abs(store.median(kind) - least)
            if more > max(FLAT_SHARE * least, FLAT_MS):
                yield f"not flat: {kind} differs by {more:.1f} ms at {store.size:,}"


def grown_databases(env: dict[str, str], sizes: Sequence[int]) -> list[str]:
    """Return the addresses of databases of these sizes, each a copy of one that grows."""
    address = env["DATABASE_URL"]
    server, _, name = address.rpartition("/")
    made, stored = [], 0
    for size in sizes:
        filling.fill(env, stored, size - stored)
        stored = size
        copy = f"{name}_{size}"
        with administration(server) as cursor:
            cursor.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(copy), sql.Identifier(name)
                )
            )
        made.append(f"{server}/{copy}")
        # As the server does by itself in the course of time.
        with psycopg.connect(made[-1], autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
    return made


@contextmanager
def administration(server: str) -> Iterator["psycopg.Cursor[tuple[object, ...]]"]:
    """Yield a cursor that may make databases."""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        yield connection.cursor()
