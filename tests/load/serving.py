"""What a load run stands on: a PostgreSQL that keeps its promises, and the platform before it."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.support.postgres import find_programs, free_port, temporary_server

# Unlike in tests, a commit is on the disk before it is acknowledged.
DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "1GB",
    "max_wal_size": "8GB",
}
ROOT = Path(__file__).parents[2]
START_SECONDS = 60


@contextmanager
def durable_database() -> Iterator[str]:
    """Yield the address of a fresh, migrated database whose commits survive a crash."""
    programs = find_programs()
    if programs is None:
        sys.exit("PostgreSQL's server programs were not found.")
    with temporary_server(programs, DURABLE) as address:
        yield address


def environment(database: str, folder: Path) -> dict[str, str]:
    """Return the environment of a production process that talks plain HTTP on this machine."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "campus.settings.production",
        "SECRET_KEY": os.environ.get("SECRET_KEY") or secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "127.0.0.1",
        "KC_BASE_URL": "https://127.0.0.1",
        "KC_XAPI_HOME_PAGE": "https://kommunalcampus.example",
        "DATABASE_URL": database,
        "EMAIL_URL": "dummymail://",
        "KC_SSL_REDIRECT": "false",
        "KC_TRUSTED_PROXIES": "1",
        "KC_VAR_DIR": str(folder),
    }


def manage(env: dict[str, str], *arguments: str) -> str:
    """Run a management command and return what it prints."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def say(line: str) -> None:
    """Print a line at once, also into a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


INSIDE = "--inside"


def on_both(module: str, *, standard: int, unit: str, measure: Callable[[int], None]) -> None:
    """Be the `__main__` of a script that measures on SQLite, then on a durable PostgreSQL.

    Each run is a process of its own with the settings of production; `measure` gets how many rows,
    the first word of the command line.
    """
    counts = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    count = counts[0] if counts else standard
    if INSIDE in sys.argv:
        measure(count)
        return
    run_on("", "SQLite", f"{count} {unit}", [module, str(count)])
    with durable_database() as address:
        run_on(address, "PostgreSQL", f"{count} {unit}", [module, str(count)])


def run_on(database: str, name: str, what: str, itself: list[str]) -> None:
    """Migrate a database and run a module of measurements on it; without an address on SQLite."""
    with tempfile.TemporaryDirectory(prefix="kc-load-") as folder:
        env = environment(database or f"sqlite:///{folder}/kc.sqlite3", Path(folder))
        env["KC_ALLOW_SQLITE"] = "1"
        manage(env, "migrate", "--verbosity", "0")
        say(f"{name}, {what}")
        command = [sys.executable, "-m", *itself, INSIDE]
        subprocess.run(command, cwd=ROOT, env=env, check=True)


@contextmanager
def served(env: dict[str, str], *, workers: int = 2, threads: int = 4) -> Iterator[int]:
    """Yield the port of a gunicorn that serves the platform."""
    port = free_port()
    options = [f"--bind=127.0.0.1:{port}", f"--workers={workers}", f"--threads={threads}"]
    command = [sys.executable, "-m", "gunicorn", "campus.wsgi", *options, "--log-level=error"]
    process = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        _await_answer(f"http://127.0.0.1:{port}/healthz")
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield a folder for files of the run."""
    folder = Path(tempfile.mkdtemp(prefix="kc-load-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _await_answer(address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            httpx.get(address, timeout=5)
            return
        except httpx.HTTPError:
            time.sleep(0.2)
    sys.exit(f"Nothing answered at {address}.")
