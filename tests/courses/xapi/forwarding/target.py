"""An external record store in memory, behind the real HTTP client."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import httpx

from courses.xapi.core.multipart import Part, parts_of
from courses.xapi.forwarding.configuration import Address
from courses.xapi.forwarding.receiver import HttpReceiver

HERE = Address("here", "https://lrs.example/xapi", "key", "secret")
Rule = Callable[[dict[str, Any]], int]


class MemoryStore(httpx.BaseTransport):
    """Keeps statements by id; `rule` gives the status for a statement, 200 to take it."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.statements: dict[str, dict[str, Any]] = {}
        self.parts: list[Part] = []
        self.rule: Rule = lambda statement: 200
        self.headers: dict[str, str] = {}
        self.unreachable = False
        self.forbids_reading = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer as a record store does."""
        request.read()
        self.requests.append(request)
        if self.unreachable:
            raise httpx.ConnectError("no route to host")
        return self._store(request) if request.method == "POST" else self._look_up(request)

    def _store(self, request: httpx.Request) -> httpx.Response:
        batch = json.loads(self._statements(request))
        for statement in batch:
            status = self.rule(statement)
            if status != 200:
                return httpx.Response(status, text="no", headers=self.headers)
        self.statements |= {statement["id"]: statement for statement in batch}
        return httpx.Response(200, json=[statement["id"] for statement in batch])

    def _statements(self, request: httpx.Request) -> bytes:
        media_type, _, boundary = request.headers["Content-Type"].partition("; boundary=")
        if media_type == "application/json":
            return request.content
        first, *others = parts_of(request.content, boundary)
        self.parts += others
        return first.data

    def _look_up(self, request: httpx.Request) -> httpx.Response:
        if self.forbids_reading:
            return httpx.Response(403)
        (wanted,) = parse_qs(request.url.query.decode()).get("statementId", [""])
        found = self.statements.get(wanted)
        return httpx.Response(200, json=found) if found else httpx.Response(404)

    def refuse(self, status: int, **headers: str) -> None:
        """Answer every batch with this status from now on."""
        self.rule = lambda statement: status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def open(self, address: Address) -> HttpReceiver:
        """Return a receiver that talks to this store."""
        return HttpReceiver(address, transport=self)
