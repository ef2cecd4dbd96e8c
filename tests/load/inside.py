"""What has to happen inside of Django: fill the database, count queries, time the search."""

import statistics
import sys
import time
from typing import Any
from urllib.parse import urlencode

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.crypto import get_random_string

from courses.catalogue import selectors
from courses.catalogue.query import CatalogueQuery
from courses.learning.quiz import quiz_of
from tests.load import world
from tests.load.client import Request

Asked = dict[str, list[Request]]

SEARCHES = ["recht", "Datenschutz", "Datenschuz", "Vergabrecht", "schutz", "Fristen", "bescheid"]


def prepare(count: int) -> Asked:
    """Fill the database; return what is measured by name."""
    call_command("prepare", verbosity=0)
    begin = time.perf_counter()
    courses = world.fill(count)
    people = world.learners(courses)
    sys.stderr.write(f"{count} modules in {time.perf_counter() - begin:.0f} s\n")
    return pages(courses, people)


def pages(courses: list[Any], people: list[world.Learner]) -> Asked:
    """Return the requests that are measured by name, of each person one."""
    open_to_all = {
        "catalogue, anonymous": ["/katalog/"],
        "catalogue with facets, anonymous": ["/katalog/?thema=x1&stufe=basic&page=2"],
        "search, anonymous": ["/katalog/?q=recht"],
        "course page, anonymous": [courses[-1].url],
    }
    asked = {name: [Request(path) for path in paths] for name, paths in open_to_all.items()}
    for one in people:
        headers = {"Cookie": cookies(one.user)}
        for name, path in paths_of(one, courses).items():
            asked.setdefault(name, []).append(Request(path, headers=headers))
        asked.setdefault("quiz answer", []).append(answer_of(one, headers["Cookie"]))
    return asked


def paths_of(one: world.Learner, courses: list[Any]) -> dict[str, str]:
    """Return the pages that a person opens, by name."""
    seat = {"registration": one.registration}
    return {
        "start page": "/lernen/",
        "catalogue, signed in": "/katalog/",
        "search, signed in": "/katalog/?q=recht",
        "course page, signed in": courses[-1].url,
        "course page with seat": courses[0].url,
        "player, lesson": reverse("learning:item", kwargs={**seat, "item_key": one.lesson}),
        "player, test": reverse("learning:item", kwargs={**seat, "item_key": one.attempt.item_key}),
    }


def answer_of(one: world.Learner, cookie: str) -> Request:
    """Return the request by which the script keeps an answer of a test."""
    sheet = quiz_of(one.attempt.enrolment, one.attempt.item_key, [one.attempt]).sheets[0]
    token = get_random_string(32)
    headers = {
        "Cookie": f"{cookie}; csrftoken={token}",
        "X-CSRFToken": token,
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    place = [one.registration, one.attempt.item_key, one.attempt.pk]
    body = urlencode({sheet.name: sheet.options[0].value})
    return Request(reverse("learning:save", args=place), "POST", headers, body.encode())


def cookies(user: Any) -> str:
    """Return the cookies of somebody who has signed in."""
    client = Client()
    client.force_login(user)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def queries_of(request: Request) -> int:
    """Return how many queries a page costs once its caches are warm."""
    client = Client(headers=dict(request.headers))
    kind = request.headers.get("Content-Type", "text/html")

    def ask() -> None:
        answer = client.generic(
            request.method, request.path, request.body, kind, SERVER_NAME="127.0.0.1"
        )
        if answer.status_code != 200:
            sys.exit(f"{request.path} answers {answer.status_code}.")

    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
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
