"""`manage.py serve`: web server, worker and clock of one machine in one terminal."""

import os
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from campus.operations.ports import HOST, is_free, taken_sentence
from campus.operations.supervisor import Child, Supervisor

MANAGE = str(Path(settings.BASE_DIR) / "manage.py")
WAIT_SECONDS = 90


class Command(BaseCommand):
    """Serve the demo or a small installation from one terminal."""

    help = "Run the web server, the worker and the clock together; Ctrl-C stops all three."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the port and the number of web processes."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the port, start all, and end with an error where something would not start."""
        port = options["port"]
        if not is_free(port):
            raise CommandError(taken_sentence(port))
        address = f"http://{HOST}:{port}"
        os.environ.setdefault("KC_BASE_URL", address)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campus.settings.dev")
        supervisor = Supervisor(children(port, options["workers"]), say=self.say)
        greeter = threading.Thread(target=self.greet, args=(address, supervisor), daemon=True)
        if not supervisor.run(on_start=greeter.start):
            raise CommandError("KommunalCampus was stopped, because one part would not start.")
        self.say("KommunalCampus was stopped.")

    def say(self, sentence: str) -> None:
        """Print a sentence at once, also into a pipe."""
        self.stdout.write(sentence)
        self.stdout.flush()

    def greet(self, address: str, supervisor: Supervisor) -> None:
        """Name the address once it answers."""
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline and not supervisor.is_stopping:
            if answers(f"{address}/healthz"):
                self.say(f"\nKommunalCampus runs at {address}/  (Ctrl-C stops it)\n")
                return
            time.sleep(0.3)


def children(port: int, workers: int) -> list[Child]:
    """Return the three processes of one machine."""
    queue = ("--backend", "jobs", "--queue-name", "*", "--no-reload", "--verbosity", "0")
    return [
        Child("web server", web_command(port, workers)),
        Child("worker", manage("db_worker", *queue)),
        Child("clock", manage("tick", "--loop", "60")),
    ]


def manage(*arguments: str) -> Sequence[str]:
    """Return a management command line of this very Python."""
    return [sys.executable, MANAGE, *arguments]


def web_command(port: int, workers: int) -> Sequence[str]:
    """Return gunicorn's command line: local only, quiet, threads for slow readers."""
    options = {"bind": f"{HOST}:{port}", "workers": workers, "threads": 4, "timeout": 60}
    flags = [f"--{name}={value}" for name, value in options.items()]
    quiet = ["--preload", "--log-level=warning", "--graceful-timeout=5", "--no-control-socket"]
    return [
        *(sys.executable, "-m", "gunicorn", "campus.wsgi", f"--chdir={settings.BASE_DIR}"),
        *flags,
        *quiet,
    ]


def answers(url: str) -> bool:
    """Tell whether the web server answers."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
