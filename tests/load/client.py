"""A light HTTP client: it must cost little, since it shares the processors with the server."""

import socket
import statistics
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

BUFFER = 1 << 16


@dataclass(frozen=True)
class Request:
    """One request to be sent over and over."""

    path: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def wire(self, port: int) -> bytes:
        """Return the request as it goes over the line."""
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if self.body:
            lines.append(f"Content-Length: {len(self.body)}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + self.body


@dataclass
class Load:
    """What one address bore, in as many turns as it was measured."""

    times: list[float] = field(default_factory=list)
    seconds: float = 0.0
    errors: int = 0

    @property
    def rate(self) -> float:
        """Return how many requests were answered in a second."""
        return len(self.times) / self.seconds if self.seconds else 0.0

    def percentile(self, percent: int) -> float:
        """Return the time in milliseconds within which that share of the requests was answered."""
        if len(self.times) < 2:
            return 0.0
        return statistics.quantiles(self.times, n=100)[percent - 1] * 1000

    def add(self, turn: "Load") -> None:
        """Take another turn into account."""
        self.times += turn.times
        self.seconds += turn.seconds
        self.errors += turn.errors


class Connection:
    """One kept connection to a server of this machine; opened anew when the server closes it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    def ask(self, wire: bytes) -> tuple[int, bytes]:
        """Send a request and return status and body."""
        for attempt in range(2):
            if self.socket is None:
                self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
                self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                self.socket.sendall(wire)
                return self._answer()
            except (ConnectionError, EOFError):
                self.close()
                if attempt:
                    raise
        raise ConnectionError

    def close(self) -> None:
        """Hang up."""
        if self.socket is not None:
            self.socket.close()
            self.socket = None

    def _answer(self) -> tuple[int, bytes]:
        assert self.socket is not None
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        lower = head.lower()
        if b"transfer-encoding: chunked" in lower:
            while not body.endswith(b"0\r\n\r\n"):
                body += self._more()
        else:
            begin = lower.find(b"content-length:")
            length = int(lower[begin + 15 :].split(b"\r\n", 1)[0]) if begin >= 0 else 0
            while len(body) < length:
                body += self._more()
        if b"connection: close" in lower:
            self.close()
        return int(head.split(b" ", 2)[1]), body

    def _more(self) -> bytes:
        assert self.socket is not None
        chunk = self.socket.recv(BUFFER)
        if not chunk:
            raise EOFError
        return chunk


def load(port: int, requests: Sequence[Request], *, connections: int, seconds: float) -> Load:
    """Send one request over and over on each connection; answers above 399 count as errors.

    Where there are several requests, each connection sends one of them.
    """
    wires = [request.wire(port) for request in requests]
    turn = Load()
    begin = time.perf_counter()
    end = begin + seconds

    def visit(wire: bytes) -> None:
        connection = Connection(port)
        while (sent := time.perf_counter()) < end:
            status, _ = connection.ask(wire)
            turn.times.append(time.perf_counter() - sent)
            turn.errors += status >= 400
        connection.close()

    threads = [
        threading.Thread(target=visit, args=[wires[number % len(wires)]])
        for number in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    turn.seconds = time.perf_counter() - begin
    return turn
