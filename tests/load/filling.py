"""Fill a record store as it grows: ever more people, the same courses.

Each hundred statements bring a new learner and a new registration, so that a person has as many in
a small store as in a large one, a hundred at points of time over the whole year. Activities and
verbs stay the same, so that there are ever more statements about each.
"""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid5

from tests.load.serving import ROOT
from tests.load.statements import HOME, new_id, statement

# Statements of one learner, of one registration; and of one activity in the smallest store.
EACH = 100
ACTIVITIES = 100
PROGRAMS = 2
_STORE = """
import datetime as dt, random, sys
import django
django.setup()
from courses.xapi.authority import client_authority
from courses.xapi.partitions import make_partitions
from courses.xapi.services import create_client, store
from tests.load.filling import batches

first, number, part = map(int, sys.argv[1:])
now = dt.datetime.now(dt.UTC)
make_partitions(since=now - dt.timedelta(days=365))
client, _ = create_client(name=f"fill {first} {part}", scopes=["statements/write", "define"])
for rows in batches(first, number, part):
    at = now - dt.timedelta(seconds=random.randrange(365 * 86400))
    store(rows, authority=client_authority(client), at=at)
"""
_NAMES = UUID("6a3c7c1e-5d4f-4b7e-9a51-7d3f5f2f6d10")


def account(learner: int) -> dict[str, str]:
    """Return the opaque account of a learner."""
    return {"homePage": HOME, "name": str(uuid5(_NAMES, f"learner {learner}"))}


def registration(learner: int) -> str:
    """Return the registration under which a learner learns."""
    return str(uuid5(_NAMES, f"registration {learner}"))


def activity(number: int) -> str:
    """Return the identifier of an activity."""
    return str(about(number)["id"])


def about(number: int) -> dict[str, Any]:
    """Return the object of a statement."""
    target: dict[str, Any] = statement(number % ACTIVITIES, "")["object"]  # type: ignore[assignment]
    return target


def made(learner: int, number: int) -> dict[str, Any]:
    """Return a statement of a learner with an id of its own."""
    whole = statement(number, registration(learner))
    return whole | {
        "id": new_id(),
        "actor": {"objectType": "Agent", "account": account(learner)},
        "object": about(number),
    }


def batches(first: int, number: int, part: int) -> Iterator[list[dict[str, Any]]]:
    """Yield this part of the statements between two sizes; each batch names a learner once."""
    learners = range(first // EACH, (first + number) // EACH)
    for turn in range(part, EACH, PROGRAMS):
        for begin in range(0, len(learners), 1000):
            some = learners[begin : begin + 1000]
            yield [made(learner, learner * 7 + turn) for learner in some]


def fill(env: dict[str, str], first: int, number: int) -> None:
    """Store so many statements more over the last twelve months, by two processes."""
    command = [sys.executable, "-c", _STORE, str(first), str(number)]
    programs = [
        subprocess.Popen([*command, str(part)], cwd=ROOT, env=env) for part in range(PROGRAMS)
    ]
    if any(program.wait() for program in programs):
        sys.exit("Filling failed.")
