"""Several writers at once against a running store: what they sent, and what was acknowledged."""

import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.factories.xapi import activity, agent, statement
from tests.support.recordstore import RecordStore

WRITERS = 8


@dataclass
class Writer:
    """Sends batch after batch under its own ids and keeps count of what was acknowledged."""

    store: RecordStore
    number: int
    acknowledged: list[str] = field(default_factory=list)
    # A batch without an answer may be stored or not, but only whole.
    unanswered: list[list[dict[str, Any]]] = field(default_factory=list)

    def write_until(self, stop: threading.Event) -> None:
        """Write until told to stop, through every failure of the server."""
        with self.store.http(timeout=10) as http:
            while not stop.is_set():
                batch = self.batch(10 if self.number % 2 else 1)
                if not self.send(http, batch):
                    self.unanswered.append(batch)
                    time.sleep(0.05)

    def send(self, http: httpx.Client, batch: list[dict[str, Any]]) -> bool:
        """Send a batch and tell whether the store has acknowledged it."""
        ids = [each["id"] for each in batch]
        try:
            response = http.post("statements", json=batch)
        except httpx.HTTPError:
            return False
        if response.status_code == 200 and response.json() == ids:
            self.acknowledged += ids
            return True
        # While the database is away, the server can only say so.
        assert response.status_code in (500, 503), response.text
        return False

    def batch(self, length: int) -> list[dict[str, Any]]:
        """Return statements on agents and activities that all writers share."""
        return [
            statement(
                id=str(uuid.uuid4()),
                actor=agent(f"a{(index + self.number) % 5}"),
                object=activity(f"urn:course:{(index * self.number) % 5}", name={"de": "Kurs"}),
            )
            for index in range(length)
        ]


def all_at_once(deed: Callable[[int], Any]) -> list[Any]:
    """Run a deed in eight threads that start together; return what each gave."""
    start = threading.Barrier(WRITERS)

    def one(number: int) -> Any:
        start.wait()
        return deed(number)

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(one, range(WRITERS)))


def posted(store: RecordStore, bodies: list[Any], path: str = "statements") -> list[Any]:
    """Let eight writers post at once, each its body; return the answers."""
    clients = [store.http() for _ in range(WRITERS)]
    try:
        for client in clients:
            client.get("about")
        return all_at_once(lambda number: clients[number].post(path, json=bodies[number]))
    finally:
        for client in clients:
            client.close()
