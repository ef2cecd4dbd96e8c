"""A real web server that takes uploads: the room itself, with as little around it as it needs.

`campus.uploads` on gunicorn with SQLite, sessions and the guard of forms; nothing else.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.support.postgres import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
TOKEN = "x" * 32
TRIES = 100


@dataclass
class Server:
    """A server that can be killed and started again on the same files."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: Any = None

    @property
    def start_address(self) -> str:
        """Return where uploads are created."""
        return f"http://127.0.0.1:{self.port}/admin/hochladen/"

    @property
    def headers(self) -> dict[str, str]:
        """Return what a browser of the person sends: session and token."""
        session = (self.folder / "session").read_text()
        return {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of its processes."""
        return {
            **os.environ,
            "KC_TUS_FOLDER": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "tests.support.tus_settings",
        }

    def prepare(self) -> None:
        """Make the tables, one person and a session."""
        command = [sys.executable, "-m", "tests.support.tus_settings"]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True)

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [sys.executable, "-m", "gunicorn", "tests.support.tus_settings:application"]
        options = ["--threads=4", "--log-level=error", "--no-control-socket"]
        self.process = subprocess.Popen(
            [*command, f"--bind=127.0.0.1:{self.port}", *options],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
        )
        transport = httpx.HTTPTransport(retries=TRIES)
        with httpx.Client(transport=transport, trust_env=False, timeout=30) as client:
            client.options(self.start_address)

    def kill(self) -> None:
        """Kill it with all its workers, without a word."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@contextmanager
def uploading(folder: Path) -> Iterator[Server]:
    """Serve uploads until the block ends."""
    server = Server(folder)
    server.prepare()
    server.start()
    try:
        yield server
    finally:
        server.kill()
