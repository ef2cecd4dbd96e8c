"""Dump and load the two databases that the platform runs on."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from django.db import connection

from campus.operations.errors import BackupDamaged, DatabaseProgramFailed

DUMPS = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
# A fresh start inside the same transaction: also what the dump does not know is gone.
EMPTY_SCHEMA = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"


def dump_database(target: Path) -> None:
    """Write a consistent copy of the running database."""
    DUMPERS[connection.vendor](target)


def load_database(source: Path) -> None:
    """Replace the database by the dump: all of it, or nothing."""
    LOADERS[connection.vendor](source)


def check_dump(source: Path) -> None:
    """Look into the dump before anything is touched."""
    CHECKERS[connection.vendor](source)


def _dump_sqlite(target: Path) -> None:
    """Use SQLite's own online backup: writers may go on meanwhile."""
    connection.ensure_connection()
    with sqlite3.connect(target) as copy:
        connection.connection.backup(copy)
        # A copy in one file: the write-ahead log of the original is no part of the backup.
        copy.execute("PRAGMA journal_mode=DELETE")
    copy.close()


def _load_sqlite(source: Path) -> None:
    """Copy the pages in one step, which SQLite does as one transaction."""
    connection.ensure_connection()
    with sqlite3.connect(source) as copy:
        copy.backup(connection.connection)
    copy.close()


def _check_sqlite(source: Path) -> None:
    try:
        with sqlite3.connect(source) as copy:
            # Some of our constraints call functions that only Django's connections know.
            copy.execute("PRAGMA ignore_check_constraints=ON")
            answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
        copy.close()
    except sqlite3.DatabaseError as error:
        raise BackupDamaged(reason="its database cannot be read.") from error
    if answer != "ok":
        raise BackupDamaged(reason="its database is damaged.")


def _dump_postgresql(target: Path) -> None:
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def _load_postgresql(source: Path) -> None:
    """Turn the dump into SQL and run it in one transaction after emptying the schema."""
    script = source.with_suffix(".sql")
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(source))
    connection.close()
    strict = ["--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    _run("psql", *strict, "--command", EMPTY_SCHEMA, "--file", str(script))
    script.unlink()


def _check_postgresql(source: Path) -> None:
    _run("pg_restore", "--list", str(source))


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs against the configured database."""
    path = shutil.which(program)
    if path is None:
        raise DatabaseProgramFailed(
            program=program, reason="it is not installed (apt-get install postgresql-client)."
        )
    done = subprocess.run(  # noqa: S603
        [path, *arguments], env={**os.environ, **_environment()}, capture_output=True, text=True
    )
    if done.returncode:
        raise DatabaseProgramFailed(program=program, reason=done.stderr.strip())


def _environment() -> dict[str, str]:
    """Hand the connection over in the environment, where no list of processes shows it."""
    settings: dict[str, Any] = connection.settings_dict
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    own = {target: str(settings[name]) for name, target in names.items() if settings.get(name)}
    options = settings.get("OPTIONS") or {}
    if options.get("sslmode"):
        own["PGSSLMODE"] = str(options["sslmode"])
    return {**own, "PGDATABASE": str(settings["NAME"])}


DUMPERS = {"sqlite": _dump_sqlite, "postgresql": _dump_postgresql}
LOADERS = {"sqlite": _load_sqlite, "postgresql": _load_postgresql}
CHECKERS = {"sqlite": _check_sqlite, "postgresql": _check_postgresql}
