"""Statements of about 1.1 kB, as a course of a university sends them, made faster than stored."""

import json
import os
import random
from collections.abc import Callable
from uuid import UUID

ACTORS = 500
ACTIVITIES = 200
HOME = "https://kommunalcampus.example"
VERBS = ("completed", "experienced", "progressed", "answered", "initialized")
_MARK = "00000000-0000-4000-8000-000000000000"


def new_id() -> str:
    """Return a random UUID as text."""
    return str(UUID(bytes=os.urandom(16), version=4))


def statement(number: int, registration: str) -> dict[str, object]:
    """Return one of a thousand kinds of statements, with a mark in place of its id."""
    course = f"{HOME}/xapi/load/course/{number % 20}"
    return {
        "id": _MARK,
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": HOME, "name": f"learner-{number % ACTORS:032x}"},
        },
        "verb": {
            "id": f"http://adlnet.gov/expapi/verbs/{VERBS[number % len(VERBS)]}",
            "display": {"de-DE": VERBS[number % len(VERBS)], "en-US": VERBS[number % len(VERBS)]},
        },
        "object": {
            "objectType": "Activity",
            "id": f"{course}/item/{number % ACTIVITIES}",
            "definition": {
                "type": "http://adlnet.gov/expapi/activities/lesson",
                "name": {"de-DE": f"Lektion {number % ACTIVITIES}: Datenschutz im Rathaus"},
                "description": {"de-DE": "Was beim Umgang mit Daten der Bürger zu beachten ist."},
            },
        },
        "result": {
            "completion": True,
            "success": True,
            "duration": "PT4M12.50S",
            "score": {"scaled": 0.85, "raw": 17, "min": 0, "max": 20},
        },
        "context": {
            "registration": registration,
            "platform": "Lernplattform der Hochschule",
            "language": "de-DE",
            "contextActivities": {
                "parent": [{"objectType": "Activity", "id": f"{course}/chapter/{number % 50}"}],
                "grouping": [{"objectType": "Activity", "id": course}],
            },
        },
        "timestamp": "2026-11-22T09:30:00.000Z",
    }


def maker(kinds: int = 1000) -> Callable[[], bytes]:
    """Return a function that gives a fresh statement as JSON each time it is called."""
    halves = []
    for number in range(kinds):
        text = json.dumps(statement(number, new_id()), separators=(",", ":")).encode()
        before, after = text.split(_MARK.encode())
        halves.append((before, after))
    chooser = random.Random(os.getpid())

    def make() -> bytes:
        before, after = chooser.choice(halves)
        return before + new_id().encode() + after

    return make


def batch(make: Callable[[], bytes], size: int) -> bytes:
    """Return a batch as the body of a request."""
    return b"[" + b",".join(make() for _ in range(size)) + b"]"
