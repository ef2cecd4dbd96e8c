"""A record store that runs as processes of its own, as in production, and may be killed.

Used by tests that need a second store or a server that dies, and by scripts that measure or check
one from outside.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.support.postgres import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 60
RUN = """
import json, sys, django
from django.core.management import call_command
django.setup()
for command in json.loads(sys.argv[1]):
    call_command(*command)
"""
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
    key: str = ""
    secret: str = ""
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

    def adopt(self, database: Path) -> None:
        """Begin with a copy of an SQLite database that is migrated already."""
        shutil.copyfile(database, self.folder / "store.sqlite3")

    def prepare(self, *commands: Sequence[str], migrated: bool = False) -> None:
        """Make the tables that are missing, a client that may do all, and what else is given."""
        tables = [] if migrated else [["migrate", "--no-input", "-v", "0"]]
        client = ["xapi_client", "test", "--scope", "all"]
        printed = self.run(*tables, ["createcachetable"], client, *commands)
        credentials = json.loads(printed.splitlines()[0])
        self.key, self.secret = credentials["key"], credentials["secret"]

    def run(self, *commands: Sequence[str]) -> str:
        """Run management commands one after the other in one process; return what they print."""
        done = subprocess.run(
            self._line(commands), cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        if done.returncode:
            raise AssertionError(f"{commands} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def begin(self, *commands: Sequence[str]) -> "subprocess.Popen[bytes]":
        """Begin management commands in a process group of their own."""
        return self._begin(self._line(commands), "commands.log")

    @staticmethod
    def _line(commands: Sequence[Sequence[str]]) -> Sequence[str]:
        return [sys.executable, "-c", RUN, json.dumps(commands)]

    def http(self, **options: Any) -> httpx.Client:
        """Return an HTTP client of the store's resources that may do all."""
        return httpx.Client(
            base_url=f"{self.base}/xapi/",
            auth=(self.key, self.secret),
            headers={"X-Experience-API-Version": "2.0.0"},
            **{"timeout": 30, "trust_env": False, **options},
        )

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
