"""What has to happen inside of Django: fill the database, count queries, time the search."""

import statistics
import sys
import time
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.catalogue import selectors
from courses.catalogue.query import CatalogueQuery
from tests.load import world
from tests.load.client import Request

SEARCHES = ["recht", "Datenschutz", "Datenschuz", "Vergabrecht", "schutz", "Fristen", "bescheid"]


def prepare(count: int) -> dict[str, Request]:
    """Fill the database; return what is measured by name."""
    call_command("prepare", verbosity=0)
    begin = time.perf_counter()
    courses = world.fill(count)
    user = world.learner(courses)
    sys.stderr.write(f"{count} modules in {time.perf_counter() - begin:.0f} s\n")
    return pages(courses, user)


def pages(courses: list[Any], user: Any) -> dict[str, Request]:
    """Return the requests that are measured, by name."""
    signed_in = {"Cookie": cookies(user)}
    fresh, begun = courses[-1].url, courses[0].url
    return {
        "catalogue, anonymous": Request("/katalog/"),
        "catalogue with facets, anonymous": Request("/katalog/?thema=x1&stufe=basic&page=2"),
        "search, anonymous": Request("/katalog/?q=recht"),
        "catalogue, signed in": Request("/katalog/", headers=signed_in),
        "search, signed in": Request("/katalog/?q=recht", headers=signed_in),
        "course page, anonymous": Request(fresh),
        "course page, signed in": Request(fresh, headers=signed_in),
        "course page with seat": Request(begun, headers=signed_in),
    }


def cookies(user: Any) -> str:
    """Return the cookies of somebody who has signed in."""
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def queries_of(request: Request) -> int:
    """Return how many queries a page costs once its caches are warm."""
    client = Client(headers=dict(request.headers))
    client.get(request.path, SERVER_NAME="127.0.0.1")
    with CaptureQueriesContext(connection) as captured:
        client.get(request.path, SERVER_NAME="127.0.0.1")
        return len(captured.captured_queries)


def search_times(rounds: int = 12) -> tuple[float, float]:
    """Return p50 and p95 of the search alone in milliseconds, without any page around it."""

    def took(text: str) -> float:
        begin = time.perf_counter()
        selectors.search(CatalogueQuery(text=text))
        return (time.perf_counter() - begin) * 1000

    times = [took(text) for _ in range(rounds) for text in SEARCHES]
    cuts = statistics.quantiles(times[len(SEARCHES) :], n=20)
    return cuts[9], cuts[18]
