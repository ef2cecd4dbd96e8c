"""Everything that `make test` runs: static checks, then the tests on SQLite and on PostgreSQL.

Each part runs even if an earlier one has failed. When all went well, the output ends with the
summary line of pytest; what failed or could not be run is named in one line at the very end.
With CI=true nothing may be left out but what needs programs of others that no registry has.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.standards.run_adl_suite import FOLDER, missing
from tests.support import DEMO, MIGRATED
from tests.support.chromium import obtain_chromium
from tests.support.node import MODULES, fetch_node_clients
from tests.support.postgres import find_programs, temporary_server

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
MANAGE = (PYTHON, "manage.py")
PREPARE = (*MANAGE, "shell", "-v0", "-c", "from tests.support.prepared import prepare; prepare()")
LINT_IMPORTS = str(Path(PYTHON).with_name("lint-imports"))
AS_IN_PRODUCTION = ("--settings", "campus.settings.production")
WORKERS = str(max(2, min(4, len(os.sched_getaffinity(0)))))
ON_CI = os.environ.get("CI") == "true"

Command = Sequence[str]
# Name, command, and the environment's further variables.
Prepared = Sequence[tuple[str, Command, Mapping[str, str]]]
CHECKS: dict[str, Command] = {
    "types": (PYTHON, "-m", "mypy", "campus", "courses", "members"),
    "ruff check": (PYTHON, "-m", "ruff", "check", "."),
    "ruff format": (PYTHON, "-m", "ruff", "format", "--check", "."),
    "import layers": (LINT_IMPORTS,),
    "system checks": (*MANAGE, "check", "--fail-level", "WARNING"),
    "migrations": (*MANAGE, "makemigrations", "--check", "--dry-run"),
    "German texts": (*MANAGE, "translations", "--check"),
    "production settings": (*MANAGE, "check", *AS_IN_PRODUCTION),
    "static files": (*MANAGE, "collectstatic", "--no-input", "-v", "0", *AS_IN_PRODUCTION),
}
PRODUCTION = {
    "SECRET_KEY": "only-to-see-that-the-settings-load-" + "x" * 30,
    "ALLOWED_HOSTS": "kommunalcampus.example",
    "KC_BASE_URL": "https://kommunalcampus.example",
    "KC_XAPI_HOME_PAGE": "https://kommunalcampus.example",
    "EMAIL_URL": "consolemail://",
}


@dataclass
class Report:
    """What went wrong and what was left out."""

    failed: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def leave_out(self, what: str) -> None:
        """Note a gap; on CI a gap is a failure."""
        (self.failed if ON_CI else self.left_out).append(what)

    def mention(self, what: str) -> None:
        """Note a gap that is no failure anywhere; on CI the summary of pytest stays the last."""
        say(f"NOT RUN: {what}")
        if not ON_CI:
            self.left_out.append(what)

    def closing_line(self) -> str:
        """Return the one line that nobody may overlook, or nothing."""
        parts = []
        if self.failed:
            parts.append(f"FAILED: {', '.join(self.failed)}")
        if self.left_out:
            parts.append(f"NOT RUN: {', '.join(self.left_out)}")
        return " ### ".join(parts)


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def run_check(report: Report, name: str, environment: Mapping[str, str], command: Command) -> None:
    """Run one check; show its output if it fails."""
    start = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    verdict = "ok" if done.returncode == 0 else "FAILED"
    output = done.stdout + done.stderr if done.returncode else ""
    say(f"{name:<24} {verdict}  ({time.monotonic() - start:.0f} s){output and chr(10) + output}")
    if done.returncode:
        report.failed.append(name)


def run_checks(report: Report, environment: Mapping[str, str], prepared: Prepared) -> None:
    """Run every static check, as many at once as there are processors.

    What all workers of the tests need is made at the same time; it begins first, since it takes
    longest.
    """
    with ThreadPoolExecutor(int(WORKERS)) as pool:
        jobs = [
            pool.submit(run_check, report, name, {**environment, **variables}, command)
            for name, command, variables in prepared
        ]
        jobs += [
            pool.submit(run_check, report, name, {**PRODUCTION, **environment}, command)
            for name, command in CHECKS.items()
        ]
    for job in jobs:
        job.result()


def run_tests(report: Report, name: str, environment: Mapping[str, str], *, selection: str) -> None:
    """Run the tests of a selection; pytest writes straight to the terminal.

    The tests of one file stay together, since journeys go from station to station.
    """
    say(f"\n--- {name} ---")
    command = [PYTHON, "-m", "pytest", "-q", "-n", WORKERS, "--dist", "loadfile", "-m", selection]
    # The order is ours: what takes longest begins first, so that no worker waits for it at the end.
    command += ["--no-loadscope-reorder", "--durations=20"]
    if subprocess.run(command, cwd=ROOT, env=environment).returncode:
        report.failed.append(name)


def with_compiled_code(scratch: str) -> dict[str, str]:
    """Return an environment that keeps compiled code: a hundred processes start twice as fast."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": f"{scratch}/bytecode"}


def node_clients(report: Report, scratch: str) -> dict[str, str]:
    """Return where the tests find the clients of Node; name them where they cannot be had."""
    folder = fetch_node_clients(Path(scratch, "node"))
    if folder is None:
        report.mention("client of Node (nodejs, npm and its registry are needed)")
        return {}
    return {MODULES: str(folder)}


def run_conformance_suite(report: Report, *, on_postgres: bool) -> None:
    """Run the suite of ADL where the environment names it, in both editions."""
    if gap := missing(os.environ.get(FOLDER)):
        report.mention(f"conformance suite of ADL ({gap})")
        return
    say("\n--- conformance suite of ADL ---")
    command = [PYTHON, "-m", "tests.standards.run_adl_suite"]
    command += ["--postgres"] if on_postgres else []
    if subprocess.run(command, cwd=ROOT).returncode:
        report.failed.append("conformance suite of ADL")


def run_everything() -> Report:
    """Run all parts, with the browser tests in the last run of the tests."""
    report = Report()
    programs = find_programs()
    has_browser = obtain_chromium() is not None
    if not has_browser:
        report.leave_out("browser tests (no Chromium was found or could be installed)")
    if programs is None:
        report.leave_out("tests on PostgreSQL (apt-get install postgresql)")
    with ExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="kc-test-"))
        environment = {
            **with_compiled_code(scratch),
            "DJANGO_SETTINGS_MODULE": "campus.settings.test",
            "KC_VAR_DIR": scratch,
            "DATABASE_URL": f"sqlite:///{scratch}/campus.sqlite3",
            "KC_ALLOW_SQLITE": "1",
        }
        environment |= node_clients(report, scratch)
        address = stack.enter_context(temporary_server(programs)) if programs else None
        demo = {DEMO: f"{scratch}/demo"} if has_browser else {}
        prepared = [("databases and demo", PREPARE, demo)]
        if address:
            migrate = (*MANAGE, "migrate", "-v", "0")
            prepared.append(("migrations of PostgreSQL", migrate, {"DATABASE_URL": address}))
        run_checks(report, environment, prepared)
        run_conformance_suite(report, on_postgres=programs is not None)
        with_browser = has_browser and programs is None
        selection = "" if with_browser else "not browser"
        run_tests(report, "tests on SQLite", {**environment, **demo}, selection=selection)
        if address:
            migrated = {MIGRATED: address.rpartition("/")[2]}
            on_postgres = {**environment, **demo, **migrated, "DATABASE_URL": address}
            selection = "not once" if has_browser else "not once and not browser"
            run_tests(report, "tests on PostgreSQL", on_postgres, selection=selection)
    return report


def main() -> int:
    """Run everything and return the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    report = run_everything()
    if line := report.closing_line():
        say(f"\n### {line} ###")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
