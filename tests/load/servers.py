"""Start what is measured: PostgreSQL, the platform and the bare view, as in production."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.load.client import Connection, Request
from tests.support.postgres import find_programs, free_port, temporary_server

ROOT = Path(__file__).resolve().parent.parent.parent
WAIT_SECONDS = 60
PLATFORM, BARE = "campus.wsgi", "tests.load.bare"


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, and what it has used."""

    port: int
    pid: int

    def processor_seconds(self) -> float:
        """Return the processor time of its workers so far; 0 where the system does not tell."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        if not children.exists():
            return 0.0
        fields = [
            Path(f"/proc/{pid}/stat").read_text().split() for pid in children.read_text().split()
        ]
        return sum(int(one[13]) + int(one[14]) for one in fields) / os.sysconf("SC_CLK_TCK")


@contextmanager
def environment() -> Iterator[None]:
    """Set up a temporary database and folders, and let this process speak as in production."""
    programs = find_programs()
    if programs is None:
        sys.exit("PostgreSQL's programs were not found (apt-get install postgresql).")
    with ExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="kc-load-"))
        address = stack.enter_context(temporary_server(programs))
        os.environ |= {
            "DATABASE_URL": address,
            "KC_VAR_DIR": scratch,
            "DJANGO_SETTINGS_MODULE": "campus.settings.production",
            "SECRET_KEY": "only-for-this-measurement-" + "x" * 40,
            "ALLOWED_HOSTS": "127.0.0.1",
            "KC_BASE_URL": "http://127.0.0.1",
            "KC_XAPI_HOME_PAGE": "https://kommunalcampus.example",
            "EMAIL_URL": "dummymail://",
            "KC_SSL_REDIRECT": "0",
        }
        yield


@contextmanager
def serving(application: str, *, workers: int) -> Iterator["Server"]:
    """Serve an application with gunicorn on a free port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, f"--bind=127.0.0.1:{port}"]
    command += [f"--workers={workers}", "--threads=4", "--log-level=warning"]
    server = subprocess.Popen([*command, "--no-control-socket"], cwd=ROOT)
    try:
        wait_for(port)
        yield Server(port, server.pid)
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(port: int) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        try:
            Connection(port).ask(Request("/").wire(port))
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The server did not start.")
