"""Reads of the record store while it grows: they have to stay as quick."""

import http.client
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from tests.load.serving import ROOT, say
from tests.load.statements import ACTIVITIES, ACTORS, HOME, VERBS

_FILL = """
import sys, json, datetime as dt, random, uuid
import django
django.setup()
from courses.xapi.partitions import make_partitions
from courses.xapi.services import create_client, store
from courses.xapi.authority import client_authority
from tests.load.statements import batch, maker, new_id
number, part = int(sys.argv[1]), int(sys.argv[2])
now = dt.datetime.now(dt.UTC)
make_partitions(since=now - dt.timedelta(days=365))
client, _ = create_client(name=f"fill {number} {part}", scopes=["statements/write", "define"])
authority, make, done = client_authority(client), maker(), 0
registrations = [new_id() for _ in range(max(number // 20, 1))]
while done < number:
    size = min(1000, number - done)
    rows = json.loads(batch(make, size))
    for row in rows:
        row["context"]["registration"] = random.choice(registrations)
    at = now - dt.timedelta(seconds=random.randrange(365 * 86400))
    store(rows, authority=authority, at=at)
    done += size
"""
_COURSE = f"{HOME}/xapi/load/course"
ROUNDS = 60
Connection = http.client.HTTPConnection
Connect = Callable[[], Connection]
Headers = dict[str, str]


def fill(env: dict[str, str], number: int) -> None:
    """Store so many statements over the last twelve months, by two processes."""
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", _FILL, str(number // 2), str(part)], cwd=ROOT, env=env
        )
        for part in range(2)
    ]
    if any(program.wait() for program in programs):
        sys.exit("Filling failed.")


def questions(
    connection: http.client.HTTPConnection, headers: dict[str, str]
) -> dict[str, list[str]]:
    """Return the addresses to ask, by kind."""
    known = json.loads(_get(connection, "/xapi/statements?limit=200", headers))["statements"]
    chooser = random.Random(7)
    actors = [f"learner-{chooser.randrange(ACTORS):032x}" for _ in range(ROUNDS)]
    items = [chooser.randrange(ACTIVITIES) for _ in range(ROUNDS)]
    limit = {"limit": 100}

    def address(**query: object) -> str:
        return "/xapi/statements?" + urlencode({**query, **limit})

    account = [{"account": {"homePage": HOME, "name": name}} for name in actors]
    since = known[len(known) // 2]["stored"]
    return {
        "agent": [address(agent=json.dumps(agent)) for agent in account],
        "activity": [address(activity=f"{_COURSE}/{item % 20}/item/{item}") for item in items],
        "registration": [
            address(registration=chooser.choice(known)["context"]["registration"])
            for _ in range(ROUNDS)
        ],
        "verb + since": [
            address(verb=f"http://adlnet.gov/expapi/verbs/{chooser.choice(VERBS)}", since=since)
            for _ in range(ROUNDS)
        ],
        "newest": [address() for _ in range(ROUNDS)],
        "by id": [
            "/xapi/statements?" + urlencode({"statementId": chooser.choice(known)["id"]})
            for _ in range(ROUNDS)
        ],
    }


def reading(connect: Connect, headers: Headers, env: dict[str, str], sizes: Sequence[int]) -> None:
    """Print the p50 of every kind of read at every size of the store."""
    stored = 0
    say("| statements stored | " + " | ".join(KINDS) + " |")
    say("|--:|" + "--:|" * len(KINDS))
    for size in sizes:
        fill(env, size - stored)
        stored = size
        connection = connect()
        asked = questions(connection, headers)
        figures = [_median(connection, asked[kind], headers) for kind in KINDS]
        say(f"| {size:,} | " + " | ".join(f"{figure:.1f}" for figure in figures) + " |")


KINDS = ("agent", "activity", "registration", "verb + since", "newest", "by id")


def _median(connection: Connection, addresses: list[str], headers: Headers) -> float:
    times = []
    for address in (*addresses[:10], *addresses):
        begin = time.perf_counter()
        _get(connection, address, headers)
        times.append(time.perf_counter() - begin)
    return statistics.median(times[10:]) * 1000


def _get(connection: Connection, address: str, headers: Headers) -> bytes:
    connection.request("GET", address, headers=headers)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200:
        sys.exit(f"{answer.status} for {address}: {content[:200]!r}")
    return content
