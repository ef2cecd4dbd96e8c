"""Run the public conformance suite of ADL against a store of its own, in both editions.

    python -m tests.standards.run_adl_suite --suite FOLDER [--postgres]

FOLDER holds `adlnet/lrs-conformance-test-suite` with its packages installed, as its README says;
the environment may name it as KC_ADL_SUITE. The suite is no part of this repository. The store
runs with the settings of production, on SQLite or on a temporary PostgreSQL with durable commits.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.postgres import USER, find_programs, running_server
from tests.support.recordstore import RecordStore

FOLDER = "KC_ADL_SUITE"
RUNNER = Path("bin", "console_runner.js")
# Edition, path of its endpoint, number of tests.
EDITIONS = (("1.0.3", "/xapi/1.0.3", 1365), ("2.0.0", "/xapi", 1442))
# The suite hangs where an answer is not as it expects.
WAIT_SECONDS = 900
_SUMMARY = re.compile(r'^\{"total":.*\}$', re.MULTILINE)


@dataclass(frozen=True)
class Result:
    """What the suite counted for one edition."""

    edition: str
    expected: int
    total: int
    passed: int

    @property
    def is_complete(self) -> bool:
        """Tell whether every test was run and passed."""
        return self.total == self.passed == self.expected

    def __str__(self) -> str:
        verdict = "passed" if self.is_complete else f"PASSED, OF {self.expected}"
        return f"xAPI {self.edition}: {self.passed} of {self.total} {verdict}"


def missing(folder: str | None) -> str | None:
    """Return what keeps the suite from being run, None if nothing does."""
    if shutil.which("node") is None:
        return "Node was not found"
    if not folder or not Path(folder, RUNNER).is_file():
        return f"{FOLDER} names no folder with the suite"
    if not Path(folder, "node_modules").is_dir():
        return "the packages of the suite are not installed"
    return None


def run_suite(folder: Path, store: RecordStore, edition: str, path: str, expected: int) -> Result:
    """Run the suite in one edition and return what it counted."""
    place = ["-x", edition, "-e", f"{store.base}{path}"]
    credentials = ["-a", "-u", store.key, "-p", store.secret]
    done = subprocess.run(
        ["node", str(folder / RUNNER), *place, *credentials, "-z"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=WAIT_SECONDS,
    )
    summaries = _SUMMARY.findall(done.stdout)
    if not summaries:
        sys.exit(f"The suite printed no summary:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    summary = json.loads(summaries[-1])
    return Result(edition, expected, summary["total"], summary["passed"])


@contextmanager
def fresh_store(*, on_postgres: bool) -> Iterator[RecordStore]:
    """Yield a running store with an empty database; nothing of it stays."""
    with tempfile.TemporaryDirectory(prefix="kc-adl-") as scratch:
        if not on_postgres:
            yield from started(RecordStore(Path(scratch), workers=2))
            return
        programs = find_programs()
        if programs is None:
            sys.exit("PostgreSQL's programs were not found (apt-get install postgresql).")
        with running_server(programs) as server:
            server.create_database(USER)
            yield from started(RecordStore(Path(scratch), database=server.address, workers=2))


def started(store: RecordStore) -> Iterator[RecordStore]:
    """Prepare a store, yield it while it runs, and end it."""
    store.prepare()
    store.start()
    try:
        yield store
    finally:
        store.kill()


def main() -> int:
    """Run both editions, print what was counted, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--suite", default=os.environ.get(FOLDER), help="folder of the suite")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL, not on SQLite")
    options = parser.parse_args()
    if gap := missing(options.suite):
        sys.exit(f"The conformance suite was not run: {gap}.")
    folder = Path(options.suite).resolve()
    with fresh_store(on_postgres=options.postgres) as store:
        results = [run_suite(folder, store, *edition) for edition in EDITIONS]
    sys.stdout.write("".join(f"{result}\n" for result in results))
    return 0 if all(result.is_complete for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
