"""Measure the matrix of 2,000 people and 40 obligations against the floor of the same run.

    python -m tests.load.matrix --people 2000 --duties 40 --seconds 6

Starts a temporary PostgreSQL and two gunicorn servers as `tests.load.learner` does; the floor is a
bare Django view with one query. Eight connections of human resources ask for the same page.
"""

import argparse
import datetime as dt
import sys
import time
from importlib import import_module

import django

from tests.load.client import Request
from tests.load.learner import FLOOR, HEAD, line, measure, weight
from tests.load.servers import BARE, PLATFORM, environment, serving

CONNECTIONS, WORKERS = 8, 2
MATRIX = "/personal/matrix/"


def pages(day: dt.date) -> dict[str, str]:
    """Return what is measured by name; the first is the one for which a share is set."""
    return {
        "first screen": MATRIX,
        "people 1,001 to 1,025": f"{MATRIX}?page=41",
        "obligations 25 to 32": f"{MATRIX}?spalten=4",
        "as it was half a year ago": f"{MATRIX}?stand={day - dt.timedelta(days=180)}",
        "only overdue": f"{MATRIX}?nur=ueberfaellig",
    }


def prepare(people: int, duties: int) -> dict[str, Request]:
    """Fill the database; return the requests by name."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from campus.kit import dates  # noqa: PLC0415
    from tests.load.inside import cookies  # noqa: PLC0415
    from tests.load.many_duties import fill  # noqa: PLC0415

    call_command("prepare", verbosity=0)
    begin = time.perf_counter()
    headers = {"Cookie": cookies(fill(people, duties))}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    sys.stderr.write(f"{people} x {duties} in {time.perf_counter() - begin:.0f} s\n")
    return {name: Request(path, headers=headers) for name, path in pages(dates.today()).items()}


def main() -> None:
    """Measure everything and print the table for docs/performance.md."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--duties", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--only", default="", help="measure pages whose name begins like this")
    options = parser.parse_args()
    with environment():
        django.setup()
        asked = prepare(options.people, options.duties)
        inside = import_module("tests.load.inside")
        counted = {name: inside.queries_of(request) for name, request in asked.items()}
        with (
            serving(BARE, workers=WORKERS) as bare,
            serving(PLATFORM, workers=WORKERS) as server,
        ):
            sys.stdout.write(HEAD)
            facts = {"connections": CONNECTIONS, "seconds": options.seconds}
            floor = measure(bare, bare, FLOOR, **facts)
            sys.stdout.write(line("bare view", CONNECTIONS, floor, 1, 0))
            wanted = {name: one for name, one in asked.items() if name.startswith(options.only)}
            for name, request in wanted.items():
                one = measure(bare, server, [request], **facts)
                size = weight(server.port, request)
                sys.stdout.write(line(name, CONNECTIONS, one, counted[name], size))
                sys.stdout.flush()


if __name__ == "__main__":
    main()
