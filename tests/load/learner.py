"""Measure the learner's pages with a thousand modules, against a bare view of the same run.

    python -m tests.load.learner --modules 1000 --seconds 5

Starts a temporary PostgreSQL, migrates it, fills it by the real services and serves it by gunicorn
with two processes as in production. Prints requests per second, p50 and p95 at one and at eight
connections, the share of what a bare Django view with one query gives, and the number of queries.
A page is added by one line in `inside.pages`.
"""

import argparse
import gzip
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import django

from tests.load.client import Connection, Figures, Request, load
from tests.load.servers import BARE, PLATFORM, environment, serving

CONNECTIONS = (1, 8)
HEAD = "| page | connections | requests/s | p50 ms | p95 ms | share | queries | gzip kB |\n"
LINE = "| {} | {} | {:.0f} | {:.1f} | {:.1f} | {:.3f} | {} | {:.1f} |\n"


def measure(
    port: int, asked: dict[str, Request], seconds: float, say: Callable[..., Any]
) -> dict[tuple[str, int], Figures]:
    """Measure each request at each number of connections."""
    found = {}
    for name, request in asked.items():
        load(port, request, connections=8, seconds=min(1, seconds))
        for connections in CONNECTIONS:
            say(f"{name}, {connections} connections\n")
            found[name, connections] = load(port, request, connections=connections, seconds=seconds)
    return found


def main() -> None:
    """Measure everything and print the table for docs/performance.md."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--modules", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    say = sys.stderr.write
    with environment():
        django.setup()
        inside = import_module("tests.load.inside")
        asked = inside.prepare(options.modules)
        with serving(BARE, workers=options.workers) as port:
            floor = measure(port, {"bare view": Request("/")}, options.seconds, say)
        counted = {name: inside.queries_of(request) for name, request in asked.items()}
        p50, p95 = inside.search_times()
        with serving(PLATFORM, workers=options.workers) as port:
            figures = measure(port, asked, options.seconds, say)
            sizes = {name: weight(port, request) for name, request in asked.items()}
    sys.stdout.write(HEAD + "|---|--:|--:|--:|--:|--:|--:|--:|\n")
    for (name, connections), one in {**floor, **figures}.items():
        share = one.rate / floor["bare view", connections].rate
        note = f"{name} ({one.errors} errors)" if one.errors else name
        row = (note, connections, one.rate, one.p50, one.p95, share)
        sys.stdout.write(LINE.format(*row, counted.get(name, 1), sizes.get(name, 0)))
    sys.stdout.write(f"\nSearch alone: p50 {p50:.1f} ms, p95 {p95:.1f} ms.\n")


def weight(port: int, request: Request) -> float:
    """Return the size of a page as it would go over the line compressed, in kB."""
    _, body = Connection(port).ask(request.wire(port))
    return len(gzip.compress(body, 6)) / 1000


if __name__ == "__main__":
    main()
