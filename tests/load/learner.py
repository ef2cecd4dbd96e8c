"""Measure the learner's pages with a thousand modules, against a bare view of the same run.

    python -m tests.load.learner --modules 1000 --seconds 5

Starts a temporary PostgreSQL, migrates it, fills it by the real services and serves it by gunicorn
with two processes as in production. Prints requests per second, p50 and p95 at one and at eight
connections, the share of what a bare Django view with one query gives, and the number of queries.
A page is added by one line in `inside.pages`.
"""

import argparse
import gzip
import re
import sys
from dataclasses import dataclass, field
from importlib import import_module

import django

from tests.load.client import Connection, Load, Request, load
from tests.load.servers import BARE, PLATFORM, Server, environment, serving

CONNECTIONS = (1, 8)
# The machine may be busy with other things: floor and page take turns, so that both suffer alike.
TURNS = 3
FLOOR = [Request("/")]
PARTS = re.compile(rb'(?:href|src)="(/static/[^"]+[.](?:css|js))"')
HEAD = (
    "| page | connections | requests/s | p50 ms | p95 ms | share | processor ms | queries | kB |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|\n"
)
LINE = "| {} | {} | {:.0f} | {:.1f} | {:.1f} | {:.3f} | {:.2f} | {} | {:.1f} |\n"


@dataclass
class Measured:
    """A page beside the floor of the same turns."""

    page: Load = field(default_factory=Load)
    floor: Load = field(default_factory=Load)
    processor: float = 0.0

    @property
    def share(self) -> float:
        """Return the page's rate as a share of the floor's."""
        return self.page.rate / self.floor.rate

    @property
    def processor_ms(self) -> float:
        """Return the processor time of the server per request in milliseconds."""
        return 1000 * self.processor / max(1, len(self.page.times))


def measure(
    bare: Server, server: Server, asked: list[Request], *, connections: int, seconds: float
) -> Measured:
    """Measure one page in turns with the floor."""
    found = Measured()
    load(server.port, asked, connections=8, seconds=min(1, seconds))
    for _ in range(TURNS):
        ahead = load(bare.port, FLOOR, connections=connections, seconds=seconds / TURNS)
        found.floor.add(ahead)
        used = server.processor_seconds()
        turn = load(server.port, asked, connections=connections, seconds=seconds / TURNS)
        found.page.add(turn)
        found.processor += server.processor_seconds() - used
    return found


def line(name: str, connections: int, one: Measured, queries: int, size: float) -> str:
    """Return a row of the table."""
    note = f"{name} ({one.page.errors} errors)" if one.page.errors else name
    figures = (one.page.rate, one.page.percentile(50), one.page.percentile(95), one.share)
    return LINE.format(note, connections, *figures, one.processor_ms, queries, size)


def main() -> None:
    """Measure everything and print the table for docs/performance.md."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--modules", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    say = sys.stdout.write
    with environment():
        django.setup()
        inside = import_module("tests.load.inside")
        asked = inside.prepare(options.modules)
        counted = {name: inside.queries_of(requests[0]) for name, requests in asked.items()}
        p50, p95 = inside.search_times()
        with (
            serving(BARE, workers=options.workers) as bare,
            serving(PLATFORM, workers=options.workers) as server,
        ):
            say(HEAD)
            for connections in CONNECTIONS:
                facts = {"connections": connections, "seconds": options.seconds}
                floor = measure(bare, bare, FLOOR, **facts)
                say(line("bare view", connections, floor, 1, 0))
                for name, requests in asked.items():
                    one = measure(bare, server, requests, **facts)
                    size = weight(server.port, requests[0])
                    say(line(name, connections, one, counted[name], size))
                    sys.stdout.flush()
    say(f"\nSearch alone: p50 {p50:.1f} ms, p95 {p95:.1f} ms.\n")


def weight(port: int, request: Request) -> float:
    """Return what a first view loads of HTML, style sheets and scripts, compressed, in kB."""
    connection = Connection(port)
    _, page = connection.ask(request.wire(port))
    paths = {path.decode() for path in PARTS.findall(page)}
    parts = [connection.ask(Request(path).wire(port))[1] for path in sorted(paths)]
    connection.close()
    return sum(len(gzip.compress(part, 6)) for part in [page, *parts]) / 1000


if __name__ == "__main__":
    main()
