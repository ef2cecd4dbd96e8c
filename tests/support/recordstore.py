"""A record store that runs as processes of its own, as in production, and may be killed.

Used by tests that need a second store or a server that dies, and by scripts that measure or check
one from outside.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.support.postgres import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 60
# Nothing of the machine's own configuration shall reach a scratch store.
LEFT_OUT = ("DATABASE_URL", "KC_", "EMAIL_URL", "DJANGO_", "SECRET_KEY", "ALLOWED_HOSTS")


@dataclass
class RecordStore:
    """One store: a folder, a database, a port, and the web server while it runs."""

    folder: Path
    database: str = ""
    workers: int = 1
    port: int = field(default_factory=free_port)
    extra: dict[str, str] = field(default_factory=dict)
    server: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.database = self.database or f"sqlite:///{self.folder}/store.sqlite3"

    @property
    def base(self) -> str:
        """Return the address of the server."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of production, short of HTTPS on this one machine."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(LEFT_OUT)}
        return {
            **kept,
            "DJANGO_SETTINGS_MODULE": "campus.settings.production",
            "SECRET_KEY": "of-a-scratch-store-" + "x" * 40,
            "ALLOWED_HOSTS": "127.0.0.1",
            "KC_BASE_URL": "https://kommunalcampus.example",
            "KC_XAPI_HOME_PAGE": "https://kommunalcampus.example",
            "KC_SSL_REDIRECT": "0",
            "KC_ALLOW_SQLITE": "1",
            "KC_VAR_DIR": str(self.folder),
            "DATABASE_URL": self.database,
            "EMAIL_URL": "dummymail://",
            **self.extra,
        }

    def prepare(self) -> None:
        """Make the tables."""
        self.manage("migrate", "--no-input", "-v", "0")
        self.manage("createcachetable")

    def manage(self, *arguments: str) -> str:
        """Run a management command to its end and return what it prints."""
        done = subprocess.run(
            self.command(*arguments), cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        if done.returncode:
            raise AssertionError(f"{arguments} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def begin(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Begin a management command in a process group of its own."""
        return self._begin(self.command(*arguments), "commands.log")

    @staticmethod
    def command(*arguments: str) -> Sequence[str]:
        """Return the command line of a management command."""
        return [sys.executable, "manage.py", *arguments]

    def client(self, *scopes: str) -> tuple[str, str]:
        """Make a client and return its key and secret."""
        chosen = [part for scope in scopes or ("all",) for part in ("--scope", scope)]
        made = json.loads(self.manage("xapi_client", "test", *chosen))
        return made["key"], made["secret"]

    def start(self) -> None:
        """Start the web server and wait until it answers."""
        options = ["--bind", f"127.0.0.1:{self.port}", "--workers", str(self.workers)]
        quiet = ["--threads", "4", "--timeout", "60", "--log-level", "warning"]
        command = [sys.executable, "-m", "gunicorn", "campus.wsgi", *options, *quiet]
        self.server = self._begin([*command, "--no-control-socket"], "server.log")
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.server.poll() is None:
            try:
                httpx.get(f"{self.base}/xapi/about", timeout=5)
            except httpx.HTTPError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError((self.folder / "server.log").read_text())

    def kill(self) -> None:
        """Kill the web server and all it has begun, as a power cut would: no goodbye."""
        if self.server is not None:
            end(self.server, signal.SIGKILL)
            self.server = None

    def _begin(self, command: Sequence[str], log: str) -> "subprocess.Popen[bytes]":
        with (self.folder / log).open("a") as output:
            return subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


def end(process: "subprocess.Popen[Any]", how: signal.Signals = signal.SIGKILL) -> None:
    """End a process with its children, if it still lives, and wait for it."""
    if process.poll() is None:
        os.killpg(process.pid, how)
    process.wait(timeout=30)


@contextmanager
def running_store(folder: Path, **options: Any) -> Iterator[RecordStore]:
    """Prepare a store, serve it, and end it."""
    store = RecordStore(folder, **options)
    store.prepare()
    store.start()
    try:
        yield store
    finally:
        store.kill()
